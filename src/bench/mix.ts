import type { Layer } from '../../electron/contract/spec'
import type { Bench } from './bench'

/** One row or column of the wall in the mix. */
export interface Strip {
  /** Factor of every weight of an input channel; 1 changes nothing. Outputs stay at 1. */
  readonly gain: number
  readonly isMuted: boolean
  readonly isSolo: boolean
}

/** How much of each output and input channel takes part; changes no number on the wall. */
export interface Mix {
  /** By number; those that are missing are neutral. */
  readonly outputs: readonly Strip[]
  readonly inputs: readonly Strip[]
}

export const NEUTRAL: Strip = { gain: 1, isMuted: false, isSolo: false }
export const NO_MIX: Mix = { outputs: [], inputs: [] }

/** The largest gain of an input channel, either sign. */
export const MOST_GAIN = 4

/** The factor of each strip: 0 when it is muted, or when others are solo and it is not. */
export function factorsOf(strips: readonly Strip[], count: number): number[] {
  const all = Array.from({ length: count }, (_, index) => strips[index] ?? NEUTRAL)
  const hasSolo = all.some(({ isSolo }) => isSolo)
  return all.map(({ gain, isMuted, isSolo }) => (isMuted || (hasSolo && !isSolo) ? 0 : gain))
}

/** The mix with one strip changed. */
export function withStrip(
  mix: Mix,
  side: keyof Mix,
  { index, change }: { index: number; change: Partial<Strip> },
): Mix {
  const strips = Array.from(
    { length: Math.max(mix[side].length, index + 1) },
    (_, at) => mix[side][at] ?? NEUTRAL,
  )
  strips[index] = { ...(strips[index] ?? NEUTRAL), ...change }
  return { ...mix, [side]: strips }
}

/**
 * The layer that is computed: every weight times the factors of its output and input channel, the
 * bias of a silent output 0. The very layer on the wall while the mix is neutral.
 */
export function mixedLayer({ layer, channels, mix }: Bench): Layer {
  const [outputs, perGroup, height, width] = layer.weights.shape
  const ofOutputs = factorsOf(mix.outputs, outputs)
  const ofInputs = factorsOf(mix.inputs, channels)
  if ([...ofOutputs, ...ofInputs].every((factor) => factor === 1)) return layer
  const outputsPerGroup = outputs / (channels / perGroup)
  const area = height * width
  const data = layer.weights.data.map((weight, index) => {
    const output = Math.floor(index / (perGroup * area))
    const input =
      Math.floor(output / outputsPerGroup) * perGroup + (Math.floor(index / area) % perGroup)
    return weight * (ofOutputs[output] ?? 1) * (ofInputs[input] ?? 1)
  })
  const bias = layer.bias?.map((value, output) => (ofOutputs[output] === 0 ? 0 : value)) ?? null
  return { ...layer, weights: { ...layer.weights, data }, bias }
}
