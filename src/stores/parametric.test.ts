import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Preset } from '../../electron/contract/presets'
import { weightAt } from '../bench/bench'
import { oneOutput } from '../bench/one-output'
import { useLayerStore } from './layer'
import { useOwnPresetsStore } from './own-presets'
import { useParametricStore } from './parametric'
import { usePresetOnWall } from './preset-on-wall'
import { FORMULAS, usePresetsStore } from './presets'

const kept = vi.hoisted(() => ({ saved: [] as unknown[] }))
vi.mock('../lab', () => ({
  readOwnPresets: () => Promise.resolve([]),
  keepOwnPresets: (presets: readonly unknown[]) => {
    kept.saved = [...presets]
    return Promise.resolve()
  },
}))

beforeEach(() => setActivePinia(createPinia()))

const formula = (id: string): Preset => FORMULAS.find((each) => each.id === `formula-${id}`)!

describe('sliders', () => {
  it('change the layer live, all as one step', () => {
    const layers = useLayerStore()
    const start = layers.layer
    usePresetsStore().put(formula('box'), 'en')
    const parametric = useParametricStore()
    for (const size of [7, 9, 3]) parametric.change('size', size, 'en')
    expect(layers.layer.weights.shape).toEqual([3, 3, 3, 3])
    expect(layers.layer.weights.data[0]).toBe(Math.fround(1 / 9))
    layers.undo()
    expect(layers.layer).toBe(start)
    expect(layers.undoName).toBeNull()
  })

  it('go with what they made when it is undone, and come back with it', () => {
    const layers = useLayerStore()
    const presets = usePresetsStore()
    const parametric = useParametricStore()
    const onWall = usePresetOnWall()
    presets.apply('identity')
    presets.put(formula('box'), 'en')
    parametric.change('size', 7, 'en')
    expect(onWall.value).toBe(formula('box'))
    layers.undo()
    parametric.follow()
    expect([parametric.formula, onWall.value?.id]).toEqual([null, 'identity'])
    layers.redo()
    parametric.follow()
    expect([parametric.formula?.id, parametric.values]).toEqual(['box', { size: 7 }])
    parametric.change('size', 9, 'en')
    layers.undo()
    parametric.follow()
    expect(parametric.values).toEqual({ size: 7 })
    expect(layers.layer.weights.shape).toEqual([3, 3, 7, 7])
  })

  it('stay with an edit by hand', () => {
    usePresetsStore().put(formula('box'), 'en')
    useLayerStore().setWeight({ output: 0, input: 0, y: 0, x: 0 }, 9)
    useParametricStore().follow()
    expect(useParametricStore().formula?.id).toBe('box')
  })

  it('put back what they added below only once', () => {
    const layers = useLayerStore()
    const parametric = useParametricStore()
    parametric.how = 'append'
    parametric.form = 'mean'
    usePresetsStore().put(formula('box'), 'en')
    layers.undo()
    parametric.follow()
    layers.redo()
    parametric.follow()
    parametric.change('size', 1, 'en')
    expect(layers.layer.weights.shape).toEqual([5, 3, 3, 3])
  })

  it('start another step after an edit of the wall', () => {
    const layers = useLayerStore()
    usePresetsStore().put(formula('box'), 'en')
    layers.setWeight({ output: 0, input: 0, y: 0, x: 0 }, 9)
    useParametricStore().change('size', 3, 'en')
    layers.undo()
    expect(layers.layer.weights.data[0]).toBe(9)
  })

  it('leave an edited wall alone when only the form is chosen anew', () => {
    const layers = useLayerStore()
    usePresetsStore().put(formula('box'), 'en')
    const parametric = useParametricStore()
    parametric.form = 'sum'
    parametric.remake('en')
    expect(layers.layer.weights.shape).toEqual([1, 3, 5, 5])
    layers.setWeight({ output: 0, input: 0, y: 0, x: 0 }, 9)
    parametric.form = 'each'
    parametric.remake('en')
    expect(layers.layer.weights.shape).toEqual([1, 3, 5, 5])
  })

  it('add below, and replace what they added before', () => {
    const layers = useLayerStore()
    const parametric = useParametricStore()
    parametric.how = 'append'
    parametric.form = 'mean'
    usePresetsStore().put(formula('box'), 'en')
    parametric.change('size', 1, 'en')
    expect(layers.layer.weights.shape).toEqual([5, 3, 3, 3])
    expect(layers.selectedOutput).toBe(4)
    expect(weightAt(layers.bench, { output: 4, input: 2, y: 1, x: 1 })).toBe(Math.fround(1 / 3))
  })
})

describe('own presets', () => {
  it('come first, are what the layer was, and can be brought back', async () => {
    const own = useOwnPresetsStore()
    const layers = useLayerStore()
    const presets = usePresetsStore()
    layers.changeSettings({ stride: { y: 2, x: 1 } })
    const { layer } = layers
    const { labels } = layers.bench
    expect(labels).toHaveLength(4)
    await own.add(layer, { name: 'Mine', display: 'diverging', labels })
    expect(kept.saved).toEqual(own.list)
    expect(presets.found[0]).toMatchObject({ group: 'own', presets: [{ name: { en: 'Mine' } }] })
    presets.put(formula('box'), 'en')
    presets.put(own.list[0]!, 'en')
    expect(layers.layer).toEqual(layer)
    expect(layers.bench.labels).toEqual(labels)
    const { id } = own.list[0]!
    await own.rename(id, 'Ours')
    await own.remove(id)
    expect([own.list.length, own.before?.name]).toEqual([0, 'Ours'])
    await own.restore()
    expect(own.list).toHaveLength(1)
  })

  it('of one output take its row alone', () => {
    const { bench } = useLayerStore()
    const row = oneOutput(bench, 1)
    expect(row.weights.shape).toEqual([1, 3, 3, 3])
    expect(row.weights.data[0]).toBe(weightAt(bench, { output: 1, input: 0, y: 0, x: 0 }))
  })
})
