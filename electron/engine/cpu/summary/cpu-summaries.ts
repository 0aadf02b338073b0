import type { Tensor } from '../../engine'
import type { TensorMemory } from '../../tensors/memory'
import { checkedChannel, fittedSize } from '../../tensors/planes'
import { statisticsOf, histogramOf, channelOf } from '../../tensors/statistics'
import { summariesOf, type Summary, type SummaryRequest } from '../../tensors/summary'
import type { MapStatistics } from '../../../contract/port'
import type { Statistics } from '../../../contract/tensors'
import type { StripPool } from '../pool/strip-pool'
import { boxesModule } from './boxes-routine'
import { histogramModule } from './histogram-routine'
import { BoxesRun } from './boxes-run'
import { HistogramRun } from './histogram-run'

/** Fewer values than this are summarized sooner than threads are woken. */
const WORTH_THREADS = 2 ** 17

interface Routines {
  readonly boxes: number
  readonly histogram: number
}

/**
 * Summaries of tensors that lie in the shared memory, on the engine's threads: one pass for planes,
 * extremes and sums, one for the histograms that need them. The same values as `summariesOf`, but for
 * the last digits of a mean and the sign of a zero.
 */
export class CpuSummaries {
  readonly #memory: TensorMemory
  readonly #pool: StripPool
  #routines: Promise<Routines> | null = null

  constructor(memory: TensorMemory, pool: StripPool) {
    this.#memory = memory
    this.#pool = pool
  }

  /** Throws `cancelled`, `not-found` for a channel and `forbidden` for a display size. */
  async summarize(
    tensor: Tensor,
    request: SummaryRequest,
    signal: AbortSignal,
  ): Promise<readonly Summary[]> {
    const { shape, data } = tensor
    const count = request.channels.length * shape.height * shape.width
    if (count < WORTH_THREADS || !this.#memory.holds(data)) return summariesOf(tensor, request)
    request.channels.forEach((channel) => checkedChannel(tensor, channel))
    const size = fittedSize(shape, request)
    const routines = await this.#load()
    const boxes = new BoxesRun(this.#memory, tensor, { channels: request.channels, size })
    try {
      await this.#run(routines.boxes, boxes, signal)
      const known = request.channels.map((channel, slot) => {
        const { min, max, sum } = boxes.extremesOf(slot)
        if (!Number.isFinite(sum)) return statisticsOf(channelOf(tensor, channel))
        return { min, max, mean: sum / (shape.height * shape.width), notFinite: 0 }
      })
      const statistics = await this.#withHistograms(tensor, { request, known, signal })
      const region = { y: 0, x: 0, height: shape.height, width: shape.width }
      return request.channels.map((channel, slot) => ({
        plane: { channel, region, ...size, values: boxes.planeOf(slot) },
        statistics: statistics[slot] as MapStatistics,
      }))
    } finally {
      boxes.release()
    }
  }

  /** What has no range of finite values only is counted by definition. */
  async #withHistograms(
    tensor: Tensor,
    {
      request,
      known,
      signal,
    }: { request: SummaryRequest; known: readonly Statistics[]; signal: AbortSignal },
  ): Promise<readonly MapStatistics[]> {
    const { histogram: routine } = await this.#load()
    const slots = [...known.keys()].filter((slot) => isPlain(known[slot]))
    const run = new HistogramRun(
      this.#memory,
      tensor,
      slots.map((slot) => ({
        channel: request.channels[slot] as number,
        low: known[slot]?.min ?? 0,
        high: known[slot]?.max ?? 0,
      })),
    )
    try {
      if (slots.length > 0) await this.#run(routine, run, signal)
      return known.map((own, slot) => {
        const { min: low, max: high } = own
        const values = channelOf(tensor, request.channels[slot] as number)
        const histogram = isPlain(own)
          ? { low, high, counts: run.countsOf(slots.indexOf(slot)) }
          : histogramOf(values, low, high)
        return { ...own, histogram }
      })
    } finally {
      run.release()
    }
  }

  #run(routine: number, run: BoxesRun | HistogramRun, signal: AbortSignal): Promise<void> {
    const { strips, scratchBytes, parameters, values: work } = run
    return this.#pool.run({
      routine,
      strips,
      scratchBytes,
      parameters,
      threads: Math.min(strips, this.#pool.maxThreads),
      work,
      signal,
      onProgress: () => undefined,
    })
  }

  #load(): Promise<Routines> {
    this.#routines ??= this.#compile()
    this.#routines.catch(() => (this.#routines = null))
    return this.#routines
  }

  async #compile(): Promise<Routines> {
    const { isShared } = this.#memory
    const [boxes, histogram] = await Promise.all(
      [boxesModule(isShared), histogramModule(isShared)].map(async (bytes) =>
        this.#pool.load(await WebAssembly.compile(bytes)),
      ),
    )
    return { boxes: boxes as number, histogram: histogram as number }
  }
}

/** Finite values only, and not all the same. */
function isPlain(statistics: Statistics | undefined): boolean {
  return statistics?.notFinite === 0 && statistics.max > statistics.min
}
