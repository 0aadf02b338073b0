import { describe, expect, it } from 'vitest'
import type { PreviewRequest, PreviewResult } from '../electron/contract/port'
import type { Layer } from '../electron/contract/spec'
import { PreviewLoop, type Bench } from './preview-loop'

interface Asked {
  readonly picture: string
  readonly coarse: boolean
  readonly answer: () => void
  readonly refuse: (error: Error) => void
}

/** A layer of its own, of no weights. */
function newLayer(): Layer {
  const weights = { shape: [2, 1, 1, 1], data: new Float32Array(2) }
  return { weights } as unknown as Layer
}

function bench(picture: string): Bench {
  return { picture, layer: newLayer(), outputs: [0], maxWidth: 10, maxHeight: 10, editedAt: 0 }
}

/** A loop over previews that are answered by hand, and what came out of it. */
function setUp() {
  const asked: Asked[] = []
  const events: string[] = []
  const preview = ({ picture, coarse }: PreviewRequest): Promise<PreviewResult> =>
    new Promise((resolve, reject) => {
      const result = { coarse, planes: [], statistics: [] } as unknown as PreviewResult
      asked.push({ picture, coarse, answer: () => resolve(result), refuse: reject })
    })
  const loop = new PreviewLoop(preview, {
    shown: ({ coarse }, { picture }) => events.push(`${coarse ? 'coarse' : 'full'} ${picture}`),
    failed: (error, { picture }) => events.push(`failed ${picture}: ${(error as Error).message}`),
    busy: (isBusy) => events.push(isBusy ? 'busy' : 'idle'),
  })
  return {
    loop,
    asked,
    events,
    names: () => asked.map(({ picture, coarse }) => `${coarse ? 'coarse' : 'full'} ${picture}`),
  }
}

/** Longer than a whole result may take that needs no coarse one. */
const slowly = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40))
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

describe('PreviewLoop', () => {
  it('asks for a coarse preview and the whole one after it', async () => {
    const { loop, asked, events, names } = setUp()
    loop.ask(bench('a'))
    await settled()
    expect(names()).toEqual(['coarse a'])
    asked[0]!.answer()
    await settled()
    expect(names()).toEqual(['coarse a', 'full a'])
    asked[1]!.answer()
    await settled()
    expect(events).toEqual(['coarse a', 'busy', 'full a', 'idle'])
  })

  it('asks in the task of the first edit, and makes one bench of those that follow', async () => {
    const { loop, asked, names } = setUp()
    loop.ask(bench('a'))
    expect(names()).toEqual(['coarse a'])
    loop.ask(bench('b'))
    loop.ask(bench('c'))
    asked[0]!.answer()
    await settled()
    expect(names()).toEqual(['coarse a', 'coarse c'])
  })

  it('shows nothing of an older bench and goes on with the newest', async () => {
    const { loop, asked, events, names } = setUp()
    loop.ask(bench('a'))
    await settled()
    loop.ask(bench('b'))
    loop.ask(bench('c'))
    asked[0]!.answer()
    await settled()
    expect(events).toEqual([])
    expect(names()).toEqual(['coarse a', 'coarse c'])
  })

  it('asks for the next coarse preview while an older whole one is still computed', async () => {
    const { loop, asked, events, names } = setUp()
    loop.ask(bench('a'))
    await settled()
    asked[0]!.answer()
    await settled()
    loop.ask(bench('b'))
    await settled()
    expect(names()).toEqual(['coarse a', 'full a', 'coarse b'])
    asked[1]!.answer()
    asked[2]!.answer()
    await settled()
    expect(events).toEqual(['coarse a', 'busy', 'coarse b'].concat(events.slice(3)))
    expect(events).not.toContain('full a')
    expect(names().at(-1)).toBe('full b')
  })

  it('asks for the whole result alone once that is fast, until the speed is forgotten', async () => {
    const { loop, asked, names } = setUp()
    loop.ask(bench('a'))
    await settled()
    asked[0]!.answer()
    await settled()
    asked[1]!.answer()
    await settled()
    loop.ask(bench('b'))
    await settled()
    expect(names().slice(2)).toEqual(['full b'])
    asked[2]!.answer()
    await settled()
    loop.forget()
    loop.ask(bench('c'))
    await settled()
    expect(names().slice(3)).toEqual(['coarse c'])
  })

  it('asks for no coarse result of numbers that are there, in another size', async () => {
    const { loop, asked, names } = setUp()
    const first = bench('a')
    loop.ask(first)
    asked[0]!.answer()
    await settled()
    await slowly()
    asked[1]!.answer()
    await settled()
    loop.ask({ ...first, maxWidth: 20 })
    await settled()
    expect(names()).toEqual(['coarse a', 'full a', 'full a'])
    await slowly()
    asked[2]!.answer()
    await settled()
    loop.ask({ ...first, outputs: [0, 1] })
    loop.ask({ ...first, layer: newLayer() })
    await settled()
    expect(names().slice(3)).toEqual(['coarse a'])
  })

  it('tells the failure of the newest bench and keeps quiet about older ones', async () => {
    const { loop, asked, events } = setUp()
    loop.ask(bench('a'))
    await settled()
    loop.ask(bench('b'))
    asked[0]!.refuse(new Error('old'))
    await settled()
    asked[1]!.refuse(new Error('Kernel height 9 is larger than 7.'))
    await settled()
    expect(events[0]).toBe('failed b: Kernel height 9 is larger than 7.')
  })

  it('shows nothing more after it was told to stop', async () => {
    const { loop, asked, events } = setUp()
    loop.ask(bench('a'))
    await settled()
    loop.ask(null)
    asked[0]!.answer()
    await settled()
    expect(events).toEqual(['idle'])
  })
})
