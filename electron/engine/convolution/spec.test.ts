import { describe, expect, test } from 'vitest'
import { toFault } from '../../contract/faults'
import { DEFAULT_SETTINGS, type Layer, type LayerSettings, type Shape } from '../../contract/spec'
import { resolvePadding } from '../../contract/spec'
import { resolveConvolution, resolveSpec } from './spec'

const INPUT: Shape = { channels: 4, height: 8, width: 9 }
const SHAPE = [6, 4, 3, 3]

function refused(
  settings: Partial<LayerSettings>,
  shape: readonly number[] = SHAPE,
  input: Shape = INPUT,
): string {
  try {
    resolveSpec({ ...DEFAULT_SETTINGS, ...settings }, shape, input)
  } catch (error) {
    const { code, message } = toFault(error)
    return `${code}: ${message}`
  }
  return 'accepted'
}

const sides = { top: 0, right: 0, bottom: 0, left: 0 }
const whole = (what: string, low: number, high: number): string =>
  `bad-spec: ${what} is not a whole number from ${low} to ${high}.`

describe('impossible settings, one sentence each', () => {
  test.each([
    [{ stride: { y: 0, x: 1 } }, whole('Stride y 0', 1, 4096)],
    [{ stride: { y: 1, x: 1.5 } }, whole('Stride x 1.5', 1, 4096)],
    [{ dilation: { y: -1, x: 1 } }, whole('Dilation y -1', 1, 4096)],
    [{ dilation: { y: 1, x: NaN } }, whole('Dilation x NaN', 1, 4096)],
    [{ padding: { ...sides, top: -1 } }, whole('Padding top -1', 0, 4096)],
    [{ padding: { ...sides, right: 4097 } }, whole('Padding right 4097', 0, 4096)],
    [{ padding: { ...sides, bottom: 0.5 } }, whole('Padding bottom 0.5', 0, 4096)],
    [{ padding: { ...sides, left: Infinity } }, whole('Padding left Infinity', 0, 4096)],
    [{ groups: 0 }, whole('Groups 0', 1, 65536)],
    [{ groups: 3 }, 'bad-spec: Groups 3 does not divide the 4 input channels.'],
    [
      { paddingMode: 'mirror' as 'reflect' },
      'bad-spec: Padding mode "mirror" is not one of zero, constant, replicate, reflect, symmetric, circular.',
    ],
    [
      { paddingMode: 'constant', paddingValue: Infinity } as const,
      'bad-spec: Padding value Infinity is not a finite number.',
    ],
  ])('%j', (settings, sentence) => {
    expect(refused(settings)).toBe(sentence)
  })
})

describe('weights that do not fit', () => {
  test.each([
    [[4, 3, 3], 'The weights have 3 dimensions; they need 4: [O, I/groups, h, w].'],
    [
      [6, 3, 3, 3],
      'The kernel has 3 input channels per group; 4 input channels in 1 group(s) need 4.',
    ],
  ])('%j', (shape, sentence) => {
    expect(refused({}, shape)).toBe(`bad-weights: ${sentence}`)
  })

  test('kernel sides and channels out of range', () => {
    expect(refused({}, [0, 4, 3, 3])).toBe(whole('Output channels 0', 1, 65536))
    expect(refused({}, [6, 4, 0, 3])).toBe(whole('Kernel height 0', 1, 255))
    expect(refused({}, [6, 4, 3, 256])).toBe(whole('Kernel width 256', 1, 255))
  })

  test('groups that do not divide the outputs', () => {
    expect(refused({ groups: 4 }, [6, 1, 3, 3])).toBe(
      'bad-spec: Groups 4 does not divide the 6 output channels.',
    )
  })

  test('an input that is none', () => {
    expect(refused({}, SHAPE, { ...INPUT, channels: 0 })).toBe(whole('Input channels 0', 1, 65536))
    expect(refused({}, SHAPE, { ...INPUT, height: 0 })).toBe(whole('Input height 0', 1, 1048576))
    expect(refused({}, SHAPE, { ...INPUT, width: 0.5 })).toBe(whole('Input width 0.5', 1, 1048576))
  })

  const layer: Layer = {
    ...DEFAULT_SETTINGS,
    weights: { shape: [2, 1, 2, 2], data: new Float32Array(8) },
    bias: null,
  }
  const input: Shape = { channels: 1, height: 3, width: 3 }
  const refusedLayer = (change: Partial<Layer>): string => {
    try {
      resolveConvolution({ ...layer, ...change }, input)
    } catch (error) {
      const { code, message } = toFault(error)
      return `${code}: ${message}`
    }
    return 'accepted'
  }

  test('too few numbers', () => {
    const weights = { shape: [2, 1, 2, 2], data: new Float32Array(7) } as const
    expect(refusedLayer({ weights })).toBe(
      'bad-weights: The weights hold 7 numbers; [2, 1, 2, 2] needs 8.',
    )
    expect(refusedLayer({ bias: new Float32Array(3) })).toBe(
      'bad-weights: The bias holds 3 numbers; 2 output channel(s) need 2.',
    )
  })

  test('no bias is zeros', () => {
    expect(resolveConvolution(layer, input).bias).toEqual(new Float32Array(2))
  })
})

describe('padding rules', () => {
  test('valid, four sides, same', () => {
    const kernel = { height: 4, width: 3 }
    expect(resolvePadding('valid', kernel, { y: 1, x: 1 })).toEqual(sides)
    const four = { top: 1, right: 2, bottom: 3, left: 4 }
    expect(resolvePadding(four, kernel, { y: 1, x: 1 })).toEqual(four)
    expect(resolvePadding('same', kernel, { y: 1, x: 2 })).toEqual({
      top: 1,
      bottom: 2,
      left: 2,
      right: 2,
    })
  })

  test('the padding value counts for constant padding only', () => {
    const spec = (paddingMode: LayerSettings['paddingMode']) =>
      resolveSpec({ ...DEFAULT_SETTINGS, paddingMode, paddingValue: 5 }, SHAPE, INPUT)
    expect(spec('constant').paddingValue).toBe(5)
    expect(spec('zero').paddingValue).toBe(0)
  })
})
