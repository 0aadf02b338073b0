import type { Page } from '@playwright/test'
import { npy, openDeck, openNpy, takePreset } from './deck'
import { expect, test } from './launch'

const choose = async (page: Page, id: string): Promise<void> => {
  await page.getByTestId(`convention-${id}`).click()
  await expect(page.getByTestId('conventions-result')).toHaveAttribute('data-of', id)
}
const differing = (page: Page) => page.getByTestId('differing')
const value = (page: Page, figure: string) =>
  page.getByTestId(`figure-${figure}`).getByTestId('figure-value')

/** Sets every setting of the layer bar that a story needs. */
async function usePadding(page: Page, rule: string, mode: string): Promise<void> {
  await page.getByTestId('padding').click()
  await page.getByTestId(`choice-${rule}`).click()
  await page.getByTestId(`mode-${mode}`).click()
  await page.keyboard.press('Escape')
}

test('flipping the lecture’s kernel changes all four outputs by 28', async ({ page }) => {
  await openDeck(page)
  await takePreset(page, '56', 'deck-56')
  await expect(page.getByTestId('geometry')).toHaveText('2×3×3 → 1×2×2')
  await page.keyboard.press('Control+Shift+k')
  await expect(differing(page)).toHaveText('4 / 4 100 %')
  await expect(page.getByTestId('largest')).toHaveText('28 at y 0, x 0: 56 → 28')
  await expect(value(page, 'asIs')).toHaveText('56')
  await expect(value(page, 'changed')).toHaveText('28')
  await expect(page.getByTestId('where')).toContainText('inside as well: 4')
  // The last output: 120 against 92.
  const map = page.getByTestId('figure-asIs').getByRole('img', { name: 'As it is' })
  await map.focus()
  for (const key of ['ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
  await expect(value(page, 'asIs')).toHaveText('120')
  await expect(value(page, 'changed')).toHaveText('92')
  await expect(value(page, 'difference')).toHaveText('28')

  await page.getByTestId('conventions-use').click()
  await expect(page.getByTestId('convention-flip')).toHaveText('Correlation')
  await expect(page.getByTestId('largest')).toContainText('28 → 56')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('undo')).toBeEnabled()
  await page.getByTestId('undo').click()
  await page.keyboard.press('Control+Shift+k')
  await expect(page.getByTestId('largest')).toContainText('56 → 28')
})

test('paddings change the frame alone, and valid leaves it out', async ({ page }) => {
  await openNpy(page, 'ones.npy', npy([1, 6, 9], Array<number>(54).fill(1)))
  await takePreset(page, 'box 3', 'box-3')
  await usePadding(page, 'same', 'zero')
  await expect(page.getByTestId('geometry')).toContainText('1×6×9 → ')
  await page.getByTestId('conventions-show').click()

  await expect(page.getByTestId('conventions-result')).toHaveAttribute('data-of', 'flip')
  await expect(differing(page)).toHaveText('0 / 54 0 %')
  await expect(page.getByTestId('why')).toContainText('stays the same in a half turn')

  await choose(page, 'mode-replicate')
  // 2(h + w) − 4 = 26; a corner's mean of ones is 4/9, with replicate 1.
  await expect(differing(page)).toHaveText('26 / 54 48.1 %')
  await expect(page.getByTestId('largest')).toHaveText('0.5556 at y 0, x 0: 0.4444 → 1')
  await expect(page.getByTestId('where')).toHaveText('only where the window reaches over the edge')
  await expect(page.getByTestId('why')).toContainText('26 of 54')

  await choose(page, 'size')
  await expect(differing(page)).toHaveText('0 / 28 0 %')
  await expect(page.getByTestId('why')).toContainText('9 × 6 becomes 7 × 4')
  await expect(page.getByTestId('convention-anchor')).toBeDisabled()

  await page.getByTestId('convention-size').press('ArrowUp')
  await expect(page.getByTestId('conventions-result')).toHaveAttribute('data-of', 'mode-circular')
  await expect(differing(page)).toHaveText('26 / 54 48.1 %')
})

test('on a photo the frame is counted to the pixel', async ({ page }) => {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
  await page.getByTestId('conventions-show').click()
  await page.getByTestId('conventions-output').selectOption('2')
  await choose(page, 'flip')
  // The Laplacian is its own half turn.
  await expect(differing(page)).toHaveAttribute('data-count', '0')
  await choose(page, 'mode-zero')
  await expect(page.getByTestId('why')).toContainText('1,996 of 240,000')
  const count = async () => Number(await differing(page).getAttribute('data-count'))
  const isOfTheFrame = (pixels: number) => pixels > 1500 && pixels <= 2 * (400 + 600) - 4
  await expect.poll(async () => isOfTheFrame(await count())).toBe(true)
})
