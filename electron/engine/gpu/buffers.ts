import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import { orLost } from './loss'

/** The buffers of a run, one of each kind per device: runs follow one another. */
export type BufferKind = 'input' | 'output' | 'upload' | 'readback'

/** What every buffer is called in a sentence: those of a run, and those of a prepared convolution. */
const NAMES = {
  input: sentence`input`,
  output: sentence`output`,
  upload: sentence`upload`,
  readback: sentence`readback`,
  layer: sentence`layer`,
  chunk: sentence`chunk`,
  bias: sentence`bias`,
  'padding table': sentence`padding table`,
  kernel: sentence`kernel`,
} as const
export type BufferName = keyof typeof NAMES

/** What is kept when nothing is prepared any more, bytes. */
const KEPT_BYTES = 64 * 2 ** 20

/**
 * Buffers that grow to the largest run so far and are used by every run after it: fresh memory
 * costs more than a copy into warm memory.
 */
export class RunBuffers {
  readonly #device: GPUDevice
  readonly #held = new Map<BufferKind, GPUBuffer>()

  constructor(device: GPUDevice) {
    this.#device = device
  }

  /** A buffer of at least `bytes`. Throws `out-of-memory`; the device's limits are checked before. */
  async get(kind: BufferKind, bytes: number): Promise<GPUBuffer> {
    const held = this.#held.get(kind)
    if (held && held.size >= bytes) return held
    held?.destroy()
    this.#held.delete(kind)
    const made = await createBuffer(this.#device, { size: bytes, usage: usageOf(kind) }, kind)
    this.#held.set(kind, made)
    return made
  }

  /** Gives large buffers back to the machine; called when nothing is prepared any more. */
  trim(): void {
    for (const [kind, buffer] of this.#held) {
      if (buffer.size <= KEPT_BYTES) continue
      buffer.destroy()
      this.#held.delete(kind)
    }
  }

  dispose(): void {
    for (const buffer of this.#held.values()) buffer.destroy()
    this.#held.clear()
  }
}

function usageOf(kind: BufferKind): GPUBufferUsageFlags {
  switch (kind) {
    case 'input':
      return GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST
    case 'output':
      return GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC
    case 'upload':
      return GPUBufferUsage.MAP_WRITE | GPUBufferUsage.COPY_SRC
    case 'readback':
      return GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST
  }
}

/** Creates a buffer and notices when there is no memory for it. Throws `out-of-memory`. */
export async function createBuffer(
  device: GPUDevice,
  descriptor: GPUBufferDescriptor,
  what: BufferName,
): Promise<GPUBuffer> {
  device.pushErrorScope('out-of-memory')
  const buffer = device.createBuffer(descriptor)
  const error = await orLost(device.popErrorScope())
  if (!error) return buffer
  throw new FaultError(
    'out-of-memory',
    sentence`The GPU has no ${mebibytes(descriptor.size)} left for the ${NAMES[what]}; use a smaller picture or the CPU engine.`,
  )
}

/** Checks that a storage buffer of this size can be bound. Throws `unsupported` with both numbers. */
export function checkBindable(limits: GPUSupportedLimits, what: BufferName, bytes: number): void {
  const most = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize)
  if (bytes <= most) return
  throw new FaultError(
    'unsupported',
    sentence`The ${NAMES[what]} needs ${mebibytes(bytes)} in one GPU buffer and this adapter allows ${mebibytes(most)}; use the CPU engine, a smaller picture or fewer output channels.`,
  )
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}
