import type { Preset } from '../../electron/contract/presets'
import type { Layer } from '../../electron/contract/spec'
import type { Bench } from '../bench/bench'
import type { Rows } from './formulas'
import type { ParametricPreset, Values } from './formula'

const FORMULA = 'formula-'
/** Layers are shown as they are on a colour picture. */
const COLOURS = 3

/** A formula at these values, as a preset like the others; its id is `formula-<id>`. */
export function formulaPreset(formula: ParametricPreset, values: Values): Preset {
  const { name, use, source, display } = formula
  const described = { id: `${FORMULA}${formula.id}`, name, use, source, display }
  if (formula.kind === 'spatial') {
    return { ...described, kind: 'spatial', matrix: matrixText(formula.rows(values)) }
  }
  const kernels = formula.kernels(values, COLOURS).map((row) => row.map(matrixText))
  return { ...described, kind: 'layer', kernels, outputs: formula.outputs(values) }
}

/** What a layer is kept under. */
export interface OwnName {
  readonly id: string
  readonly name: string
  readonly display: Preset['display']
  /** What each output shows; null for one without a name. */
  readonly labels: Bench['labels']
}

/** A layer [O, I/groups, kh, kw] under a person's own name, number for number. */
export function layerPreset(layer: Layer, { id, name, display, labels }: OwnName): Preset {
  const { weights, bias, ...settings } = layer
  const [outputs, inputs, height, width] = weights.shape
  const matrixAt = (output: number, input: number): string => {
    const start = (output * inputs + input) * height * width
    const rows = Array.from({ length: height }, (_, y) =>
      Array.from(weights.data.subarray(start + y * width, start + (y + 1) * width)),
    )
    return matrixText(rows)
  }
  const size = `${outputs} × ${inputs} × ${height} × ${width}`
  return {
    id,
    name: { en: name, 'zh-CN': name },
    use: { en: size, 'zh-CN': size },
    source: '',
    display,
    kind: 'layer',
    kernels: Array.from({ length: outputs }, (_, output) =>
      Array.from({ length: inputs }, (_, input) => matrixAt(output, input)),
    ),
    bias: Array.from({ length: outputs }, (_, output) => bias?.[output] ?? 0),
    ...(labels.some((label) => label !== null) && { outputs: labels }),
    settings,
  }
}

function matrixText(rows: Rows): string {
  const text = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))
  return rows.map((row) => row.map(text).join(' ')).join(';')
}
