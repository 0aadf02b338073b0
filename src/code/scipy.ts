import { numpyArrays, numpySums } from './numpy-lines'
import { isPadded, outsideValue, PADDING_NAMES, type CodeLayer } from './padding-code'

/** The layer for NumPy and SciPy: padding by `np.pad`, then 2-D sums of every kernel, `valid`. */
export function scipyCode(layer: CodeLayer): string {
  const { shape, dilation, flip } = layer
  const [, , height, width] = shape
  const call = flip ? 'convolve2d' : 'correlate2d'
  return [
    'import numpy as np',
    `from scipy.signal import ${call}`,
    '',
    ...numpyArrays(layer),
    ...dilationLines(dilation, [height, width]),
    '',
    '# x: float32 array [C, H, W]',
    ...paddingLines(layer),
    ...numpySums(layer, (plane) => `${call}(${plane}, kernel, mode='valid')`),
  ].join('\n')
}

/** Zeros between the taps. */
function dilationLines(
  { y, x }: CodeLayer['dilation'],
  [height, width]: readonly [number, number],
): string[] {
  if (y === 1 && x === 1) return []
  const [high, wide] = [(height - 1) * y + 1, (width - 1) * x + 1]
  return [
    `spread = np.zeros(weight.shape[:2] + (${high}, ${wide}), np.float32)`,
    `spread[..., ::${y}, ::${x}] = weight`,
    'weight = spread',
  ]
}

function paddingLines(layer: CodeLayer): string[] {
  const { top, right, bottom, left } = layer.padding
  if (!isPadded(layer.padding)) return []
  const mode = PADDING_NAMES.numpy[layer.paddingMode]
  const value = mode === 'constant' ? `, constant_values=${outsideValue(layer)}` : ''
  return [
    `x = np.pad(x, ((0, 0), (${top}, ${bottom}), (${left}, ${right})), mode='${mode}'${value})`,
  ]
}
