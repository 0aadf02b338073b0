import { describe, expect, it } from 'vitest'
import {
  DEFAULT_SETTINGS,
  PADDING_MODES,
  type Layer,
  type LayerSettings,
  type PaddingMode,
} from '../../electron/contract/spec'
import { createRandom, randomValues } from '../../electron/contract/random'
import { runReference } from '../../electron/engine/convolution/reference'
import { resolveConvolution } from '../../electron/engine/convolution/spec'
import { codeOf } from './code'

const INPUT = { channels: 4, height: 9, width: 11 }
const random = createRandom('copied code')
const data = randomValues(random, 4 * 9 * 11)

function layer(settings: Partial<LayerSettings>): Layer {
  const perGroup = 4 / (settings.groups ?? 1)
  return {
    ...DEFAULT_SETTINGS,
    ...settings,
    weights: { shape: [2, perGroup, 3, 2], data: randomValues(random, 12 * perGroup) },
    bias: randomValues(random, 2),
  }
}

const outputOf = (of: Layer): Promise<Float64Array> =>
  runReference(resolveConvolution(of, INPUT), { shape: INPUT, data }).then(({ output }) => output)

/** The text between two marks. */
function between(code: string, before: string, after: string): string {
  const from = code.indexOf(before)
  expect(from, `${before} stands in the snippet`).toBeGreaterThanOrEqual(0)
  const to = code.indexOf(after, from + before.length)
  return code.slice(from + before.length, to)
}

const numbers = (text: string): number[] =>
  (text.match(/-?\d+(\.\d+)?(e-?\d+)?/g) ?? []).map(Number)
const flatArray = (text: string): Float32Array =>
  Float32Array.from((JSON.parse(text) as number[][][][]).flat(3))

/** What PyTorch and NumPy do by these names, in the words of their own documentation. */
const PYTORCH_MODES: Record<string, PaddingMode> = {
  constant: 'constant',
  replicate: 'replicate',
  reflect: 'reflect',
  circular: 'circular',
}
const NUMPY_MODES: Record<string, PaddingMode> = {
  constant: 'constant',
  edge: 'replicate',
  reflect: 'reflect',
  symmetric: 'symmetric',
  wrap: 'circular',
}

/** The layer that a PyTorch snippet computes, read from its text alone. */
function readPytorch(code: string): Layer {
  const [sy, sx, dy, dx, groups] = numbers(between(code, 'stride=', ')\n').replace('groups', ''))
  const weights = flatArray(between(code, 'weight = torch.tensor(', ', dtype'))
  const kernel = code.includes('weight.flip(2, 3)') ? turned(weights, 6) : weights
  let [padding, mode, value] = [{ top: 0, right: 0, bottom: 0, left: 0 }, 'constant', 0]
  if (code.includes('F.pad')) {
    const [left, right, top, bottom] = numbers(between(code, 'F.pad(x, (', ')'))
    padding = { left: left!, right: right!, top: top!, bottom: bottom! }
    mode = between(code, "mode='", "'")
    value = code.includes('value=') ? numbers(between(code, 'value=', '\n'))[0]! : 0
  } else if (code.includes('symmetric(')) {
    const [top, bottom] = numbers(between(code, 'symmetric(x.shape[2], ', ')'))
    const [left, right] = numbers(between(code, 'symmetric(x.shape[3], ', ')'))
    padding = { left: left!, right: right!, top: top!, bottom: bottom! }
    mode = 'symmetric'
  }
  return {
    stride: { y: sy!, x: sx! },
    dilation: { y: dy!, x: dx! },
    groups: groups!,
    flip: false,
    padding,
    paddingMode: mode === 'symmetric' ? 'symmetric' : PYTORCH_MODES[mode]!,
    paddingValue: value,
    weights: { shape: [2, kernel.length / 12, 3, 2], data: kernel },
    bias: Float32Array.from(
      JSON.parse(between(code, 'bias = torch.tensor(', ', dtype')) as number[],
    ),
  }
}

/** The layer that a SciPy snippet computes: `correlate2d` does not turn the kernel, `convolve2d` does. */
function readScipy(code: string): Layer {
  const weights = flatArray(between(code, 'weight = np.array(', ', dtype'))
  const [dy, dx] = code.includes('spread[')
    ? numbers(between(code, 'spread[..., ', '] = weight'))
    : [1, 1]
  const [sy, sx] = numbers(between(code, '])[:, ', '] + bias'))
  const groups = numbers(between(code, '(len(weight) //', ')'))[0]!
  let [padding, mode, value] = [{ top: 0, right: 0, bottom: 0, left: 0 }, 'constant', 0]
  if (code.includes('np.pad')) {
    const [, , top, bottom, left, right] = numbers(between(code, 'np.pad(x, (', '))'))
    padding = { left: left!, right: right!, top: top!, bottom: bottom! }
    mode = between(code, '))' + ", mode='", "'")
    value = code.includes('constant_values')
      ? numbers(between(code, 'constant_values=', ')'))[0]!
      : 0
  }
  return {
    stride: { y: sy!, x: sx! },
    dilation: { y: dy!, x: dx! },
    groups,
    flip: false,
    padding,
    paddingMode: NUMPY_MODES[mode]!,
    paddingValue: value,
    weights: {
      shape: [2, weights.length / 12, 3, 2],
      data: code.includes('convolve2d(x') ? turned(weights, 6) : weights,
    },
    bias: Float32Array.from(JSON.parse(between(code, 'bias = np.array(', ', dtype')) as number[]),
  }
}

function turned(weights: Float32Array, area: number): Float32Array {
  const result = new Float32Array(weights.length)
  for (let at = 0; at < weights.length; at += area) {
    result.set(weights.slice(at, at + area).reverse(), at)
  }
  return result
}

const SETTINGS: readonly Partial<LayerSettings>[] = [
  ...PADDING_MODES.map((paddingMode) => ({
    paddingMode,
    paddingValue: 0.25,
    padding: { top: 2, right: 1, bottom: 0, left: 3 },
  })),
  { padding: 'same', stride: { y: 2, x: 3 }, dilation: { y: 2, x: 1 } },
  { padding: 'same', flip: true, groups: 2, paddingMode: 'replicate' },
  { padding: 'valid', flip: true, dilation: { y: 1, x: 2 } },
]

describe.each([
  ['pytorch', readPytorch],
  ['scipy', readScipy],
] as const)('%s', (name, read) => {
  it.each(SETTINGS)('gives the numbers of the lab: %j', async (settings) => {
    const original = layer(settings)
    const found = await outputOf(read(codeOf(original, name)))
    const expected = await outputOf(original)
    expect(found.length).toBe(expected.length)
    expected.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 12))
  })
})

describe('OpenCV and MATLAB', () => {
  it('turn the kernel where their function does not do what the lab does', () => {
    expect(codeOf(layer({}), 'opencv')).not.toContain('cv2.flip')
    expect(codeOf(layer({ flip: true }), 'opencv')).toContain('cv2.flip(kernel, -1)')
    expect(codeOf(layer({}), 'matlab')).toContain('rot90(k, 2)')
    expect(codeOf(layer({ flip: true }), 'matlab')).not.toContain('rot90')
  })

  it.each([
    ['zero', 'cv2.BORDER_CONSTANT', "0, 'pre'"],
    ['replicate', 'cv2.BORDER_REPLICATE', "'replicate'"],
    ['reflect', 'cv2.BORDER_REFLECT_101', 'pick = '],
    ['symmetric', 'cv2.BORDER_REFLECT,', "'symmetric'"],
    ['circular', 'cv2.BORDER_WRAP', "'circular'"],
  ] as const)('name the padding %s', (paddingMode, opencv, matlab) => {
    const padded = layer({ padding: 'same', paddingMode })
    expect(codeOf(padded, 'opencv')).toContain(opencv)
    expect(codeOf(padded, 'matlab')).toContain(matlab)
  })

  it('write f32 numbers as short as they can be read back', () => {
    const own = { ...layer({}), bias: Float32Array.of(0.1, -1 / 3) }
    expect(codeOf(own, 'matlab')).toContain('B = [0.1 -0.33333334];')
  })
})
