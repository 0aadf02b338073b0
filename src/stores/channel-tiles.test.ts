import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { PlanesRequest, ShownChannel } from '../../electron/contract/port'
import type { PictureInfo } from '../../electron/contract/tensors'
import * as lab from '../lab'
import { useChannelTilesStore } from './channel-tiles'
import { usePicturesStore } from './pictures'

vi.mock('../lab')

const picture = (channels: number, scale: 'unit' | 'data' = 'unit'): PictureInfo => ({
  id: `${channels}`,
  name: 'x',
  format: 'png',
  shape: { channels, height: 4, width: 6 },
  scale,
  notes: [],
  statistics: [],
})

const answer = ({ channels }: PlanesRequest) =>
  Promise.resolve(channels.map((channel) => ({ plane: { channel } }) as ShownChannel))
const asked = () => vi.mocked(lab.readChannels).mock.calls.map(([request]) => request.channels)

beforeEach(() => {
  setActivePinia(createPinia())
  vi.resetAllMocks()
  vi.mocked(lab.readChannels).mockImplementation(answer)
})

describe('useChannelTilesStore', () => {
  it('reads of 512 channels only those in sight, and each once', async () => {
    usePicturesStore().current = picture(512, 'data')
    const tiles = useChannelTilesStore()
    expect(tiles.channels).toHaveLength(512)
    tiles.inSight = [0, 4]
    await tiles.read()
    tiles.inSight = [2, 6]
    await tiles.read()
    expect(asked()).toEqual([
      [0, 1, 2, 3],
      [4, 5],
    ])
    expect([...tiles.shown.keys()]).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('shows a view of R, G, B, and keeps to the channels of anything else', async () => {
    const pictures = usePicturesStore()
    const tiles = useChannelTilesStore()
    pictures.current = picture(4)
    expect(tiles.channels).toEqual([0, 1, 2, 3, 'bt601'])
    tiles.view = 'opponent'
    expect(tiles.channels).toEqual(['red-green', 'yellow-blue', 'mean'])
    pictures.current = picture(3, 'data')
    expect(tiles.channels).toEqual([0, 1, 2])
    expect(tiles.viewShown).toBe('rgb')
  })

  it('leaves what arrives for a picture that is no longer shown', async () => {
    const pictures = usePicturesStore()
    const tiles = useChannelTilesStore()
    let arrive: (shown: readonly ShownChannel[]) => void = () => undefined
    vi.mocked(lab.readChannels).mockReturnValueOnce(new Promise((resolve) => (arrive = resolve)))
    pictures.current = picture(3)
    const late = tiles.read()
    pictures.current = picture(1)
    await tiles.read()
    arrive([{ plane: { channel: 2 } } as ShownChannel])
    await late
    expect([...tiles.shown.keys()]).toEqual([0])
  })
})
