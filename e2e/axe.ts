import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, type RunningLab } from './launch'

/** What axe finds wrong, one line per kind: its rule and the first element. */
async function findings(page: Page): Promise<string[]> {
  // Legacy mode: everything runs in this page, since an Electron window opens no second one.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.length} × ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.any[0]?.message ?? ''}`) // prettier-ignore
}

/** Asks axe about one view after another, each in both themes, and keeps what it finds. */
export class AxeWalk {
  readonly #found: string[] = []
  readonly #lab: RunningLab
  #views = 0

  constructor(lab: RunningLab) {
    this.#lab = lab
  }

  /** The view as it is now, light and dark; `view` is how findings name it. */
  async look(view: string): Promise<void> {
    const page = await this.#lab.labPage()
    this.#views++
    for (const theme of ['light', 'dark'] as const) {
      await this.#lab.invoke('changeSettings', { theme })
      await expect(page.locator('html')).toHaveClass(theme === 'dark' ? /dark/ : /^$/)
      await settled(page)
      const all = await findings(page)
      this.#found.push(...all.map((one) => `${view}, ${theme}: ${one}`))
    }
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
