import type { Tensor } from '../../engine'
import type { TensorMemory } from '../../tensors/memory'
import { HISTOGRAM_BINS } from '../../tensors/statistics'
import { BARS, BARS_SCRATCH_BYTES, COUNTS_BYTES, RANGE } from './histogram-routine'

/** Values of a strip: a fraction of a millisecond. A multiple of 4. */
const BAND_VALUES = 2 ** 16

/** A channel and the range of its values, low < high. */
export interface ChannelRange {
  readonly channel: number
  readonly low: number
  readonly high: number
}

/** The blocks that one run of the histogram routine reads and writes; released by its owner. */
export class HistogramRun {
  /** Values that are read. */
  readonly values: number
  readonly strips: number
  readonly scratchBytes = BARS_SCRATCH_BYTES
  readonly parameters: number
  readonly #memory: TensorMemory
  readonly #bands: number
  readonly #countsAt: number

  constructor(memory: TensorMemory, { shape, data }: Tensor, ranges: readonly ChannelRange[]) {
    const pixels = shape.height * shape.width
    this.#memory = memory
    this.#bands = Math.ceil(pixels / BAND_VALUES)
    this.strips = this.#bands * ranges.length
    this.values = pixels * ranges.length
    const rangesFrom = 64
    const counts = rangesFrom + ranges.length * RANGE.bytes
    const list = counts + this.strips * COUNTS_BYTES
    const at = memory.reserve(list + ranges.length * 4)
    this.parameters = at
    this.#countsAt = at + counts
    const view = new DataView(memory.memory.buffer, at, list + ranges.length * 4)
    const word = (name: keyof typeof BARS, value: number) => view.setInt32(BARS[name], value, true)
    word('data', data.byteOffset)
    word('channelBytes', pixels * 4)
    word('pixels', pixels)
    word('bands', this.#bands)
    word('bandValues', BAND_VALUES)
    word('channels', at + list)
    word('ranges', at + rangesFrom)
    word('counts', at + counts)
    ranges.forEach(({ channel, low, high }, slot) => {
      const range = rangesFrom + slot * RANGE.bytes
      view.setInt32(list + slot * 4, channel, true)
      view.setFloat64(range + RANGE.low, low, true)
      view.setFloat64(range + RANGE.scale, HISTOGRAM_BINS / (high - low), true)
    })
  }

  /** After the run: the bars of the slot-th channel. */
  countsOf(slot: number): number[] {
    const at = this.#countsAt + slot * this.#bands * COUNTS_BYTES
    const all = this.#memory.integers(at, this.#bands * HISTOGRAM_BINS)
    const counts = new Array<number>(HISTOGRAM_BINS).fill(0)
    all.forEach((count, index) => {
      const bin = index % HISTOGRAM_BINS
      counts[bin] = (counts[bin] as number) + count
    })
    return counts
  }

  release(): void {
    this.#memory.release(this.parameters)
  }
}
