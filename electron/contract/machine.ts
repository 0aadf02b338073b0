import type { Fault } from './faults'

/** The adapter that WebGPU gives here. */
export interface GpuInfo {
  readonly adapter: string
  /** SwiftShader, llvmpipe, WARP …: runs on the processor, never called a GPU. */
  readonly software: boolean
  readonly hasTimestamps: boolean
}

/** How the CPU engine writes WebAssembly for this V8, chosen by a self-test. */
export interface CodeGeneration {
  /** `one-tap-128`, `ordered-128` or `ordered-256` */
  readonly profile: string
  /** False when no profile's code agrees with the reference: plain TypeScript computes. */
  readonly isRight: boolean
}

/** The CPU engine as the compute window runs it. */
export interface CpuStatus {
  /** 1 without SharedArrayBuffer. */
  readonly threads: number
  readonly hasSharedMemory: boolean
  readonly codeGeneration: CodeGeneration
  /** Names that a job can ask for: `auto`, `fast` and the families. */
  readonly variants: readonly string[]
}

export interface MachineInfo extends CpuStatus {
  readonly electron: string
  readonly chromium: string
  readonly node: string
  readonly platform: string
  readonly cpus: number
  readonly cpuModel: string
  readonly gpu: GpuInfo | null
  /** Why there is no WebGPU, in one sentence; null when there is. */
  readonly gpuAbsence: Fault | null
}
