import { nestedText } from './array-code'
import type { CodeLayer } from './padding-code'

/** The weights and the bias as NumPy arrays. */
export function numpyArrays({ shape, weights, bias }: CodeLayer): string[] {
  return [
    '# weights [O, I/groups, kh, kw]',
    `weight = np.array(\n    ${nestedText(weights, shape)}, dtype=np.float32)`,
    `bias = np.array(${nestedText(bias, [bias.length])}, dtype=np.float32)`,
  ]
}

/** Every output as the sum over its group's planes. sumOf: `plane(p, kernel)` for the plane's own text. */
export function numpySums(layer: CodeLayer, sumOf: (plane: string) => string): string[] {
  const { shape, stride, groups } = layer
  return [
    `group = np.arange(len(weight)) // (len(weight) // ${groups})`,
    'y = np.stack([',
    `    sum(${sumOf(`x[g * ${shape[1]} + i]`)} for i, kernel in enumerate(kernels))`,
    '    for g, kernels in zip(group, weight)',
    `])[:, ::${stride.y}, ::${stride.x}] + bias[:, None, None]`,
    '',
  ]
}
