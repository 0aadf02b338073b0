import type { LayerSettings } from '../../electron/contract/spec'
import { asBench, type Bench } from '../bench/bench'
import { withChannels } from '../bench/bench-edits'
import type { LayerFormula, ParametricPreset, Values } from './formula'
import { spatialLayer, type Form } from './spatial-layer'

/** What a formula makes of these values for `channels` input channels; a 2-D one acts as `form` says. */
export function formulaBench(
  formula: ParametricPreset,
  values: Values,
  channels: number,
  { form, settings }: { form: Form; settings: LayerSettings },
): Bench {
  if (formula.kind === 'layer') return wholeBench(formula, values, channels, settings)
  const layer = spatialLayer(formula.rows(values), channels, { form, settings })
  return asBench(layer, layer.weights.shape[0] === 1 ? [formula.name] : [])
}

function wholeBench(
  formula: LayerFormula,
  values: Values,
  channels: number,
  settings: LayerSettings,
): Bench {
  const kernels = formula.kernels(values, channels)
  const [first] = kernels
  const [height, width] = [first?.[0]?.length ?? 0, first?.[0]?.[0]?.length ?? 0]
  const bench = asBench(
    {
      ...settings,
      groups: 1,
      weights: {
        shape: [kernels.length, first?.length ?? 0, height, width],
        data: Float32Array.from(kernels.flat(3)),
      },
      bias: new Float32Array(kernels.length),
    },
    formula.outputs(values),
  )
  return bench.channels === channels ? bench : withChannels(bench, channels)
}
