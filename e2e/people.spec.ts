import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { openDeck, pinFromCorner } from './deck'
import { expect, test, type RunningLab } from './launch'

/** What axe finds wrong, one line per kind: its rule and the first element. */
async function findings(page: Page): Promise<string[]> {
  // Legacy mode: everything runs in this page, since an Electron window opens no second one.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.length} × ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.any[0]?.message ?? ''}`) // prettier-ignore
}

/** axe's findings of a view in both themes. */
async function both(lab: RunningLab, view: string): Promise<string[]> {
  const page = await lab.labPage()
  const found: string[] = []
  for (const theme of ['light', 'dark'] as const) {
    await lab.invoke('changeSettings', { theme })
    await expect(page.locator('html')).toHaveClass(theme === 'dark' ? /dark/ : /^$/)
    found.push(...(await findings(page)).map((one) => `${view}, ${theme}: ${one}`))
  }
  return found
}

test('axe finds nothing on any view, in both themes', async ({ lab, page }) => {
  test.setTimeout(240_000)
  const found: string[] = []
  const look = async (view: string): Promise<void> => void found.push(...(await both(lab, view)))

  await look('lab, empty')
  await openDeck(page)
  await look('lab with a picture')
  await pinFromCorner(page.getByTestId('map').first(), 0, 0)
  await expect(page.getByTestId('receipt-place')).toHaveText('Y0 at column 0, row 0')
  await look('pinned receipt')
  await page.getByTestId('presets').click()
  await expect(page.getByTestId('preset-search')).toBeVisible()
  await look('presets')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByTestId('palette-search')).toBeVisible()
  await look('palette')
  await page.keyboard.press('Escape')
  await page.getByTestId('copy-as-code').click()
  await expect(page.getByTestId('code-text')).toBeVisible()
  await look('code')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+V')
  await page.getByTestId('paste-text').fill('[1 2; 3 4]/9')
  await look('paste')
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Race' }).click()
  await look('race, empty')
  await page.getByTestId('race-run').click()
  await expect(page.getByTestId('race-summary')).toContainText('agree to', { timeout: 40_000 })
  await look('race, run')
  expect(found).toEqual([])
})

test('the main job is done by keys alone', async ({ page }) => {
  const palette = async (words: string): Promise<void> => {
    await page.keyboard.press('Control+k')
    await expect(page.getByTestId('palette-search')).toBeFocused()
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('palette-search')).toBeHidden()
  }
  await palette('coffee')
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
  await palette('box blur 3')
  await expect(page.getByTestId('weights-shape')).toHaveText('3 × 3 × 3 × 3')

  await tabTo(page, '[data-test="kernel-wall"] [role="gridcell"] input')
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('2')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: weight of Y0 to 2')

  await tabTo(page, '[data-test="map"] [role="img"]')
  for (const key of ['ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
  const reading = page.getByTestId('map').first().getByTestId('reading')
  await expect(reading).toHaveAttribute('data-value', /\d/)
  await page.keyboard.press('Enter')
  const equation = page.getByTestId('receipt-equation').locator('.value')
  await expect.poll(() => equation.count()).toBeGreaterThan(3)
  const numbers = (await equation.allTextContents()).map((text) => Number(text.replace('−', '-')))
  const value = Number(await reading.getAttribute('data-value'))
  expect(Math.abs((numbers.at(-1) ?? NaN) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-3)

  await palette('run the race')
  await expect(page.getByTestId('race-summary')).toContainText('agree to', { timeout: 40_000 })
})

/** Presses Tab until an element has the focus, as a person without a pointer does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 160; step++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${selector}.`)
}
