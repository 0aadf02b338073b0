import type { Layer, LayerSettings } from '../../electron/contract/spec'
import { LUMA_WEIGHTS } from '../channels'
import type { Rows } from './formulas'

/**
 * How one 2-D kernel acts on several channels: on each alone (c outputs), or in one output that adds
 * it up over all of them, each in full, each 1/c of it, or by their share in BT.601 luma.
 */
export const FORMS = ['each', 'sum', 'mean', 'luma'] as const
export type Form = (typeof FORMS)[number]

/** Whether channels can be mixed like this: a luma is one of R, G, B. */
export function isPossible(form: Form, channels: number): boolean {
  return form !== 'luma' || channels === 3 || channels === 4
}

/** The layer of one kernel on `channels` channels; an impossible form acts on each channel alone. */
export function spatialLayer(
  rows: Rows,
  channels: number,
  { form, settings }: { form: Form; settings: LayerSettings },
): Layer {
  const shares = sharesOf(isPossible(form, channels) ? form : 'each', channels)
  const [height, width] = [rows.length, rows[0]?.length ?? 0]
  const values = rows.flat()
  const data = shares.flatMap((row) => row.flatMap((share) => values.map((value) => share * value)))
  return {
    ...settings,
    groups: 1,
    weights: { shape: [shares.length, channels, height, width], data: Float32Array.from(data) },
    bias: new Float32Array(shares.length),
  }
}

/** shares[o][i]: how much of the kernel each output takes on each input channel. */
export function sharesOf(form: Form, channels: number): number[][] {
  const all = Array.from({ length: channels }, (_, channel) => channel)
  if (form === 'each') return all.map((output) => all.map((input) => (output === input ? 1 : 0)))
  if (form === 'sum') return [all.map(() => 1)]
  if (form === 'mean') return [all.map(() => 1 / channels)]
  return [all.map((channel) => LUMA_WEIGHTS.bt601[channel] ?? 0)]
}
