import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, type Layer } from '../../contract/spec'
import { createRandom, randomValues } from '../../contract/random'
import { createReference } from '../convolution/reference'
import { resolveConvolution } from '../convolution/spec'
import type { Tensor } from '../engine'
import { solveSymmetric } from './cholesky'
import { fitKernel, type FitOptions } from './fit-kernel'
import { patchKernel } from './patch'
import { findPeaks } from './peaks'
import { residualsOf } from './residual'

const tensor = (shape: readonly [number, number, number], data: ArrayLike<number>): Tensor => ({
  shape: { channels: shape[0], height: shape[1], width: shape[2] },
  data: Float32Array.from(data),
})
const noise = (shape: readonly [number, number, number], seed: string): Tensor =>
  tensor(shape, randomValues(createRandom(seed), shape[0] * shape[1] * shape[2]))

/** What a layer gives, by the reference. */
function applied(layer: Layer, input: Tensor): Tensor {
  const convolution = resolveConvolution(layer, input.shape)
  const { channels, height, width } = convolution.geometry.output
  const at = createReference(convolution, input)
  const data = Array.from({ length: channels * height * width }, (_, index) => {
    const [channel, pixel] = [Math.floor(index / (height * width)), index % (height * width)]
    return at(channel, Math.floor(pixel / width), pixel % width).value
  })
  return tensor([channels, height, width], data)
}

describe('a kernel from a patch', () => {
  it('is each channel less its mean, with norm 1 over all channels', () => {
    // Channel 0: 1 2 3, less 2: −1 0 1. Channel 1: 5 5 8, less 6: −1 −1 2. Σ² = 2 + 6 = 8.
    const picture = tensor([2, 1, 4], [9, 1, 2, 3, 0, 5, 5, 8])
    const { weights, norm } = patchKernel(picture, { y: 0, x: 1, height: 1, width: 3 })
    expect(norm).toBeCloseTo(Math.sqrt(8), 12)
    expect(weights.shape).toEqual([1, 2, 1, 3])
    const root = Math.sqrt(8)
    const expected = [-1 / root, 0, 1 / root, -1 / root, -1 / root, 2 / root]
    expect([...weights.data]).toEqual(expected.map(Math.fround))
  })

  it.each([
    [{ y: 0, x: 0, height: 2, width: 3 }, "The patch's height 2 is not an odd number"],
    [{ y: 0, x: 0, height: 1, width: 1 }, 'is one colour'],
    [{ y: 0, x: 3, height: 1, width: 3 }, 'does not lie in the 4 × 2 pixels'],
  ])('%j is refused: %s', (region, sentence) => {
    const picture = tensor([1, 2, 4], [1, 2, 3, 4, 5, 6, 7, 8])
    expect(() => patchKernel(picture, region)).toThrow(sentence)
  })
})

describe('peaks', () => {
  it('are the best score first, none within reach of a higher one, with the patch itself at score 1', () => {
    const picture = noise([3, 20, 24], 'peaks')
    const region = { y: 6, x: 9, height: 5, width: 5 }
    const { weights, norm } = patchKernel(picture, region)
    const layer: Layer = { ...DEFAULT_SETTINGS, padding: 'same', weights, bias: null }
    const convolution = resolveConvolution(layer, picture.shape)
    const maps = applied(layer, picture)
    const request = { channel: 0, count: 6, reach: { y: 2, x: 2 } }
    const peaks = findPeaks({ convolution, input: picture, maps }, request)
    expect(peaks[0]).toMatchObject({ y: 8, x: 11, window: region })
    expect(peaks[0]!.value).toBeCloseTo(norm, 4)
    expect(peaks[0]!.score).toBeCloseTo(1, 6)
    for (const [at, peak] of peaks.entries()) {
      const before = peaks[at - 1]
      expect(peak.score).toBeLessThanOrEqual(before?.score ?? Infinity)
      expect(Math.abs(peak.score ?? 9)).toBeLessThanOrEqual(1)
    }
  })

  it('ranks a faint place of the same shape before a bright one of another, an even one last', () => {
    const picture = tensor([1, 1, 11], [0, 1, 2, 1, 0, 0, 3, 10, 9, 9, 9])
    const { weights } = patchKernel(picture, { y: 0, x: 1, height: 1, width: 3 })
    const layer: Layer = { ...DEFAULT_SETTINGS, padding: 'valid', weights, bias: null }
    const convolution = resolveConvolution(layer, picture.shape)
    const maps = applied(layer, picture)
    const request = { channel: 0, count: 3, reach: { y: 0, x: 1 } }
    const peaks = findPeaks({ convolution, input: picture, maps }, request)
    // (−1, 2, −1)/√6 on 1 2 1 is 2/√6, on 3 10 9 it is 8/√6: by value these would change places.
    expect(peaks.map(({ x }) => x)).toEqual([1, 6, 8])
    expect(peaks[0]!.value).toBeCloseTo(2 / Math.sqrt(6), 6)
    expect(peaks[0]!.score).toBeCloseTo(1, 6)
    // 8/√6 over the length of 3 10 9 without its mean, √(86/3).
    expect(peaks[1]!.score).toBeCloseTo(8 / Math.sqrt(6) / Math.sqrt(86 / 3), 6)
    expect(peaks[2]!.score).toBeNull()
    const best = findPeaks({ convolution, input: picture, maps }, { ...request, count: 1 })
    expect(best.map(({ x }) => x)).toEqual([1])
  })

  it('leaves out the slope beside a peak', () => {
    const maps = tensor([1, 1, 8], [0, 1, 9, 8, 7, 6, 1, 2])
    const layer: Layer = {
      ...DEFAULT_SETTINGS,
      weights: { shape: [1, 1, 1, 1], data: Float32Array.of(1) },
      bias: null,
    }
    const convolution = resolveConvolution(layer, maps.shape)
    const request = { channel: 0, count: 5, reach: { y: 0, x: 2 } }
    const peaks = findPeaks({ convolution, input: maps, maps }, request)
    // 7 and 6 are no peaks: 8 and 9 lie within two of them. 2 is not, since 6 lies within two of it.
    expect(peaks.map(({ x }) => x)).toEqual([2])
    expect(peaks[0]!.score).toBeNull()
  })
})

describe('a system of equations', () => {
  it('4 2; 2 3 · x = 8, 7 gives 1.25, 1.5, and a repeated row is told', () => {
    const right = Float64Array.of(8, 7)
    expect(
      solveSymmetric(Float64Array.of(4, 2, 2, 3), right, { n: 2, m: 1, smallest: 1e-12 }),
    ).toBe(true)
    expect(right[0]).toBeCloseTo(1.25, 12)
    expect(right[1]).toBeCloseTo(1.5, 12)
    const same = Float64Array.of(1, 2, 2, 4)
    expect(solveSymmetric(same, right, { n: 2, m: 1, smallest: 1e-12 })).toBe(false)
  })
})

describe('a kernel from before and after', () => {
  const options = (most = Infinity): FitOptions => ({
    kernel: { height: 3, width: 3 },
    most,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  const random = createRandom('kernel')
  const layer: Layer = {
    ...DEFAULT_SETTINGS,
    padding: 'same',
    weights: { shape: [2, 3, 3, 3], data: randomValues(random, 54) },
    bias: Float32Array.of(0.25, -1),
  }

  it.each([Infinity, 300])('finds a known 3 × 3 kernel again from %d pixels', async (most) => {
    const before = noise([3, 30, 40], 'before')
    const fitted = await fitKernel(before, applied(layer, before), options(most))
    expect(fitted).toMatchObject({ unknowns: 28, pixels: 28 * 38 })
    expect(fitted.used).toBe(Math.min(most, 28 * 38))
    fitted.weights.data.forEach((weight, at) =>
      expect(Math.abs(weight - layer.weights.data[at]!)).toBeLessThan(1e-5),
    )
    expect(fitted.bias[0]).toBeCloseTo(0.25, 5)
    expect(fitted.bias[1]).toBeCloseTo(-1, 5)
  })

  it('refuses too few pixels, other sizes, even sides and pictures that cannot tell', async () => {
    const before = noise([3, 6, 6], 'few')
    await expect(fitKernel(before, before, options())).rejects.toThrow(
      '16 pixels cannot tell 28 unknowns',
    )
    const other = noise([3, 6, 7], 'few')
    await expect(fitKernel(before, other, options())).rejects.toThrow('6 × 6 and 7 × 6 pixels')
    const even = { ...options(), kernel: { height: 2, width: 3 } }
    await expect(fitKernel(before, before, even)).rejects.toThrow('side 2 is not an odd number')
    const one = noise([1, 30, 30], 'grey')
    const grey = tensor([3, 30, 30], [...one.data, ...one.data, ...one.data])
    await expect(fitKernel(grey, one, options())).rejects.toThrow('channels repeat others')
  })

  it('is cancelled', async () => {
    const before = noise([3, 600, 600], 'long')
    const abort = new AbortController()
    const running = fitKernel(before, before, { ...options(), signal: abort.signal })
    abort.abort()
    await expect(running).rejects.toThrow('Cancelled')
  })

  it('says how far the result is: differences 3 and 4 are RMS 3.54 of two', () => {
    const after = tensor([1, 3, 4], [0, 0, 0, 0, 0, 5, 5, 0, 0, 0, 0, 0])
    const found = residualsOf(tensor([1, 1, 2], [2, 9]), after, { height: 3, width: 3 })
    expect(found.residual.rms).toBeCloseTo(Math.sqrt(12.5), 12)
    expect(found.residual.max).toBe(4)
    expect([...found.difference.data]).toEqual([3, 4])
  })
})
