import type { Session } from './session'

/** Most bytes that go through a staging buffer at once. */
const PIECE_BYTES = 64 * 2 ** 20

/** Called between pieces; throws to stop. */
export type Checkpoint = () => void

/**
 * Copies values into a GPU buffer through a mapped staging buffer. `queue.writeBuffer` will not do:
 * the tensor may lie on a SharedArrayBuffer, which some implementations refuse or crash on.
 */
export async function upload(
  session: Session,
  values: Float32Array,
  target: GPUBuffer,
  checkpoint: Checkpoint,
): Promise<void> {
  const { device, buffers } = session
  const staging = await buffers.get('upload', pieceBytes(values.byteLength))
  const perPiece = staging.size / 4
  for (let start = 0; start < values.length; start += perPiece) {
    checkpoint()
    const count = Math.min(perPiece, values.length - start)
    await session.answer(staging.mapAsync(GPUMapMode.WRITE, 0, count * 4))
    const mapped = new Float32Array(staging.getMappedRange(0, count * 4))
    mapped.set(values.subarray(start, start + count))
    staging.unmap()
    const encoder = device.createCommandEncoder()
    encoder.copyBufferToBuffer(staging, 0, target, start * 4, count * 4)
    device.queue.submit([encoder.finish()])
  }
  await session.answer(device.queue.onSubmittedWorkDone())
}

/** Copies the first values of a GPU buffer out through a mapped staging buffer. */
export async function readBack(
  session: Session,
  source: GPUBuffer,
  values: Float32Array,
  checkpoint: Checkpoint,
): Promise<void> {
  const { device, buffers } = session
  const staging = await buffers.get('readback', pieceBytes(values.byteLength))
  const perPiece = staging.size / 4
  for (let start = 0; start < values.length; start += perPiece) {
    checkpoint()
    const count = Math.min(perPiece, values.length - start)
    const encoder = device.createCommandEncoder()
    encoder.copyBufferToBuffer(source, start * 4, staging, 0, count * 4)
    device.queue.submit([encoder.finish()])
    await session.answer(staging.mapAsync(GPUMapMode.READ, 0, count * 4))
    values.set(new Float32Array(staging.getMappedRange(0, count * 4)), start)
    staging.unmap()
  }
}

function pieceBytes(bytes: number): number {
  return Math.min(PIECE_BYTES, bytes)
}
