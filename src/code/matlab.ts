import { matlabMatrix } from './array-code'
import { isPadded, numberText, outsideValue, PADDING_NAMES, type CodeLayer } from './padding-code'

/** The layer for MATLAB and Octave: `conv2` flips, so that a correlation turns its kernel by 180° first. */
export function matlabCode(layer: CodeLayer): string {
  const { shape, weights, bias, stride, dilation, groups, flip } = layer
  const [outputs, perGroup, height, width] = shape
  const area = height * width
  const kernels = Array.from({ length: outputs * perGroup }, (_, index) => {
    const [o, i] = [Math.floor(index / perGroup) + 1, (index % perGroup) + 1]
    const matrix = matlabMatrix(weights.subarray(index * area, (index + 1) * area), [height, width])
    return `W{${o}, ${i}} = ${matrix};`
  })
  const [high, wide] = [(height - 1) * dilation.y + 1, (width - 1) * dilation.x + 1]
  return [
    '% W{o, i}: the kernel of output o on input channel i of its group',
    `W = cell(${outputs}, ${perGroup});`,
    ...kernels,
    `B = [${Array.from(bias, numberText).join(' ')}];`,
    '',
    '% x: single array H x W x C',
    ...paddingLines(layer),
    `for o = 1:${outputs}`,
    `  g = floor((o - 1) / ${outputs / groups});`,
    '  s = 0;',
    `  for i = 1:${perGroup}`,
    `    k = zeros(${high}, ${wide}); k(1:${dilation.y}:end, 1:${dilation.x}:end) = W{o, i};`,
    `    s = s + conv2(x(:, :, g * ${perGroup} + i), ${flip ? 'k' : 'rot90(k, 2)'}, 'valid');`,
    '  end',
    `  y(:, :, o) = s(1:${stride.y}:end, 1:${stride.x}:end) + B(o);`,
    'end',
    '',
  ].join('\n')
}

function paddingLines(layer: CodeLayer): string[] {
  const { top, right, bottom, left } = layer.padding
  if (!isPadded(layer.padding)) return []
  if (layer.paddingMode === 'reflect') {
    return [
      '% padarray has no reflection without the edge: rows and columns are picked by number',
      'pick = @(n, b, a) 1 + min(mod(-b:n + a - 1, 2 * n - 2), mod(-(-b:n + a - 1), 2 * n - 2));',
      `x = x(pick(size(x, 1), ${top}, ${bottom}), pick(size(x, 2), ${left}, ${right}), :);`,
    ]
  }
  const how = PADDING_NAMES.matlab[layer.paddingMode] ?? outsideValue(layer)
  return [
    `x = padarray(x, [${top} ${left}], ${how}, 'pre');`,
    `x = padarray(x, [${bottom} ${right}], ${how}, 'post');`,
  ]
}
