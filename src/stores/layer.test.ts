// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { weightAt } from '../bench/bench'
import { useDisplayStore } from './display'
import { useLayerStore } from './layer'
import { useNoticesStore } from './notices'
import { matches, usePresetsStore } from './presets'
import { presetById } from '../../resources/presets'

beforeEach(() => setActivePinia(createPinia()))

const place = { output: 1, input: 0, y: 1, x: 0 }

describe('the layer store', () => {
  it('starts with four outputs on three channels that show something', () => {
    const layers = useLayerStore()
    expect(layers.layer.weights.shape).toEqual([4, 3, 3, 3])
    expect(layers.outputNames).toEqual(['Y0', 'Y1', 'Y2', 'Y3'])
    expect(layers.undoName).toBeNull()
  })

  it('makes a fresh layer for each edit and names it', () => {
    const layers = useLayerStore()
    const before = layers.layer
    layers.setWeight(place, 0.5)
    expect(layers.layer).not.toBe(before)
    expect(weightAt(layers.bench, place)).toBe(0.5)
    expect(layers.undoName).toEqual({ key: 'weight', params: { output: 1, value: 0.5 } })
    layers.undo()
    expect(layers.layer).toBe(before)
  })

  it('takes the name of a preset off an output that was edited', () => {
    const layers = useLayerStore()
    expect(layers.bench.labels[1]?.en).toBe('Sobel x')
    layers.setWeight(place, 0.5)
    expect(layers.bench.labels[1]).toBeNull()
    expect(layers.bench.labels[0]?.en).toBe('luma')
  })

  it('counts the typing in one cell as one step, and takes it back whole', () => {
    const layers = useLayerStore()
    const before = layers.layer
    layers.setWeight(place, 1, 'cell')
    layers.setWeight(place, 12, 'cell')
    layers.abandon('cell')
    expect(layers.layer).toBe(before)
    layers.setWeight(place, Math.fround(weightAt(layers.bench, place)))
    expect(layers.undoName).toBeNull()
  })

  it('keeps the selected output with the output that was touched', () => {
    const layers = useLayerStore()
    layers.duplicateOutput(1)
    expect(layers.selectedOutput).toBe(2)
    layers.moveOutput(2, -2)
    expect(layers.selectedOutput).toBe(0)
    layers.moveOutput(0, -1)
    layers.selectedOutput = 4
    layers.removeOutput(4)
    expect(layers.selectedOutput).toBe(3)
    for (let output = 3; output >= 0; output--) layers.removeOutput(output)
    expect(layers.outputNames).toEqual(['Y0'])
  })

  it('fits another number of channels, says so, and can go back', () => {
    const layers = useLayerStore()
    const notices = useNoticesStore()
    expect(layers.fitTo(3)).toBe(0)
    expect(layers.fitTo(1)).toBe(-2)
    expect(layers.layer.weights.shape).toEqual([4, 1, 3, 3])
    expect(notices.notices.map(({ sentence }) => sentence).join()).toMatch(/last 2 columns/)
    layers.undo()
    expect(layers.layer.weights.shape).toEqual([4, 3, 3, 3])
  })
})

describe('presets on the wall', () => {
  it('replace the layer as one step, keep the padding and choose how it is shown', () => {
    const layers = useLayerStore()
    layers.changeSettings({ stride: { y: 2, x: 2 }, flip: true })
    usePresetsStore().apply('sobel-x', 'zh-CN')
    expect(layers.layer).toMatchObject({
      stride: { y: 1, x: 1 },
      flip: false,
      padding: 'same',
      paddingMode: 'replicate',
    })
    expect(layers.layer.weights.shape).toEqual([3, 3, 3, 3])
    expect(layers.undoName).toEqual({ key: 'preset', params: { title: 'Sobel x' } })
    expect(useDisplayStore().mode).toBe('mid-grey')
  })

  it('made for other channels are fitted to the picture’s', () => {
    const layers = useLayerStore()
    const applied = usePresetsStore().apply('deck-56')
    expect(applied).toMatchObject({ made: 2, channels: 3 })
    expect(layers.layer.weights.shape).toEqual([1, 3, 2, 2])
    expect([...layers.layer.weights.data]).toEqual([0, 1, 2, 3, 1, 2, 3, 4, 0, 0, 0, 0])
  })

  it('are added below the outputs that are there', () => {
    const layers = useLayerStore()
    usePresetsStore().append('luma-bt709')
    expect(layers.layer.weights.shape).toEqual([5, 3, 3, 3])
    expect(layers.selectedOutput).toBe(4)
    expect(weightAt(layers.bench, { output: 4, input: 1, y: 1, x: 1 })).toBe(Math.fround(0.7152))
    expect(layers.layer.padding).toBe('same')
  })

  it('are found by words of either language', () => {
    const presets = usePresetsStore()
    presets.query = '锐化'
    const ids = presets.found.flatMap((section) => section.presets.map(({ id }) => id))
    expect(ids).toEqual(expect.arrayContaining(['sharpen', 'unsharp-5']))
    presets.query = 'EDGE vertical'
    expect(presets.found.flatMap((section) => section.presets)).toContainEqual(
      presetById('sobel-x'),
    )
    expect(matches(presetById('sobel-x'), 'blur')).toBe(false)
  })
})
