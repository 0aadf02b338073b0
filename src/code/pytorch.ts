import { nestedText } from './array-code'
import { isPadded, outsideValue, PADDING_NAMES, type CodeLayer } from './padding-code'

/** The layer for PyTorch: `F.conv2d` is a cross-correlation on [N,C,H,W] with OIHW weights. */
export function pytorchCode(layer: CodeLayer): string {
  const { shape, weights, bias, stride, dilation, groups, flip } = layer
  return [
    'import torch',
    'import torch.nn.functional as F',
    '',
    `# weights [O, I/groups, kh, kw]`,
    `weight = torch.tensor(\n    ${nestedText(weights, shape)}, dtype=torch.float32)`,
    `bias = torch.tensor(${nestedText(bias, [bias.length])}, dtype=torch.float32)`,
    ...(flip
      ? ['# true convolution: conv2d itself does not flip', 'weight = weight.flip(2, 3)']
      : []),
    '',
    '# x: float32 tensor [N, C, H, W]',
    ...paddingLines(layer),
    `y = F.conv2d(x, weight, bias, stride=(${stride.y}, ${stride.x}), ` +
      `dilation=(${dilation.y}, ${dilation.x}), groups=${groups})`,
    '',
  ].join('\n')
}

function paddingLines(layer: CodeLayer): string[] {
  const { padding, paddingMode } = layer
  const { top, right, bottom, left } = padding
  if (!isPadded(padding)) return []
  const mode = PADDING_NAMES.pytorch[paddingMode]
  if (mode === null) return symmetricLines(layer)
  const value = mode === 'constant' ? `, value=${outsideValue(layer)}` : ''
  return [`x = F.pad(x, (${left}, ${right}, ${top}, ${bottom}), mode='${mode}'${value})`]
}

/** PyTorch has no symmetric padding: rows and columns are picked by number. */
function symmetricLines({ padding: { top, right, bottom, left } }: CodeLayer): string[] {
  return [
    'def symmetric(n, before, after):',
    '    i = torch.arange(-before, n + after) % (2 * n)',
    '    return torch.minimum(i, 2 * n - 1 - i)',
    '',
    `x = x[:, :, symmetric(x.shape[2], ${top}, ${bottom})]`,
    `x = x[..., symmetric(x.shape[3], ${left}, ${right})]`,
  ]
}
