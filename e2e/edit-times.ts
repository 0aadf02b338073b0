import type { Page } from '@playwright/test'

/** Where the time of one edit went, ms after its key arrived in the lab window. */
export interface EditTimes {
  /** The port has the question for the coarse result; NaN when the whole one was asked for alone. */
  readonly coarseAsked: number
  /** The last canvas holds the coarse result. */
  readonly coarseDrawn: number
  readonly wholeAsked: number
  /** The last canvas holds the whole result. */
  readonly wholeDrawn: number
  /** The frame that shows the whole result was handed to the compositor. */
  readonly wholeFramed: number
  /** In the compute window alone, from the question's arrival to the answer: coarse and whole. */
  readonly coarseComputed: number
  readonly wholeComputed: number
}

interface Entry {
  readonly what: string
  /** ms since the epoch: the same clock in both windows. */
  readonly at: number
  readonly id?: number
  readonly isCoarse?: boolean
}

type Watched = typeof globalThis & { entries: Entry[] }

/** Notes from now on, without changing the lab, when each window does what an edit takes. */
export async function watchEdits(lab: Page, compute: Page): Promise<void> {
  for (const page of [lab, compute]) await page.evaluate(watch)
}

function watch(): void {
  const watched = globalThis as Watched
  watched.entries = []
  const note = (what: string, more: Omit<Entry, 'what' | 'at'> = {}): void =>
    void watched.entries.push({ what, at: performance.timeOrigin + performance.now(), ...more })
  addEventListener('keydown', () => note('key'), { capture: true })
  const post = MessagePort.prototype.postMessage as (this: MessagePort, ...all: unknown[]) => void
  MessagePort.prototype.postMessage = function (...all: unknown[]) {
    const message = all[0] as { ask?: number; answer?: number; name?: string; request?: unknown }
    if (message?.name === 'preview') {
      const { coarse: isCoarse } = message.request as { coarse: boolean }
      note('ask', { id: message.ask ?? 0, isCoarse })
    }
    if (message?.answer) note('answer', { id: message.answer })
    post.apply(this, all)
  }
  const put = CanvasRenderingContext2D.prototype.putImageData as (...all: unknown[]) => void
  CanvasRenderingContext2D.prototype.putImageData = function (...all: unknown[]) {
    put.apply(this, all)
    note('drawn')
  }
  const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')
  const heard = new WeakSet()
  Object.defineProperty(MessageEvent.prototype, 'data', {
    get(this: MessageEvent) {
      const message: unknown = data?.get?.call(this)
      const { ask, answer } = (message ?? {}) as { ask?: number; answer?: number }
      if ((ask ?? answer) !== undefined && !heard.has(this)) {
        heard.add(this)
        note(ask ? 'asked' : 'answered', { id: ask ?? answer ?? 0 })
      }
      return message
    },
  })
}

/** Forgets what was noted once the lab has nothing to do, so that the next edit stands alone. */
export async function startEdit(lab: Page, compute: Page): Promise<void> {
  await lab.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  for (const page of [lab, compute]) {
    await page.evaluate(() => void ((globalThis as Watched).entries = []))
  }
}

/** The times of the one edit since `startEdit`; wholeLatencyMs: as the lab itself measured it. */
export async function readEdit(
  lab: Page,
  compute: Page,
  wholeLatencyMs: number,
): Promise<EditTimes> {
  const entries = (page: Page): Promise<Entry[]> =>
    page.evaluate(() => (globalThis as Watched).entries)
  const [here, there] = [await entries(lab), await entries(compute)]
  const start = here.filter(({ what }) => what === 'key').at(-1)?.at ?? NaN
  const askOf = (isCoarse: boolean): Entry | undefined =>
    here.find((one) => one.what === 'ask' && one.isCoarse === isCoarse)
  const of = (all: Entry[], what: string, id: number | undefined): number =>
    all.find((one) => one.what === what && one.id === id)?.at ?? NaN
  const answered = (id: number | undefined): number => of(here, 'answered', id)
  const [coarse, whole] = [askOf(true), askOf(false)]
  const lastDrawn = (from: number, to: number): number =>
    here.filter(({ what, at }) => what === 'drawn' && at >= from && at <= to).at(-1)?.at ?? NaN
  const computed = (id: number | undefined): number =>
    of(there, 'answer', id) - of(there, 'asked', id)
  return {
    coarseAsked: (coarse?.at ?? NaN) - start,
    coarseDrawn: lastDrawn(answered(coarse?.id), answered(whole?.id)) - start,
    wholeAsked: (whole?.at ?? NaN) - start,
    wholeDrawn: lastDrawn(answered(whole?.id), Infinity) - start,
    wholeFramed: wholeLatencyMs,
    coarseComputed: computed(coarse?.id),
    wholeComputed: computed(whole?.id),
  }
}

/** For each key since `startEdit`: ms until a canvas held a result that was asked for after it. */
export async function readBurst(lab: Page): Promise<readonly number[]> {
  const entries = await lab.evaluate(() => (globalThis as Watched).entries)
  const asks = new Map(entries.flatMap((one) => (one.what === 'ask' ? [[one.id, one.at]] : [])))
  let askedAt = -Infinity
  const shown: { readonly askedAt: number; readonly at: number }[] = []
  for (const { what, id, at } of entries) {
    if (what === 'answered') askedAt = asks.get(id) ?? askedAt
    if (what === 'drawn') shown.push({ askedAt, at })
  }
  return entries
    .filter(({ what }) => what === 'key')
    .map((key) => (shown.find((one) => one.askedAt >= key.at)?.at ?? NaN) - key.at)
}

/** One line for each time: median (smallest–largest) of those that are numbers. */
export function tableOf(times: readonly EditTimes[]): string {
  const names = Object.keys(times[0] ?? {}) as (keyof EditTimes)[]
  return names
    .map((name) => `${name.padEnd(16)}${spread(times.map((one) => one[name]))}`)
    .join('\n')
}

/** Median (smallest–largest) of the values that are numbers. */
export function spread(all: readonly number[]): string {
  const values = all.filter(Number.isFinite).sort((a, b) => a - b)
  const show = (at: number): string => (values[at] ?? NaN).toFixed(1).padStart(6)
  const median = show(values.length >> 1)
  return `${median} ms (${show(0).trim()}–${show(values.length - 1).trim()}, n ${values.length})`
}
