// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import type { PreviewResult, Probe, ProbeRequest } from '../../electron/contract/port'
import type { PictureInfo, Plane } from '../../electron/contract/tensors'
import { useLayerStore } from './layer'
import { useMapsStore } from './maps'
import { usePicturesStore } from './pictures'
import { useProbeStore } from './probe'
import { useWalkStore } from './walk'

vi.mock('../lab', () => ({
  probe: ({ output }: ProbeRequest): Promise<Probe> =>
    Promise.resolve({ output, value: output.y * 100 + output.x } as Probe),
  readPlanes: (): Promise<Plane[]> => Promise.resolve([]),
  onEvent: () => () => undefined,
}))

const place = () => {
  const { place } = useProbeStore()
  return place && [place.y, place.x]
}
const values = () => useWalkStore().walked?.values.filter((value) => value !== null)

beforeEach(async () => {
  setActivePinia(createPinia())
  usePicturesStore().current = { id: 'p' } as PictureInfo
  const output = { channels: 2, height: 3, width: 20 }
  useMapsStore().result = { geometry: { output } } as PreviewResult
  await useProbeStore().moveTo({ channel: 1, y: 2, x: 13 })
})

it('goes row by row, around the end of the region, and keeps every value', async () => {
  const walk = useWalkStore()
  await walk.step(1)
  await walk.step(1)
  expect([place(), values()]).toEqual([
    [2, 15],
    [213, 214, 215],
  ])
  await walk.toLast()
  expect([place(), walk.index]).toEqual([[2, 16], 23])
  await walk.step(1)
  expect([place(), walk.index]).toEqual([[0, 9], 0])
  await walk.step(-1)
  expect(place()).toEqual([2, 16])
  await walk.toFirst()
  expect([place(), values()]).toEqual([
    [0, 9],
    [9, 213, 214, 215, 216],
  ])
})

it('begins anew around a place elsewhere, and after an edit of the layer', async () => {
  const walk = useWalkStore()
  await walk.step(1)
  await useProbeStore().moveTo({ channel: 1, y: 0, x: 0 })
  expect(walk.walked).toBeNull()
  await walk.step(-1)
  expect([place(), values()]).toEqual([
    [2, 7],
    [0, 207],
  ])
  useLayerStore().setBias(0, 1)
  expect(walk.walked).toBeNull()
})

it('plays nothing by itself without a place', () => {
  useProbeStore().clear()
  const walk = useWalkStore()
  walk.toggle()
  expect(walk.isPlaying).toBe(false)
})
