import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FaultError } from '../../electron/contract/faults'
import type { PlanesRequest, PreviewResult } from '../../electron/contract/port'
import type { Plane } from '../../electron/contract/tensors'
import * as lab from '../lab'
import { useMapsStore } from './maps'
import { useNoticesStore } from './notices'
import { usePointerStore } from './pointer'

vi.mock('../lab')

const result = (height: number, width: number) =>
  ({ geometry: { output: { channels: 2, height, width } } }) as PreviewResult

/** A tensor whose channel c holds 100·c + 10·y + x. */
function answer({ channels, region }: PlanesRequest): Promise<Plane[]> {
  const { y, x } = region!
  return Promise.resolve(
    channels.map((channel) => ({
      channel,
      region: region!,
      height: 1,
      width: 1,
      values: Float32Array.of(100 * Number(channel) + 10 * y + x),
    })),
  )
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => {
  setActivePinia(createPinia())
  vi.resetAllMocks()
  vi.mocked(lab.readPlanes).mockImplementation(answer)
  useMapsStore().show(result(4, 6))
})

describe('usePointerStore', () => {
  it('reads the pixel of every map', async () => {
    const pointer = usePointerStore()
    pointer.pointAtMaps({ y: 2, x: 5 })
    expect(pointer.onMaps?.values).toBeNull()
    await settled()
    expect([...pointer.onMaps!.values!]).toEqual([
      [0, 25],
      [1, 125],
    ])
  })

  it('reads only the newest of the pixels that wait', async () => {
    const pointer = usePointerStore()
    for (const x of [0, 1, 2, 3]) pointer.pointAtMaps({ y: 0, x })
    await settled()
    expect(vi.mocked(lab.readPlanes).mock.calls.map(([{ region }]) => region?.x)).toEqual([0, 3])
    expect(pointer.onMaps?.values?.get(1)).toBe(103)
  })

  it('points at nothing outside the maps, as after they became smaller', async () => {
    const pointer = usePointerStore()
    pointer.pointAtMaps({ y: 3, x: 5 })
    await settled()
    useMapsStore().show(result(3, 6))
    pointer.refresh()
    expect(pointer.onMaps).toBeNull()
  })

  it('tells a failure, but not that the compute window restarts, which is told elsewhere', async () => {
    const pointer = usePointerStore()
    const notices = useNoticesStore()
    vi.mocked(lab.readPlanes).mockRejectedValueOnce(new FaultError('compute-lost', 'Gone.'))
    pointer.pointAtMaps({ y: 0, x: 0 })
    await settled()
    expect(notices.notices).toEqual([])
    vi.mocked(lab.readPlanes).mockRejectedValueOnce(new FaultError('not-found', 'No maps.'))
    pointer.pointAtMaps({ y: 0, x: 1 })
    await settled()
    expect(notices.notices.map(({ sentence }) => sentence)).toEqual(['No maps.'])
  })
})
