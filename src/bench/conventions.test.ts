import { describe, expect, it } from 'vitest'
import type { Conventions } from '../../electron/contract/port'
import { DEFAULT_SETTINGS, type Layer, type LayerSettings } from '../../electron/contract/spec'
import { conventionOptions, halfTurn, sidesOf, whyKey } from './conventions'

function layerOf(
  shape: readonly [number, number, number, number],
  data: readonly number[],
  settings: Partial<LayerSettings> = {},
): Layer {
  const weights = { shape, data: Float32Array.from(data) }
  return { ...DEFAULT_SETTINGS, ...settings, weights, bias: null }
}

const box = layerOf([1, 1, 3, 3], Array<number>(9).fill(1), { padding: 'same' })
const even = layerOf([1, 1, 2, 4], Array<number>(8).fill(1), { padding: 'same' })
const changeOf = (layer: Layer, id: string) =>
  conventionOptions(layer).find((option) => option.id === id)?.change
const found = (more: Partial<Conventions>): Conventions =>
  ({ compared: 20, differing: 14, atEdge: 14, ...more }) as Conventions

describe('the conventions of a layer', () => {
  it('are changed one at a time, and the mode of the moment is none of them', () => {
    expect(conventionOptions(box).map(({ id }) => id)).toEqual([
      'flip',
      'mode-constant',
      'mode-replicate',
      'mode-reflect',
      'mode-symmetric',
      'mode-circular',
      'anchor',
      'size',
    ])
    expect(changeOf(box, 'flip')).toEqual({ flip: true })
    expect(changeOf(box, 'size')).toEqual({ padding: 'valid' })
    expect(changeOf({ ...box, padding: 'valid' }, 'size')).toEqual({ padding: 'same' })
  })

  it('have another anchor only where the halves of the padding differ', () => {
    expect(changeOf(box, 'anchor')).toBeNull()
    // 2×4 pads 1 row and 3 columns: 0 above and 1 below, 1 left and 2 right.
    expect(sidesOf(even)).toEqual({ top: 0, right: 2, bottom: 1, left: 1 })
    expect(changeOf(even, 'anchor')).toEqual({ padding: { top: 1, right: 1, bottom: 0, left: 2 } })
    expect(changeOf({ ...even, dilation: { y: 2, x: 2 } }, 'anchor')).toBeNull()
    expect(changeOf({ ...even, padding: 'valid' }, 'anchor')).toBeNull()
  })
})

describe('a half turn', () => {
  it('leaves a symmetric kernel, and negates an odd one', () => {
    expect(halfTurn(box.weights, 0)).toBe('same')
    expect(halfTurn(layerOf([1, 1, 1, 3], [-1, 0, 1]).weights, 0)).toBe('negative')
    expect(halfTurn(layerOf([1, 1, 1, 3], [1, 2, 3]).weights, 0)).toBe('other')
  })

  it('is asked of every kernel of the one output', () => {
    const two = layerOf([2, 2, 1, 2], [1, 1, 2, 2, 1, 1, 1, 2]).weights
    expect([halfTurn(two, 0), halfTurn(two, 1)]).toEqual(['same', 'other'])
  })
})

describe('the reason', () => {
  it('follows from the numbers', () => {
    expect(whyKey('flip', box, 0, found({ differing: 0 }))).toBe('flipSame')
    expect(whyKey('mode-reflect', box, 0, found({}))).toBe('mode')
    expect(whyKey('mode-reflect', box, 0, found({ differing: 0 }))).toBe('modeSame')
    expect(whyKey('mode-reflect', box, 0, found({ differing: 0, atEdge: 0 }))).toBe('noPadding')
    expect(whyKey('size', box, 0, found({ compared: 0 }))).toBe('between')
    expect(whyKey('size', box, 0, found({}))).toBe('size')
    const sobel = layerOf([1, 1, 1, 3], [-1, 0, 1])
    expect(whyKey('flip', sobel, 0, found({}))).toBe('flipNegative')
    expect(whyKey('flip', sobel, 0, found({ differing: 0 }))).toBe('flipChance')
  })
})
