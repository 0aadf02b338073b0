import { beforeEach, describe, expect, test } from 'vitest'
import { toFault } from '../../contract/faults'
import { DEFAULT_SETTINGS } from '../../contract/spec'
import { resolveConvolution } from '../convolution/spec'
import type { Tensor } from '../engine'
import { TensorStore, type StoredMaps, type StoredPicture } from './store'

const shape = { channels: 1, height: 1, width: 2 }
const tensor = (): Tensor => ({ shape, data: new Float32Array(2) })
const weights = { shape: [1, 1, 1, 1], data: new Float32Array(1) } as const
const { geometry } = resolveConvolution({ ...DEFAULT_SETTINGS, weights, bias: null }, shape)

const picture = (id: string, of = tensor()): StoredPicture => ({
  info: { id, name: `${id}.png`, format: 'png', shape, scale: 'unit', notes: [], statistics: [] },
  tensor: of,
})

let freed: Float32Array[] = []
let released: Tensor[] = []
const maps = (of = tensor()): StoredMaps => ({
  geometry,
  tensor: of,
  release: () => released.push(of),
})
let store = new TensorStore({ free: (array) => freed.push(array) })
beforeEach(() => {
  freed = []
  released = []
  store = new TensorStore({ free: (array) => freed.push(array) })
})

describe('pictures', () => {
  test('are found by id', () => {
    const coffee = picture('coffee')
    store.addPicture(coffee)
    expect(store.picture('coffee')).toBe(coffee)
    expect(store.tensor({ kind: 'picture', id: 'coffee' })).toBe(coffee.tensor)
  })

  test('are freed when closed or replaced, once', () => {
    const [first, second] = [picture('a'), picture('a')]
    store.addPicture(first)
    store.addPicture(second)
    expect(freed).toEqual([first.tensor.data])
    store.closePicture('a')
    store.closePicture('a')
    expect(freed).toEqual([first.tensor.data, second.tensor.data])
  })

  test('that are not open are named', () => {
    let fault = null
    try {
      store.picture('cat')
    } catch (error) {
      fault = toFault(error)
    }
    expect(fault).toMatchObject({
      code: 'not-found',
      message: 'The picture "cat" is not open; open it again.',
    })
  })
})

describe('feature maps', () => {
  test('there is one slot, and what leaves it is given back, once', () => {
    const [first, second] = [maps(), maps()]
    store.setMaps(first)
    store.setMaps(second)
    expect(released).toEqual([first.tensor])
    expect(store.tensor({ kind: 'maps' })).toBe(second.tensor)
    store.setMaps(null)
    store.setMaps(null)
    expect(released).toEqual([first.tensor, second.tensor])
  })

  test('none yet', () => {
    expect(store.maps).toBeNull()
    expect(() => store.tensor({ kind: 'maps' })).toThrow(
      'There are no feature maps yet; run the layer first.',
    )
  })
})

test('clear frees everything', () => {
  store.addPicture(picture('a'))
  store.addPicture(picture('b'))
  store.setMaps(maps())
  store.clear()
  expect(freed).toHaveLength(2)
  expect(released).toHaveLength(1)
})
