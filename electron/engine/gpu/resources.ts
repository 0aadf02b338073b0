import { sourceIndices } from '../convolution/padding'
import type { Convolution } from '../engine'
import { checkBindable, createBuffer, type BufferName } from './buffers'
import type { DispatchPlan } from './plan'
import type { Session } from './session'

/** One submission of a run: what the uniform `Chunk` says, but for the mark. */
export interface Chunk {
  readonly firstTile: number
  readonly tiles: number
  readonly firstChannel: number
  readonly endChannel: number
}

/** The mark that a run leaves behind its last output value (shaders/bindings.wgsl). */
export interface Mark {
  readonly index: number
  readonly nonce: number
}

/** The input and output buffers of a run, with the bytes of each that are used. */
export interface RunBinding {
  readonly input: GPUBufferBinding & { readonly buffer: GPUBuffer }
  readonly output: GPUBufferBinding & { readonly buffer: GPUBuffer }
}

/** u32 and f32 fields of the uniform `Chunk`. */
const CHUNK_BYTES = 28

/** What a prepared convolution has on one device: its pipeline and its own small buffers. */
export class Resources {
  readonly session: Session
  readonly #pipeline: GPUComputePipeline
  readonly #buffers: OwnBuffers
  readonly #chunk = new DataView(new ArrayBuffer(CHUNK_BYTES))
  #bound: { binding: RunBinding; group: GPUBindGroup } | null = null

  private constructor(session: Session, pipeline: GPUComputePipeline, buffers: OwnBuffers) {
    this.session = session
    this.#pipeline = pipeline
    this.#buffers = buffers
  }

  /** Compiles and uploads. Throws `internal`, `unsupported`, `out-of-memory` and `DeviceLost`. */
  static async create(
    session: Session,
    convolution: Convolution,
    plan: DispatchPlan,
  ): Promise<Resources> {
    const pipeline = await session.answer(session.pipelines.get(plan))
    const buffers = await createOwnBuffers(session.device, convolution, plan)
    return new Resources(session, pipeline, buffers)
  }

  /** Submits one chunk. timing: where its pass writes its timestamps, if anywhere. */
  submit(
    { firstTile, tiles, firstChannel, endChannel }: Chunk,
    mark: Mark,
    binding: RunBinding,
    timing: GPUComputePassTimestampWrites | undefined,
  ): void {
    const { device } = this.session
    const gridWidth = Math.min(tiles, device.limits.maxComputeWorkgroupsPerDimension)
    const words = [firstTile, firstTile + tiles, gridWidth, firstChannel, endChannel, mark.index]
    words.forEach((word, index) => this.#chunk.setUint32(index * 4, word, true))
    this.#chunk.setFloat32(words.length * 4, mark.nonce, true)
    device.queue.writeBuffer(this.#buffers.chunk, 0, this.#chunk.buffer as ArrayBuffer)
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginComputePass(timing ? { timestampWrites: timing } : {})
    pass.setPipeline(this.#pipeline)
    pass.setBindGroup(0, this.#bindGroup(binding))
    pass.dispatchWorkgroups(gridWidth, Math.ceil(tiles / gridWidth))
    pass.end()
    device.queue.submit([encoder.finish()])
  }

  dispose(): void {
    for (const buffer of Object.values(this.#buffers)) buffer.destroy()
  }

  /** Made once as long as the run's buffers stay the same. */
  #bindGroup(binding: RunBinding): GPUBindGroup {
    const bound = this.#bound
    if (
      bound?.binding.input.buffer === binding.input.buffer &&
      bound.binding.output.buffer === binding.output.buffer
    ) {
      return bound.group
    }
    const { layer, chunk, bias, indices, weights } = this.#buffers
    const resources = [
      { buffer: layer },
      { buffer: chunk },
      binding.input,
      { buffer: bias },
      { buffer: indices },
      binding.output,
      { buffer: weights },
    ]
    const group = this.session.device.createBindGroup({
      layout: this.session.pipelines.bindGroupLayout,
      entries: resources.map((resource, index) => ({ binding: index, resource })),
    })
    this.#bound = { binding, group }
    return group
  }
}

type OwnBuffers = Readonly<Record<'layer' | 'chunk' | 'bias' | 'indices' | 'weights', GPUBuffer>>

async function createOwnBuffers(
  device: GPUDevice,
  convolution: Convolution,
  plan: DispatchPlan,
): Promise<OwnBuffers> {
  const { UNIFORM, STORAGE, COPY_DST } = GPUBufferUsage
  const filled = async (what: BufferName, usage: number, data: ArrayBuffer | ArrayBufferView) => {
    checkBindable(device.limits, what, data.byteLength)
    const buffer = await createBuffer(device, { size: data.byteLength, usage }, what)
    device.queue.writeBuffer(buffer, 0, data as ArrayBuffer)
    return buffer
  }
  return {
    layer: await filled('layer', UNIFORM | COPY_DST, plan.layer),
    chunk: await filled('chunk', UNIFORM | COPY_DST, new ArrayBuffer(CHUNK_BYTES)),
    bias: await filled('bias', STORAGE | COPY_DST, Float32Array.from(convolution.bias)),
    indices: await filled('padding table', STORAGE | COPY_DST, paddingTable(convolution)),
    weights: await filled('kernel', STORAGE | COPY_DST, plan.weights),
  }
}

/** Source rows of all padded rows, then source columns of all padded columns. */
function paddingTable({ geometry }: Convolution): Int32Array<ArrayBuffer> {
  const { input, padding, paddingMode } = geometry.spec
  const { height, width } = geometry.paddedInput
  const table = new Int32Array(height + width)
  table.set(sourceIndices(input.height, [padding.top, padding.bottom], paddingMode), 0)
  table.set(sourceIndices(input.width, [padding.left, padding.right], paddingMode), height)
  return table
}
