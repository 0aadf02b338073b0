import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FaultError } from '../../electron/contract/faults'
import type { PictureInfo } from '../../electron/contract/tensors'
import * as lab from '../lab'
import { usePicturesStore } from './pictures'

vi.mock('../lab')

const info = (id: string): PictureInfo => ({
  id,
  name: `${id}.png`,
  format: 'png',
  shape: { channels: 3, height: 4, width: 6 },
  scale: 'unit',
  notes: [],
  statistics: [],
})

beforeEach(() => {
  setActivePinia(createPinia())
  vi.resetAllMocks()
})

describe('usePicturesStore', () => {
  it('shows what was opened last and keeps the others', async () => {
    const store = usePicturesStore()
    vi.mocked(lab.openSample).mockImplementation((id) => Promise.resolve(info(id)))
    expect(await store.openSample('a')).toBe(true)
    expect(await store.openSample('b')).toBe(true)
    expect(store.list.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(store.current?.id).toBe('b')
    store.select('a')
    expect(store.current?.id).toBe('a')
  })

  it('keeps the picture and tells the sentence when another cannot be opened', async () => {
    const store = usePicturesStore()
    vi.mocked(lab.openSample).mockResolvedValueOnce(info('a'))
    await store.openSample('a')
    const sentence = 'cut.jpg ends after 12 of 100 rows; nothing was changed.'
    vi.mocked(lab.openSample).mockRejectedValueOnce(new FaultError('bad-picture', sentence))
    expect(await store.openSample('cut')).toBe(false)
    expect(store.fault?.message).toBe(sentence)
    expect(store.current?.id).toBe('a')
    expect(store.isOpening).toBe(false)
  })

  it('changes nothing when the dialog is closed', async () => {
    const store = usePicturesStore()
    vi.mocked(lab.openDialog).mockResolvedValueOnce(null)
    expect(await store.openDialog()).toBe(false)
    expect([store.current, store.fault, store.isOpening]).toEqual([null, null, false])
  })

  it('closes what arrives after it was given up', async () => {
    const store = usePicturesStore()
    let arrive: (picture: PictureInfo) => void = () => undefined
    vi.mocked(lab.openSample).mockReturnValueOnce(new Promise((resolve) => (arrive = resolve)))
    const opening = store.openSample('late')
    expect(store.isOpening).toBe(true)
    store.cancelOpening()
    arrive(info('late'))
    expect(await opening).toBe(false)
    expect(lab.closePicture).toHaveBeenCalledWith('late')
    expect([store.current, store.isOpening]).toEqual([null, false])
  })

  it('goes to the last of the others when the current one is closed', async () => {
    const store = usePicturesStore()
    vi.mocked(lab.openSample).mockImplementation((id) => Promise.resolve(info(id)))
    await store.openSample('a')
    await store.openSample('b')
    await store.close('b')
    expect(store.current?.id).toBe('a')
    await store.close('a')
    expect(store.current).toBeNull()
  })
})
