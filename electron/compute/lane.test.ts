import { describe, expect, test } from 'vitest'
import { Lane, type PreviewKind } from './lane'

/** Work that notes its start and ends when the test says so. */
class Works {
  readonly started: string[] = []
  readonly lane = new Lane()
  readonly #ends = new Map<string, (value: string) => void>()

  readonly work = (name: string) => (signal?: AbortSignal) => {
    this.started.push(name)
    return new Promise<string>((resolve, reject) => {
      this.#ends.set(name, resolve)
      signal?.addEventListener('abort', () => reject(new Error(`${name} aborted`)))
    })
  }

  job(name: string): Promise<string> {
    return this.lane.job(this.work(name))
  }

  preview(kind: PreviewKind, name: string): Promise<string> {
    const settled = this.lane.preview(kind, this.work(name))
    settled.catch(() => undefined)
    return settled
  }

  async end(name: string): Promise<void> {
    this.#ends.get(name)?.(name)
    await turn()
  }
}
const turn = async () => {
  for (let n = 0; n < 6; n++) await Promise.resolve()
}
const cancelled = { code: 'cancelled' }

describe('the lane', () => {
  test('does one thing at a time', async () => {
    const works = new Works()
    void works.job('a')
    const second = works.job('b')
    expect(works.started).toEqual(['a'])
    await works.end('a')
    expect(works.started).toEqual(['a', 'b'])
    await works.end('b')
    expect(await second).toBe('b')
  })

  test('lets a job go before previews that wait', async () => {
    const works = new Works()
    void works.job('a')
    void works.preview('full', 'p')
    void works.job('b')
    await works.end('a')
    expect(works.started).toEqual(['a', 'b'])
    await works.end('b')
    expect(works.started).toEqual(['a', 'b', 'p'])
  })

  test('goes on after work that failed', async () => {
    const works = new Works()
    const failing = works.lane.job(() => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    void works.job('b')
    expect(works.started).toEqual(['b'])
  })
})

describe('previews', () => {
  test('coarse goes before full', async () => {
    const works = new Works()
    void works.job('a')
    void works.preview('coarse', 'c')
    void works.preview('full', 'f')
    await works.end('a')
    await works.end('c')
    expect(works.started).toEqual(['a', 'c', 'f'])
  })

  test('that wait are superseded by newer ones of their kind', async () => {
    const works = new Works()
    void works.job('a')
    const [oldCoarse, oldFull] = [works.preview('coarse', 'c1'), works.preview('full', 'f1')]
    void works.preview('full', 'f2')
    await expect(oldFull).rejects.toMatchObject(cancelled)
    void works.preview('coarse', 'c2')
    await expect(oldCoarse).rejects.toMatchObject(cancelled)
    await works.end('a')
    expect(works.started).toEqual(['a', 'c2'])
  })

  test('a new coarse one makes a waiting full one stale', async () => {
    const works = new Works()
    void works.job('a')
    const stale = works.preview('full', 'f')
    void works.preview('coarse', 'c')
    await expect(stale).rejects.toMatchObject(cancelled)
  })

  test('a new coarse one stops a running full one, not a running coarse one', async () => {
    const works = new Works()
    const full = works.preview('full', 'f')
    void works.preview('coarse', 'c1')
    await expect(full).rejects.toThrow('f aborted')
    await turn()
    void works.preview('coarse', 'c2')
    expect(works.started).toEqual(['f', 'c1'])
    await works.end('c1')
    expect(works.started).toEqual(['f', 'c1', 'c2'])
  })

  test('tells when it is idle', async () => {
    const works = new Works()
    await works.lane.whenIdle()
    void works.job('one')
    void works.job('two')
    let isIdle = false
    const idle = works.lane.whenIdle().then(() => (isIdle = true))
    await works.end('one')
    expect(isIdle).toBe(false)
    await works.end('two')
    await idle
    expect(isIdle).toBe(true)
  })
})
