import { describe, expect, it } from 'vitest'
import { loadCase } from '../convolution/cases'
import { planDirect } from './direct-plan'
import { SHADER_SOURCES } from './pipelines'
import { LAYER_FIELDS, SHADER_NAMES } from './plan'
import { planTiled } from './tiled-plan'

/** Names and types of a struct in a shader, in order. */
function fieldsOf(source: string, struct: string): string[][] {
  const body = new RegExp(`struct ${struct} \\{([^}]*)\\}`).exec(source)?.[1] ?? ''
  return [...body.matchAll(/^\s*(\w+): (\w+),/gm)].map(([, name = '', type = '']) => [name, type])
}

describe('the uniform Layer', () => {
  it.each(SHADER_NAMES)('has the fields of shaders/bindings.wgsl, in order (%s)', (name) => {
    const fields = fieldsOf(SHADER_SOURCES[name], 'Layer')
    expect(fields.map(([field]) => field)).toEqual([...LAYER_FIELDS])
    expect(fields.filter(([, type]) => type !== 'u32')).toEqual([['padding_value', 'f32']])
  })

  it('carries the geometry', () => {
    const { convolution } = loadCase({
      name: 'uniform',
      input: [4, 20, 30],
      weights: [6, 2, 3, 5],
      settings: { groups: 2, stride: { y: 2, x: 1 }, paddingMode: 'constant', paddingValue: 0.5 },
    })
    const { layer } = planDirect(convolution, { height: 8, width: 8 })
    const words = new Uint32Array(layer, 0, 18)
    expect([...words]).toEqual([20, 30, 20, 30, 9, 26, 2, 3, 3, 5, 2, 1, 1, 1, 2, 4, 3, 0])
    expect(new Float32Array(layer).at(-1)).toBe(0.5)
  })
})

describe('weights', () => {
  const layer = (flip: boolean) => {
    const loaded = loadCase({
      name: 'weights',
      input: [4, 8, 8],
      weights: [4, 2, 2, 3],
      settings: { groups: 2, flip },
    })
    loaded.convolution.weights.forEach((_, index, all) => (all[index] = index + 1))
    return loaded.convolution
  }

  it('stay in order for the direct shader, and turn round when flipped', () => {
    const tile = { height: 8, width: 8 }
    expect([...planDirect(layer(false), tile).weights.slice(0, 6)]).toEqual([1, 2, 3, 4, 5, 6])
    expect([...planDirect(layer(true), tile).weights.slice(0, 6)]).toEqual([6, 5, 4, 3, 2, 1])
  })

  it('go in fours by output channel for the tiled shader, columns before rows', () => {
    const plan = planTiled(layer(false), { height: 16, width: 16 }, 16384)
    // Two channels per group: the block's other two lanes are 0. Tap (a,b) = (0,0), then (1,0).
    expect([...(plan?.weights.slice(0, 8) ?? [])]).toEqual([1, 13, 0, 0, 4, 16, 0, 0])
    expect(plan?.weights).toHaveLength(2 * 2 * 6 * 4)
  })
})

describe('tiles', () => {
  it('cover every output once', () => {
    const { convolution } = loadCase({ name: 'tiles', input: [3, 33, 50], weights: [5, 3, 1, 1] })
    expect(planDirect(convolution, { height: 8, width: 8 }).tiles).toBe(5 * 5 * 7)
    expect(planTiled(convolution, { height: 16, width: 16 }, 16384)?.tiles).toBe(2 * 3 * 4)
  })
})
