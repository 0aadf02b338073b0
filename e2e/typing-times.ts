import type { Page } from '@playwright/test'

/** What typing on the wall did since `watchTyping`. */
export interface Typing {
  /** For each digit, ms from its key until the wall's canvas held it. */
  readonly drawn: readonly number[]
  /** For each digit, ms from its key until the frame that shows it was handed to the compositor. */
  readonly framed: readonly number[]
  /** For each digit, how many kernels were painted for it. */
  readonly repainted: readonly number[]
  /** For each preview that was asked for, of how many maps. */
  readonly asked: readonly number[]
}

interface Notes {
  drawn: number[]
  framed: number[]
  repainted: number[]
  asked: number[]
}

type Watched = typeof globalThis & { typing: Notes }

/** Notes from now on, without changing the lab, when digits are on the wall and what was done for them. */
export async function watchTyping(page: Page): Promise<void> {
  await page.evaluate(() => {
    const notes: Notes = { drawn: [], framed: [], repainted: [], asked: [] }
    ;(globalThis as Watched).typing = notes
    let key = NaN
    let isAwaited = false
    addEventListener('keydown', (event) => (key = event.timeStamp), { capture: true })
    const frame = (start: number): void => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => void notes.framed.push(performance.now() - start)
      channel.port2.postMessage(null)
    }
    const follow = (): void => {
      const start = key
      isAwaited = true
      requestAnimationFrame(() => frame(start))
    }
    addEventListener('input', follow, { capture: true })
    const canvas = document.querySelector<HTMLCanvasElement>('[data-test=kernel-wall] canvas')
    new MutationObserver(() => {
      if (!isAwaited) return
      isAwaited = false
      notes.drawn.push(performance.now() - key)
      notes.repainted.push(Number(canvas?.dataset['repainted']))
    }).observe(canvas!, { attributeFilter: ['data-repainted'] })
    const post = MessagePort.prototype.postMessage as (this: MessagePort, ...all: unknown[]) => void
    MessagePort.prototype.postMessage = function (...all: unknown[]) {
      const message = all[0] as { name?: string; request?: { outputs: unknown[] } } | null
      if (message?.name === 'preview') notes.asked.push(message.request?.outputs.length ?? NaN)
      post.apply(this, all)
    }
  })
}

/** What was noted so far. */
export function readTyping(page: Page): Promise<Typing> {
  return page.evaluate(() => (globalThis as Watched).typing)
}
