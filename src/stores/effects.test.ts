// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Effect, Effects, EffectsRequest } from '../../electron/contract/port'
import type { PictureInfo } from '../../electron/contract/tensors'
import { presetById } from '../../resources/presets'
import { useEffectsStore } from './effects'
import { usePicturesStore } from './pictures'

const lab = vi.hoisted(() => ({
  readEffects: vi.fn<(request: EffectsRequest) => Promise<Effects>>(),
}))
vi.mock('../lab', () => ({
  readEffects: lab.readEffects,
  readOwnPresets: () => Promise.resolve([]),
  onEvent: () => () => undefined,
}))

const region = { y: 0, x: 0, height: 1, width: 1 }
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
const asked = (): number[] => lab.readEffects.mock.calls.map(([{ layers }]) => layers.length)
const cards = ['identity', 'box-3', 'sobel-x', 'sobel-y', 'laplacian-4'].map(presetById)
const picture = (id: string): PictureInfo =>
  ({ id, shape: { channels: 3, height: 2, width: 2 } }) as PictureInfo

/** One effect for each layer: its first weights, to be told apart. */
function answer({ layers }: EffectsRequest): Effects {
  const effects = layers.map(() => ({ planes: [], statistics: [] }) as Effect)
  return { region, effects }
}

beforeEach(() => {
  setActivePinia(createPinia())
  lab.readEffects.mockReset().mockImplementation((request) => Promise.resolve(answer(request)))
  usePicturesStore().current = picture('p')
})

describe('effects of presets', () => {
  it('ask for the untouched part first, then for few cards at once', async () => {
    const effects = useEffectsStore()
    for (const card of cards) effects.want(card)
    await settled()
    expect(asked()).toEqual([1, 3, 2])
    const [first] = lab.readEffects.mock.calls[0]![0].layers
    expect(first?.weights.shape).toEqual([3, 3, 1, 1])
    expect([...first!.weights.data]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1])
    expect([...effects.shown.keys()]).toEqual(cards.map(({ id }) => id))
    expect(effects.plain).not.toBeNull()
  })

  it('leave out what went out of sight', async () => {
    const effects = useEffectsStore()
    for (const card of cards) effects.want(card)
    for (const card of cards.slice(1, 4)) effects.leave(card)
    await settled()
    expect([...effects.shown.keys()]).toEqual([cards[0]!.id, cards[4]!.id])
    effects.want(cards[1]!)
    await settled()
    expect(effects.shown.has(cards[1]!.id)).toBe(true)
  })

  it('begin anew for another picture that came meanwhile', async () => {
    const effects = useEffectsStore()
    effects.want(cards[0]!)
    await Promise.resolve()
    usePicturesStore().current = picture('q')
    effects.want(cards[1]!)
    await settled()
    expect([...effects.shown.keys()]).toEqual([cards[1]!.id])
    expect(lab.readEffects.mock.calls.map(([request]) => request.picture)).toEqual(['p', 'q', 'q'])
  })

  it('stop when the picture is closed', async () => {
    const effects = useEffectsStore()
    effects.want(cards[0]!)
    usePicturesStore().current = null
    await settled()
    expect(lab.readEffects).not.toHaveBeenCalled()
  })
})
