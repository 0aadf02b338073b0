// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FaultError } from '../../electron/contract/faults'
import type { Probe, ProbeRequest } from '../../electron/contract/port'
import type { PictureInfo } from '../../electron/contract/tensors'
import { usePicturesStore } from './pictures'
import { useProbeStore } from './probe'

const lab = vi.hoisted(() => ({ probe: vi.fn<(request: ProbeRequest) => Promise<Probe>>() }))
vi.mock('../lab', () => ({ probe: lab.probe, onEvent: () => () => undefined }))

const at = (x: number) => ({ channel: 0, y: 0, x })
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
const asked = (): number[] => lab.probe.mock.calls.map(([{ output }]) => output.x)

beforeEach(() => {
  setActivePinia(createPinia())
  lab.probe
    .mockReset()
    .mockImplementation(({ output }) => Promise.resolve({ output, value: output.x } as Probe))
  usePicturesStore().current = { id: 'p' } as PictureInfo
})

describe('the receipt', () => {
  it('asks one at a time, and of what came meanwhile only the newest', async () => {
    const store = useProbeStore()
    for (const x of [1, 2, 3, 4]) store.lookAt(at(x))
    await settled()
    expect(asked()).toEqual([1, 4])
    expect(store.probe?.value).toBe(4)
  })

  it('stays where it is pinned until another pixel is, or the same one again', async () => {
    const store = useProbeStore()
    store.pin(at(1))
    store.lookAt(at(2))
    await settled()
    expect(store.probe?.value).toBe(1)
    store.pin(at(3))
    await settled()
    expect([store.isPinned, store.probe?.value]).toEqual([true, 3])
    store.pin(at(3))
    store.lookAt(at(2))
    await settled()
    expect([store.isPinned, store.probe?.value]).toEqual([false, 2])
  })

  it('shows a fault and forgets it with the next value', async () => {
    const store = useProbeStore()
    lab.probe.mockRejectedValueOnce(new FaultError('bad-spec', 'Groups 2 …'))
    store.lookAt(at(1))
    await settled()
    expect(store.fault?.message).toBe('Groups 2 …')
    store.refresh()
    await settled()
    expect(store.fault).toBeNull()
  })

  it('stays empty when its place was forgotten before the answer came', async () => {
    const store = useProbeStore()
    store.lookAt(at(1))
    store.clear()
    await settled()
    expect([store.place, store.probe]).toEqual([null, null])
  })

  it('is empty without a picture', async () => {
    const store = useProbeStore()
    store.lookAt(at(1))
    await settled()
    usePicturesStore().current = null
    store.refresh()
    await settled()
    expect([store.probe, store.place]).toEqual([null, null])
  })
})
