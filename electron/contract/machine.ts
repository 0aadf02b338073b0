/** The adapter that WebGPU gives here. */
export interface GpuInfo {
  readonly adapter: string
  /** SwiftShader, llvmpipe, WARP …: runs on the processor, never called a GPU. */
  readonly software: boolean
  readonly hasTimestamps: boolean
}

export interface MachineInfo {
  readonly electron: string
  readonly chromium: string
  readonly node: string
  readonly platform: string
  readonly cpus: number
  readonly cpuModel: string
  /** Threads that the CPU engine uses; 1 without SharedArrayBuffer. */
  readonly threads: number
  readonly hasSharedMemory: boolean
  readonly gpu: GpuInfo | null
  /** Why there is no WebGPU, in one sentence; null when there is. */
  readonly gpuAbsence: string | null
}
