import { describe, expect, it } from 'vitest'
import { loadCase, type Case } from '../../convolution/cases'
import { compareWithReference } from '../../measure/agreement'
import { TensorMemory } from '../../tensors/memory'
import { createCpuEngine } from '../engine'
import { ORDERED_256, PROFILES } from '../profile'
import { planRows } from './plan'
import { cutChunks } from './tile-shape'

const never = new AbortController().signal
const nothing = () => undefined
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const sides = (top: number, right: number, bottom: number, left: number) => ({
  padding: { top, right, bottom, left },
})

const HEIGHTS: Case[] = upTo(9).map((height) => ({
  name: `height ${height}`,
  input: [1, height, 40],
  weights: [1, 1, 3, 3],
  settings: { padding: 'same' },
}))
const WIDTHS: Case[] = [...upTo(9), 23, 24, 25, 31, 33].map((width) => ({
  name: `width ${width}`,
  input: [2, 11, width],
  weights: [2, 1, 3, 3],
  settings: { padding: 'same', groups: 2 },
}))
const KERNELS: Case[] = [...upTo(9), 12].map((side) => ({
  name: `kernel ${side}×${10 - (side % 9)}`,
  input: [1, 24, 50],
  weights: [3, 1, side, 10 - (side % 9)],
  settings: { padding: 'same', paddingMode: 'reflect' },
}))
const OTHERS: Case[] = [
  {
    name: 'kernel beyond the picture',
    input: [1, 4, 5],
    weights: [2, 1, 7, 9],
    settings: sides(3, 4, 3, 4),
  },
  {
    name: 'kernel lower than the picture is wide',
    input: [1, 2, 60],
    weights: [1, 1, 9, 3],
    settings: { padding: 'same' },
  },
  {
    name: 'valid, read in place',
    input: [2, 13, 64],
    weights: [2, 1, 3, 5],
    settings: { groups: 2 },
  },
  {
    name: 'padding on the left alone',
    input: [1, 12, 48],
    weights: [1, 1, 3, 3],
    settings: { ...sides(0, 0, 0, 2), paddingMode: 'circular' },
  },
  {
    name: 'padding on the right alone',
    input: [1, 12, 48],
    weights: [1, 1, 3, 3],
    settings: { ...sides(0, 3, 0, 0), paddingMode: 'replicate' },
  },
  {
    name: 'padding wider than a tile',
    input: [1, 12, 48],
    weights: [1, 1, 3, 3],
    settings: { ...sides(9, 9, 9, 9), paddingMode: 'constant', paddingValue: -0.5 },
  },
  {
    name: 'dilation 3×2',
    input: [2, 31, 52],
    weights: [2, 1, 3, 3],
    settings: { dilation: { y: 3, x: 2 }, groups: 2, padding: 'same' },
  },
  {
    name: 'dilation 5 in two rows',
    input: [1, 2, 52],
    weights: [1, 1, 3, 3],
    settings: { dilation: { y: 5, x: 1 }, padding: 'same' },
  },
  { name: 'flip', input: [1, 17, 40], weights: [3, 1, 4, 2], settings: { flip: true } },
  {
    name: '3→5 in many rows',
    input: [3, 150, 44],
    weights: [5, 3, 5, 3],
    settings: { padding: 'same', paddingMode: 'symmetric' },
  },
  {
    name: 'several blocks a strip',
    input: [40, 70, 40],
    weights: [40, 1, 3, 3],
    settings: { padding: 'same', groups: 40, paddingMode: 'reflect' },
  },
  {
    name: 'many groups of many bands',
    input: [5, 60, 64],
    weights: [10, 1, 3, 3],
    settings: { padding: 'same', groups: 5 },
  },
]

/** One row at once of up to four outputs of a group, zero padding masked. */
const MASKED: Case[] = [
  { padding: 'same' as const },
  { ...sides(1, 0, 1, 2) },
  { ...sides(0, 2, 0, 0) },
  { ...sides(4, 15, 2, 16) },
  { padding: 'same' as const, dilation: { y: 2, x: 3 } },
  { padding: 'same' as const, flip: true },
  { padding: 'same' as const, paddingMode: 'constant' as const, paddingValue: 0 },
  { padding: 'same' as const, paddingMode: 'reflect' as const },
].flatMap((settings) =>
  [1, 2, 3, 4, 8].flatMap((outputs) =>
    (outputs === 1 ? [61, 64, 101, 831, 832] : [64, 101, 131]).map((width) => ({
      name: `one row of ${outputs} at once, width ${width}, ${JSON.stringify(settings)}`,
      input: [6, 9, width] as const,
      weights: [3 * outputs, 2, 3, 4] as const,
      settings: { groups: 3, ...settings },
    })),
  ),
)

/** A memory of NaN: what is read there must not reach a result. */
function poisonedMemory(): TensorMemory {
  const memory = new TensorMemory(false)
  const all = memory.allocate(1 << 18).fill(NaN)
  memory.free(all)
  return memory
}

for (const profile of PROFILES) {
  const engine = createCpuEngine({ memory: poisonedMemory(), profile })
  it.each([...HEIGHTS, ...WIDTHS, ...KERNELS, ...MASKED, ...OTHERS])(
    `agrees with the reference, ${profile.name}: $name`,
    async (row) => {
      const { convolution, input } = loadCase(row)
      const prepared = await engine.prepare(convolution, { variant: 'wasm-rows', threads: 1 })
      const { output } = await prepared.run(input, never, nothing)
      const { errorBound } = prepared
      const agreement = compareWithReference(convolution, input, { output, errorBound })
      prepared.dispose()
      expect(agreement).toMatchObject({ agrees: true, whole: true, compared: output.length })
    },
  )
}

describe('the plan', () => {
  it('cuts kernel rows into chunks of nearly equal length', () => {
    expect(cutChunks(9, 4)).toEqual([3, 3, 3])
    expect(cutChunks(5, 4)).toEqual([2, 3])
    expect(cutChunks(3, 7)).toEqual([3])
  })

  it.each(PROFILES)('covers every row once with its strips, $name', (profile) => {
    for (const row of HEIGHTS) {
      const { geometry } = loadCase(row).convolution
      const plan = planRows(geometry, profile)
      expect(plan.strips).toBe(Math.ceil(geometry.output.height / plan.bandRows))
      expect(plan.bandRows % plan.blockRows).toBe(0)
    }
  })

  it.each([
    { inputs: 1, outputs: 1, width: 48, tile: [1, 4] },
    { inputs: 1, outputs: 1, width: 52, tile: [1, 1] },
    { inputs: 1, outputs: 1, width: 831, tile: [1, 1] },
    { inputs: 1, outputs: 1, width: 832, tile: [1, 4] },
    { inputs: 1, outputs: 4, width: 832, tile: [2, 4] },
    { inputs: 3, outputs: 1, width: 832, tile: [1, 4] },
    { inputs: 3, outputs: 3, width: 832, tile: [3, 1] },
    { inputs: 3, outputs: 4, width: 832, tile: [4, 1] },
    { inputs: 3, outputs: 8, width: 832, tile: [4, 1] },
    { inputs: 3, outputs: 5, width: 832, tile: [2, 4] },
  ])('takes $tile outputs and rows of $inputs → $outputs, $width wide', (row) => {
    const { geometry } = loadCase({
      name: 'layer',
      input: [row.inputs, 20, row.width],
      weights: [row.outputs, row.inputs, 3, 3],
      settings: { padding: 'same' },
    }).convolution
    const { channels, rows } = planRows(geometry, ORDERED_256).tile
    expect([channels, rows]).toEqual(row.tile)
  })

  it('reads the picture in place but for the rows and ends that padding touches', () => {
    const { geometry } = loadCase({
      name: 'same',
      input: [1, 20, 64],
      weights: [1, 1, 3, 3],
      settings: { padding: 'same' },
    }).convolution
    const [hoisting] = PROFILES
    expect(hoisting && planRows(geometry, hoisting).inside).toEqual({
      firstRow: 1,
      lastRow: 18,
      hasLeft: true,
      hasRight: true,
      areEndsMasked: true,
      firstColumn: 16,
      lastColumn: 32,
    })
  })
})
