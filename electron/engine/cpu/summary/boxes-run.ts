import type { Size } from '../../../contract/spec'
import type { Tensor } from '../../engine'
import type { TensorMemory } from '../../tensors/memory'
import { writeBoxes } from './box-table'
import { BOX, BOXES } from './boxes-routine'
import { EXTREMES } from './scan'

/** Lines of the plane that make a strip: enough strips for many threads, few enough to count little. */
const BAND_LINES = 8

/** The blocks that one run of the boxes routine reads and writes; released by its owner. */
export class BoxesRun {
  /** Values that are read. */
  readonly values: number
  readonly strips: number
  readonly scratchBytes: number
  readonly parameters: number
  readonly #memory: TensorMemory
  readonly #size: Size
  readonly #bands: number
  readonly #extremesAt: number
  readonly #planesAt: number

  /** channels: numbers of channels that are there. size: of the plane, at most the channel's. */
  constructor(
    memory: TensorMemory,
    { shape, data }: Tensor,
    { channels, size }: { channels: readonly number[]; size: Size },
  ) {
    const { height, width } = shape
    this.#memory = memory
    this.#size = size
    this.#bands = Math.ceil(size.height / BAND_LINES)
    this.strips = this.#bands * channels.length
    this.values = height * width * channels.length
    this.scratchBytes = width * 8
    const lines = 64
    const columns = lines + size.height * BOX.bytes
    const extremes = columns + size.width * BOX.bytes
    const list = extremes + this.strips * EXTREMES.bytes
    const planes = list + channels.length * 4
    const count = channels.length * size.height * size.width
    const at = memory.reserve(planes + count * 4)
    this.parameters = at
    this.#extremesAt = at + extremes
    this.#planesAt = at + planes
    const view = new DataView(memory.memory.buffer, at, planes)
    const word = (name: keyof typeof BOXES, value: number) =>
      view.setInt32(BOXES[name], value, true)
    word('data', data.byteOffset)
    word('channelBytes', height * width * 4)
    word('width', width)
    word('planeHeight', size.height)
    word('planeWidth', size.width)
    word('bands', this.#bands)
    word('bandLines', BAND_LINES)
    word('lines', at + lines)
    word('columns', at + columns)
    word('channels', at + list)
    word('planes', at + planes)
    word('extremes', at + extremes)
    view.setFloat64(BOXES.area, (height / size.height) * (width / size.width), true)
    writeBoxes(view, lines, height, size.height)
    writeBoxes(view, columns, width, size.width)
    channels.forEach((channel, slot) => view.setInt32(list + slot * 4, channel, true))
    const floats = memory.floats(this.#extremesAt, (this.strips * EXTREMES.bytes) / 4)
    for (let word = 0; word < floats.length; word += EXTREMES.bytes / 4) {
      floats.fill(Infinity, word, word + 4).fill(-Infinity, word + 4, word + 8)
      floats.fill(0, word + 8, word + 12)
    }
  }

  /** After the run: extremes and f64 sum of the slot-th channel; not finite when a value is not. */
  extremesOf(slot: number): { min: number; max: number; sum: number } {
    const at = this.#extremesAt + slot * this.#bands * EXTREMES.bytes
    const bytes = this.#bands * EXTREMES.bytes
    const floats = this.#memory.floats(at, bytes / 4)
    const doubles = new Float64Array(this.#memory.memory.buffer, at, bytes / 8)
    let [min, max, sum] = [Infinity, -Infinity, 0]
    for (let band = 0; band < this.#bands; band++) {
      const first = band * 12
      min = Math.min(min, ...floats.subarray(first, first + 4))
      max = Math.max(max, ...floats.subarray(first + 4, first + 8))
      sum += (doubles[band * 6 + 4] as number) + (doubles[band * 6 + 5] as number)
    }
    return { min: min + 0, max: max + 0, sum }
  }

  /** After the run: the slot-th plane, in memory of its own. */
  planeOf(slot: number): Float32Array<ArrayBuffer> {
    const count = this.#size.height * this.#size.width
    const values = new Float32Array(count)
    values.set(this.#memory.floats(this.#planesAt + slot * count * 4, count))
    return values
  }

  release(): void {
    this.#memory.release(this.parameters)
  }
}
