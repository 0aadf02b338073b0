import type { Convolution } from '../../engine'
import { POINTS, TILE_POINTS, weightMatrix } from './matrices'
import type { WinogradPlan } from './plan'

/**
 * OIHW → for each block of M output channels [64 points][channel][M]: every phase of every kernel
 * as U = G·g·Gᵀ, computed in f64 and rounded once. A true convolution's kernel is turned here.
 */
export function packWeights(
  plan: WinogradPlan,
  { weights }: Convolution,
  floats: Float32Array,
): void {
  const { spec, inChannelsPerGroup, outChannelsPerGroup } = plan.geometry
  const area = spec.kernel.height * spec.kernel.width
  const transform = new WeightTransform(plan)
  for (let group = 0; group < spec.groups; group++) {
    for (const { first, channels } of plan.blocks) {
      const outChannel = group * outChannelsPerGroup + first
      const target = plan.constants.weights / 4 + outChannel * plan.channels * TILE_POINTS
      for (let i = 0; i < inChannelsPerGroup; i++) {
        for (let m = 0; m < channels; m++) {
          const source = ((outChannel + m) * inChannelsPerGroup + i) * area
          transform.write(weights, source, {
            floats,
            target: target + i * transform.phases * channels + m,
            pitch: channels,
          })
        }
      }
    }
  }
}

interface Target {
  readonly floats: Float32Array
  /** Where point 0 of phase 0 goes. */
  readonly target: number
  /** From phase to phase; points lie `channels` times as far apart. */
  readonly pitch: number
}

/** Transforms kernels one after the other without making anything. */
export class WeightTransform {
  readonly phases: number
  readonly #plan: WinogradPlan
  readonly #down: Float64Array
  readonly #across: Float64Array
  readonly #kernel: Float64Array
  readonly #middle: Float64Array

  constructor(plan: WinogradPlan) {
    this.#plan = plan
    this.phases = plan.down.stride * plan.across.stride
    this.#down = weightMatrix(plan.down.kernel)
    this.#across = weightMatrix(plan.across.kernel)
    this.#kernel = new Float64Array(plan.down.kernel * plan.across.kernel)
    this.#middle = new Float64Array(POINTS * plan.across.kernel)
  }

  /** weights: a kernel [k_h][k_w] begins at `source`. */
  write(weights: Float32Array, source: number, to: Target): void {
    const { down, across, channels } = this.#plan
    for (let phase = 0; phase < this.phases; phase++) {
      this.#cutPhase(weights, source, phase)
      multiply(this.#down, this.#kernel, down.kernel, this.#middle)
      const place = to.target + phase * to.pitch
      scatter(this.#middle, this.#across, across.kernel, {
        floats: to.floats,
        target: place,
        pitch: channels * to.pitch,
      })
    }
  }

  /** Weight (a·s_y + p_y, b·s_x + p_x) of the kernel to (a, b); zeros behind the last. */
  #cutPhase(weights: Float32Array, source: number, phase: number): void {
    const { down, across, geometry } = this.#plan
    const { kernel, flip } = geometry.spec
    const last = source + kernel.height * kernel.width - 1
    let place = 0
    for (let a = 0; a < down.kernel; a++) {
      const y = a * down.stride + Math.floor(phase / across.stride)
      for (let b = 0; b < across.kernel; b++) {
        const x = b * across.stride + (phase % across.stride)
        const within = y * kernel.width + x
        const isInside = y < kernel.height && x < kernel.width
        this.#kernel[place++] = isInside
          ? (weights[flip ? last - within : source + within] ?? 0)
          : 0
      }
    }
  }
}

/** middle [8][columns] ← matrix [8][rows] · kernel [rows][columns] */
function multiply(
  matrix: Float64Array,
  kernel: Float64Array,
  rows: number,
  middle: Float64Array,
): void {
  const columns = middle.length / POINTS
  for (let point = 0; point < POINTS; point++) {
    for (let b = 0; b < columns; b++) {
      let sum = 0
      for (let a = 0; a < rows; a++)
        sum += (matrix[point * rows + a] ?? 0) * (kernel[a * columns + b] ?? 0)
      middle[point * columns + b] = sum
    }
  }
}

/**
 * target [8][8], `pitch` apart ← middle [8][columns] · matrixᵀ [columns][8]. The points p and −p
 * share their even and their odd powers.
 */
function scatter(
  middle: Float64Array,
  matrix: Float64Array,
  columns: number,
  { floats, target, pitch }: Target,
): void {
  let place = target
  for (let v = 0; v < POINTS; v++) {
    const row = v * columns
    floats[place] = middle[row] ?? 0
    for (let c = 1; c < POINTS - 1; c += 2) {
      let [even, odd] = [0, 0]
      for (let b = 0; b < columns; b += 2)
        even += (middle[row + b] ?? 0) * (matrix[c * columns + b] ?? 0)
      for (let b = 1; b < columns; b += 2)
        odd += (middle[row + b] ?? 0) * (matrix[c * columns + b] ?? 0)
      floats[place + c * pitch] = even + odd
      floats[place + (c + 1) * pitch] = even - odd
    }
    floats[place + (POINTS - 1) * pitch] = middle[row + columns - 1] ?? 0
    place += POINTS * pitch
  }
}
