import { presetLayer, type Preset } from '../../electron/contract/presets'
import { DEFAULT_SETTINGS } from '../../electron/contract/spec'
import { asBench, outputSum } from '../bench/bench'

const known = new WeakMap<Preset, readonly number[]>()

/**
 * Σ of the weights of each output of a preset; a spatial one has one for each channel alone, seeded
 * numbers have none worth a look.
 */
export function presetSums(preset: Preset): readonly number[] {
  const sums = known.get(preset) ?? (preset.kind === 'random' ? [] : sumsOf(preset))
  known.set(preset, sums)
  return sums
}

function sumsOf(preset: Preset): number[] {
  const bench = asBench(presetLayer(preset, 1, DEFAULT_SETTINGS))
  return Array.from({ length: bench.layer.weights.shape[0] }, (_, output) =>
    outputSum(bench, output),
  )
}
