import type { AxeResults } from 'axe-core'
import axe from 'axe-core'
import type { Page } from '@playwright/test'
import { expect, type RunningLab } from './launch'

/** axe as the page holds it. */
interface WithAxe {
  readonly axe: { run(options: { resultTypes: ['violations'] }): Promise<AxeResults> }
}

/** What axe finds wrong, one line per kind: its rule and the first element. */
export async function findings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (window as unknown as WithAxe).axe.run({ resultTypes: ['violations'] }),
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes.length} × ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.any[0]?.message ?? ''}`) // prettier-ignore
}

type Theme = 'light' | 'dark'

/** Asks axe about one view after another, each in both themes, and keeps what it finds. */
export class AxeWalk {
  readonly #found: string[] = []
  readonly #lab: RunningLab
  #views = 0
  #theme: Theme = 'light'

  constructor(lab: RunningLab) {
    this.#lab = lab
  }

  /** The view as it is now, in the theme of the last one and then in the other; `view` is how findings name it. */
  async look(view: string): Promise<void> {
    const other = this.#theme === 'light' ? 'dark' : 'light'
    for (const theme of [this.#theme, other] as const) await this.#lookIn(theme, view)
    this.#theme = other
    this.#views++
  }

  async #lookIn(theme: Theme, view: string): Promise<void> {
    const page = await this.#lab.labPage()
    if (theme !== this.#theme || this.#views === 0) {
      await this.#lab.invoke('changeSettings', { theme })
    }
    await expect(page.locator('html')).toHaveClass(theme === 'dark' ? /dark/ : /^(?!.*dark)/)
    await settled(page)
    const all = await findings(page)
    this.#found.push(...all.map((one) => `${view}, ${theme}: ${one}`))
  }

  /** Nothing was found on any of the views, which were this many. */
  end(views: number): void {
    expect(this.#found).toEqual([])
    expect(this.#views).toBe(views)
  }
}

/** Colours that still change are neither theme's: waits until every transition has ended. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition)
    await Promise.allSettled(moving.map(({ finished }) => finished))
  })
}
