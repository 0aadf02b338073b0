import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../electron/contract/spec'
import { asBench, kernelValues } from '../bench/bench'
import { asWeights, layoutsOf, turnedWeights } from './layouts'
import { targetsFor, withPasted, type Pasted } from './placing'
import { readKernelText } from './read-kernel-text'

/** 2 outputs, 2 channels, kernels 1×3 of the numbers 1 … 12. */
const bench = asBench({
  ...DEFAULT_SETTINGS,
  weights: { shape: [2, 2, 1, 3], data: Float32Array.from({ length: 12 }, (_, i) => i + 1) },
  bias: new Float32Array([0.5, 0]),
})
const kernel = (text: string, layout: Parameters<typeof asWeights>[1] = 'kernel') =>
  asWeights(readKernelText(text), layout)
const pasted = (own: Partial<Pasted>): Pasted => ({
  weights: kernel('1 2\n3 4\n5 6'),
  target: 'focused',
  output: 1,
  input: 0,
  bias: null,
  edgeMode: null,
  ...own,
})

describe('layouts', () => {
  it.each([
    [[9], 3, 'square'],
    [[5], 3, 'row'],
    [[3, 3], 3, 'kernel'],
    [[3, 5, 5], 3, 'inputs'],
    [[4, 5, 5], 3, 'outputs'],
    [[5, 5, 3], 3, 'hwi'],
    [[3, 3, 3], 3, null],
    [[3, 3, 3, 3], 3, null],
    [[8, 3, 5, 5], 3, 'oihw'],
    [[5, 5, 3, 8], 3, 'hwio'],
    [[1, 1, 3, 3], 3, 'oihw'],
  ] as const)('%j on %d channels is %s', (shape, channels, guess) => {
    expect(layoutsOf(shape, channels).guess).toBe(guess)
  })

  it('HWIO becomes OIHW by transpose(3,2,0,1)', () => {
    const text = JSON.stringify([[[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]]]) // prettier-ignore
    const { shape, data } = kernel(text, 'hwio')
    expect(shape).toEqual([3, 2, 1, 2])
    expect([...data]).toEqual([1, 7, 4, 10, 2, 8, 5, 11, 3, 9, 6, 12])
  })

  it('reads height, width, inputs and a colour mix', () => {
    expect([...kernel('[[[1,2],[3,4]]]', 'hwi').data]).toEqual([1, 3, 2, 4])
    expect(kernel('1 2 3\n4 5 6', 'mix').shape).toEqual([2, 3, 1, 1])
    expect(kernel('1 2 3 4', 'column').shape).toEqual([1, 1, 4, 1])
  })

  it('turns each kernel by 180°', () => {
    expect([...turnedWeights(kernel('1 2\n3 4\n\n5 6\n7 8', 'outputs')).data]).toEqual([
      4, 3, 2, 1, 8, 7, 6, 5,
    ])
  })
})

describe('placing', () => {
  it('grows the wall for the focused kernel and leaves the others their middle', () => {
    const { layer } = withPasted(bench, pasted({ bias: 2 }))
    expect(layer.weights.shape).toEqual([2, 2, 3, 3])
    const grown = withPasted(bench, pasted({ bias: 2 }))
    // Two columns of three: the middle of an even side is its first half.
    expect([...kernelValues(grown, 1, 0)]).toEqual([0, 1, 2, 0, 3, 4, 0, 5, 6])
    expect([...kernelValues(grown, 0, 1)]).toEqual([0, 0, 0, 4, 5, 6, 0, 0, 0])
    expect([...(layer.bias ?? [])]).toEqual([0.5, 2])
  })

  it('puts a smaller kernel into the middle, zeros around', () => {
    const placed = withPasted(bench, pasted({ weights: kernel('7', 'row') }))
    expect([...kernelValues(placed, 1, 0)]).toEqual([0, 7, 0])
  })

  it('goes on the diagonal, with the edge mode of the text', () => {
    const placed = withPasted(bench, pasted({ target: 'diagonal', edgeMode: 'circular' }))
    expect(placed.layer.weights.shape).toEqual([2, 2, 3, 2])
    expect([...kernelValues(placed, 1, 1)]).toEqual([1, 2, 3, 4, 5, 6])
    expect([...kernelValues(placed, 0, 1)]).toEqual([0, 0, 0, 0, 0, 0])
    expect(placed.layer.paddingMode).toBe('circular')
  })

  it('goes onto all channels of a new output', () => {
    const placed = withPasted(bench, pasted({ target: 'append', weights: kernel('1 2 3', 'row') }))
    expect(placed.layer.weights.shape).toEqual([3, 2, 1, 3])
    expect([...kernelValues(placed, 2, 0), ...kernelValues(placed, 2, 1)]).toEqual([
      1, 2, 3, 1, 2, 3,
    ])
    expect([...kernelValues(placed, 0, 0)]).toEqual([1, 2, 3])
  })

  it('replaces the layer and fits it to the channels', () => {
    const weights = kernel('[[[[1]],[[2]],[[3]]]]', 'oihw')
    const placed = withPasted(bench, pasted({ target: 'replace', weights, bias: 1 }))
    expect(placed.layer.weights.shape).toEqual([1, 2, 1, 1])
    expect([...placed.layer.weights.data]).toEqual([1, 2])
    expect([...(placed.layer.bias ?? [])]).toEqual([1])
  })

  it('offers the focused kernel for one kernel alone', () => {
    expect(targetsFor([1, 1, 3, 3])[0]).toBe('focused')
    expect(targetsFor([1, 3, 3, 3])).toEqual(['append', 'replace'])
    expect(targetsFor([4, 3, 3, 3])).toEqual(['replace', 'append'])
  })

  it('refuses what is too large, with the limit', () => {
    const weights = kernel(`ones(257)`)
    expect(() => withPasted(bench, pasted({ weights }))).toThrow(
      'A kernel of 257 × 257 does not go onto the wall; the most is 255 × 255.',
    )
  })
})
