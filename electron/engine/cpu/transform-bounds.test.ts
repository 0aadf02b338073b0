import { describe, expect, it } from 'vitest'
import { loadCase, type Case } from '../convolution/cases'
import { createRandom } from '../../contract/random'
import { compareWithReference } from '../measure/agreement'
import { TensorMemory } from '../tensors/memory'
import { createCpuEngine } from './engine'
import { ORDERED_256 } from './profile'

/** Inputs that are hard on transforms: they spread the error of their largest values. */
const INPUTS: Record<string, (random: () => number, at: number) => number> = {
  'values in [−1, 1)': (random) => 2 * random() - 1,
  'signs only': (random) => (random() < 0.5 ? -1 : 1),
  'one sign': (random) => 0.5 + random() / 2,
  'a few peaks': (random) => (random() < 0.01 ? 1 : 1e-4 * random()),
  'a checkerboard': (_, at) => (at % 2 === 0 ? 1 : -1),
}

const layer = (name: string, input: Case['input'], weights: Case['weights'], step = 1): Case => ({
  name,
  input,
  weights,
  settings: { stride: { y: step, x: step }, padding: 'same' },
})
const WINOGRAD: Case[] = [
  ...[2, 3, 4, 5, 6, 7].map((k) => layer(`k${k}`, [6, 21, 26], [3, 6, k, k])),
  ...[3, 6, 8, 11, 14].map((k) => layer(`k${k} at stride 2`, [4, 33, 38], [3, 4, k, k], 2)),
  ...[4, 7, 21].map((k) => layer(`k${k} at stride 3`, [4, 40, 46], [3, 4, k, k], 3)),
  ...[11, 28].map((k) => layer(`k${k} at stride 4`, [3, 45, 61], [3, 3, k, k], 4)),
  layer('k3 over 96 channels', [96, 12, 13], [2, 96, 3, 3]),
  layer('k7 over 48 channels', [48, 12, 13], [2, 48, 7, 7]),
]
const WINOGRAD_1: Case[] = [
  ...[2, 3, 4, 5, 6, 7].map((k) => layer(`k${k}`, [6, 21, 26], [3, 6, k, k])),
  layer('k3 over 96 channels', [96, 12, 13], [2, 96, 3, 3]),
  layer('k7×15', [3, 21, 40], [2, 3, 7, 15]),
]
const FFT: Case[] = [
  ...[5, 9, 15, 21].map((k) => layer(`k${k}`, [2, 40, 45], [2, 2, k, k])),
  layer('k31', [1, 48, 61], [1, 1, 31, 31]),
  layer('k3×27', [3, 24, 70], [2, 3, 3, 27]),
  layer('k9 over 32 channels', [32, 24, 25], [1, 32, 9, 9]),
]

/** Random weights, and all weight in one corner: nothing averages the error of its largest sum. */
const KERNELS: Record<string, (weights: Float32Array, area: number) => Float32Array> = {
  'random weights': (weights) => weights,
  'one corner': (weights, area) => weights.map((_, at) => (at % area === area - 1 ? 1.37 : 0)),
}

/** Which kernels and inputs of a case err by more than `most` units against their peaks. */
async function largerErrors(variant: string, row: Case, most: number): Promise<string[]> {
  const engine = createCpuEngine({ memory: new TensorMemory(false), profile: ORDERED_256 })
  const { convolution, input } = loadCase(row)
  const found: string[] = []
  for (const [kernel, weigh] of Object.entries(KERNELS)) {
    const { height, width } = convolution.geometry.spec.kernel
    const weights = weigh(convolution.weights, height * width)
    const weighed = { ...convolution, weights, bias: new Float32Array(convolution.bias.length) }
    const prepared = await engine.prepare(weighed, { variant, threads: 1 })
    expect(prepared.errorBound.factor).toBeGreaterThanOrEqual(most)
    for (const [kind, value] of Object.entries(INPUTS)) {
      const random = createRandom(kind)
      const filled = { ...input, data: input.data.map((_, at) => value(random, at)) }
      const { output } = await prepared.run(filled, new AbortController().signal, () => undefined)
      const errorBound = { factor: most, against: 'peaks' } as const
      if (!compareWithReference(weighed, filled, { output, errorBound }).agrees)
        found.push(`${kernel}, ${kind}`)
    }
    prepared.dispose()
  }
  engine.dispose()
  return found
}

/** The largest errors that these cases may show, far below the bounds of the worst case. */
describe.each([
  { variant: 'wasm-winograd', rows: WINOGRAD, most: 768 },
  { variant: 'wasm-winograd1', rows: WINOGRAD_1, most: 48 },
  { variant: 'wasm-fft', rows: FFT, most: 16 },
])('$variant errs by no more than $most units', ({ variant, rows, most }) => {
  it.each(rows)('$name', async (row) => {
    expect(await largerErrors(variant, row, most)).toEqual([])
  })
})
