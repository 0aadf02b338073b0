import type { Page } from '@playwright/test'
import { expect, test } from './launch'

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
