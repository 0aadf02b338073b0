import { presetLayer, type Preset } from '../../electron/contract/presets'
import { DEFAULT_SETTINGS } from '../../electron/contract/spec'
import { asBench, outputSum } from '../bench/bench'

/** Σ of the weights of each output of a preset; a spatial one has one for each channel alone. */
export function presetSums(preset: Preset): number[] {
  const bench = asBench(presetLayer(preset, 1, DEFAULT_SETTINGS))
  return Array.from({ length: bench.layer.weights.shape[0] }, (_, output) =>
    outputSum(bench, output),
  )
}
