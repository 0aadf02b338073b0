import { asError, cancelledFault } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { Geometry } from '../../contract/spec'
import type { OnProgress, RunTimes, Tensor } from '../engine'
import { checkBindable } from './buffers'
import { DeviceLost } from './loss'
import type { Pacer } from './pacing'
import type { Chunk, Mark, Resources, RunBinding } from './resources'
import type { Session } from './session'
import { readBack, upload } from './transfer'

/** What a run is cut into: all tiles, once per range of input channels. */
export interface Work {
  readonly geometry: Geometry
  readonly tiles: number
  readonly channelsPerPass: number
}

/** One run of a prepared convolution on one device. */
export interface Run {
  readonly work: Work
  readonly input: Tensor
  readonly pacer: Pacer
  readonly signal: AbortSignal
  readonly onProgress: OnProgress
  /** A number from 1 on that differs from the run's before. */
  readonly nonce: number
  /** All outputs and the mark: n + 1 values. */
  readonly result: Float32Array
  /** False when the timestamps of an earlier run were unusable, so that one clock serves all. */
  readonly useTimestamps: boolean
}

/**
 * Uploads, computes in paced submissions and reads back into `run.result`. Throws `cancelled`
 * within one submission, `unsupported` or `out-of-memory` when the tensors do not fit, and
 * `DeviceLost`.
 */
export async function runOn(resources: Resources, run: Run): Promise<RunTimes> {
  const { session } = resources
  const checkpoint = () => stopIfCancelled(run.signal)
  checkpoint()
  const binding = await bindingOf(session, run)
  const started = performance.now()
  await upload(session, run.input.data, binding.input.buffer, checkpoint)
  const uploaded = performance.now()
  const { mark, submissions } = await compute(resources, run, binding)
  const wallMs = performance.now() - uploaded
  const gpuMs = run.useTimestamps ? await readTimestamps(session, submissions) : null
  const computed = performance.now()
  await readBack(session, binding.output.buffer, run.result, checkpoint)
  const readbackMs = performance.now() - computed
  session.checkRefusals()
  checkMark(run.result[run.result.length - 1] ?? NaN, mark)
  return {
    uploadMs: uploaded - started,
    computeMs: gpuMs ?? wallMs,
    readbackMs,
    clock: gpuMs === null ? 'wall' : 'gpu-timestamps',
  }
}

async function bindingOf(
  { device, buffers }: Session,
  { input, result }: Run,
): Promise<RunBinding> {
  const [inputBytes, outputBytes] = [input.data.byteLength, result.byteLength]
  checkBindable(device.limits, 'input', inputBytes)
  checkBindable(device.limits, 'output', outputBytes)
  return {
    input: { buffer: await buffers.get('input', inputBytes), size: inputBytes },
    output: { buffer: await buffers.get('output', outputBytes), size: outputBytes },
  }
}

/** Submits every chunk, waiting for each. Returns the mark that must be behind the outputs. */
async function compute(
  resources: Resources,
  { work, pacer, signal, onProgress, nonce, result }: Run,
  binding: RunBinding,
): Promise<{ mark: number; submissions: number }> {
  const { session } = resources
  const { queue } = session.device
  const mark: Mark = { index: result.length - 1, nonce }
  queue.writeBuffer(binding.output.buffer, mark.index * 4, new Float32Array(1))
  const passes = Math.ceil(work.geometry.inChannelsPerGroup / work.channelsPerPass)
  let [expected, submissions, done] = [0, 0, 0]
  for (const chunk of chunksOf(work, pacer)) {
    stopIfCancelled(signal)
    const started = performance.now()
    resources.submit(chunk, mark, binding, session.timestamps?.passOf(submissions))
    await session.answer(queue.onSubmittedWorkDone())
    pacer.took(chunk.tiles, performance.now() - started)
    expected = Math.fround(expected + nonce)
    submissions++
    done += chunk.tiles
    onProgress(done / (work.tiles * passes))
  }
  return { mark: expected, submissions }
}

/** Cuts the work as it goes: the pacer has learnt from every chunk before. */
function* chunksOf({ geometry, tiles, channelsPerPass }: Work, pacer: Pacer): Generator<Chunk> {
  const channels = geometry.inChannelsPerGroup
  for (let firstChannel = 0; firstChannel < channels; firstChannel += channelsPerPass) {
    const endChannel = Math.min(channels, firstChannel + channelsPerPass)
    for (let firstTile = 0; firstTile < tiles;) {
      const count = pacer.next(tiles - firstTile)
      yield { firstTile, tiles: count, firstChannel, endChannel }
      firstTile += count
    }
  }
}

async function readTimestamps(session: Session, submissions: number): Promise<number | null> {
  return session.timestamps ? session.answer(session.timestamps.read(submissions)) : null
}

function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw asError(cancelledFault())
}

/** A read-back that misses the mark shows a result that was never written: as good as a lost device. */
function checkMark(found: number, expected: number): void {
  if (found === expected) return
  throw new DeviceLost(
    sentence`it returned a result that this run did not write (${found}, not ${expected})`,
  )
}
