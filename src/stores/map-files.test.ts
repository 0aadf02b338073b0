import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FaultError } from '../../electron/contract/faults'
import * as lab from '../lab'
import { useMapFilesStore } from './map-files'
import { useNoticesStore } from './notices'

vi.mock('../lab')

const REQUEST = { format: 'npy', channel: 0, low: 0, high: 1 } as const
const sentences = (): string[] => useNoticesStore().notices.map(({ sentence }) => sentence)

beforeEach(() => {
  setActivePinia(createPinia())
  vi.resetAllMocks()
})

describe('useMapFilesStore', () => {
  it('writes what was prepared and tells where', async () => {
    const bytes = Uint8Array.of(1, 2)
    vi.mocked(lab.exportMaps).mockResolvedValueOnce(bytes)
    vi.mocked(lab.saveFile).mockResolvedValueOnce('/tmp/maps.npy')
    await useMapFilesStore().save('maps.npy', REQUEST)
    expect(lab.saveFile).toHaveBeenCalledWith('maps.npy', bytes)
    expect(sentences()).toEqual(['Saved as /tmp/maps.npy.'])
  })

  it('says nothing when the dialog is closed', async () => {
    vi.mocked(lab.exportMaps).mockResolvedValueOnce(Uint8Array.of(1))
    vi.mocked(lab.saveFile).mockResolvedValueOnce(null)
    await useMapFilesStore().save('maps.npy', REQUEST)
    expect(sentences()).toEqual([])
  })

  it('writes nothing after it was cancelled', async () => {
    let prepared: (bytes: Uint8Array<ArrayBuffer>) => void = () => undefined
    vi.mocked(lab.exportMaps).mockReturnValueOnce(new Promise((resolve) => (prepared = resolve)))
    const files = useMapFilesStore()
    const saving = files.save('maps.npy', REQUEST)
    expect(files.stage).toBe('preparing')
    files.cancel()
    prepared(Uint8Array.of(1))
    await saving
    expect(lab.saveFile).not.toHaveBeenCalled()
    expect(files.stage).toBe('none')
  })

  it('tells a full disk in its sentence', async () => {
    vi.mocked(lab.exportMaps).mockResolvedValueOnce(Uint8Array.of(1))
    vi.mocked(lab.saveFile).mockRejectedValueOnce(new FaultError('file-failed', 'No room left.'))
    const files = useMapFilesStore()
    await files.save('maps.npy', REQUEST)
    expect([sentences(), files.stage]).toEqual([['No room left.'], 'none'])
  })
})
