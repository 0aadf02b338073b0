import type { Page } from '@playwright/test'
import { openDeck } from './deck'
import { expect, test } from './launch'
import { pasteOntoWall } from './paste-onto-wall'

const cell = (page: Page) =>
  page.getByTestId('kernel-wall').getByRole('gridcell').getByRole('textbox')
const shape = (page: Page) => page.getByTestId('weights-shape')

/** The numbers of the first kernel, as the wall copies them. */
async function kernel(page: Page): Promise<number[]> {
  await cell(page).focus()
  await page.keyboard.press('Control+Home')
  const copied = await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    const init = { clipboardData, bubbles: true, cancelable: true }
    document.activeElement?.dispatchEvent(new ClipboardEvent('copy', init))
    return clipboardData.getData('text/plain')
  })
  return copied.split(/\s+/).map(Number)
}

test('plain rows that fit go onto the wall at once; others are shown before they are applied', async ({
  page,
}) => {
  await pasteOntoWall(page, '1 2 3\n4 5 6\n7 8 9')
  await expect(page.getByTestId('paste-dialog')).toBeHidden()
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: paste')
  await expect.poll(() => cell(page).inputValue()).toBe('1')

  await pasteOntoWall(page, 'np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16')
  const dialog = page.getByTestId('paste-dialog')
  await expect(dialog.getByTestId('paste-format')).toHaveText('NumPy array')
  await expect(dialog.getByTestId('paste-shape')).toHaveText('3 × 3')
  await expect(dialog.getByTestId('paste-divisor')).toHaveText('16')
  await expect(dialog.getByTestId('pasted-numbers').getByRole('cell')).toHaveText([
    '.0625',
    '.125',
    '.0625',
    '.125',
    '.25',
    '.125',
    '.0625',
    '.125',
    '.0625',
  ])
  await expect(cell(page)).toHaveValue('1')
  await dialog.getByTestId('paste-apply').click()
  await expect(page.getByTestId('undo')).toHaveAccessibleName('Undo: paste 1 × 1 × 3 × 3')
  expect(await kernel(page)).toEqual([1, 2, 1, 2, 4, 2, 1, 2, 1].map((value) => value / 16))
  await page.getByTestId('undo').click()
  expect(await kernel(page)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('an SVG filter is turned by 180°, with its divisor, bias and edge', async ({ page }) => {
  await pasteOntoWall(
    page,
    '<feConvolveMatrix order="3" kernelMatrix="1 2 3 4 5 6 7 8 9" divisor="2" bias="0.5" edgeMode="wrap"/>',
  )
  const dialog = page.getByTestId('paste-dialog')
  await expect(dialog.getByTestId('paste-format')).toHaveText('SVG feConvolveMatrix')
  await expect(dialog.getByTestId('paste-turned')).toContainText('Turned by 180°')
  await expect(dialog.getByTestId('pasted-numbers').getByRole('cell').first()).toHaveText('4.5')
  await dialog.getByTestId('choice-correlation').click()
  await expect(dialog.getByTestId('pasted-numbers').getByRole('cell').first()).toHaveText('.5')
  await dialog.getByTestId('choice-convolution').click()
  await dialog.getByTestId('choice-diagonal').click()
  await dialog.getByTestId('paste-apply').click()
  await expect(shape(page)).toHaveText('3 × 3 × 3 × 3')
  await expect(page.getByTestId('padding')).toContainText('Circular')
  expect(await kernel(page)).toEqual([4.5, 4, 3.5, 3, 2.5, 2, 1.5, 1, 0.5])
})

test('a 3×3×3×3 tensor is asked about, and HWIO becomes OIHW', async ({ page }) => {
  const numbers = Array.from({ length: 3 }, (_, h) =>
    Array.from({ length: 3 }, (_, w) =>
      Array.from({ length: 3 }, (_, i) =>
        Array.from({ length: 3 }, (_, o) => h * 1000 + w * 100 + i * 10 + o),
      ),
    ),
  )
  await pasteOntoWall(page, `tensor(${JSON.stringify(numbers)})`)
  const dialog = page.getByTestId('paste-dialog')
  await expect(dialog.getByTestId('paste-ask')).toHaveText(
    '3 × 3 × 3 × 3 can be read in more than one way: choose how.',
  )
  await expect(dialog.getByTestId('paste-apply')).toBeDisabled()
  await dialog.getByTestId('choice-hwio').click()
  await dialog.getByTestId('paste-apply').click()
  await expect(shape(page)).toHaveText('3 × 3 × 3 × 3')
  // W[0, 0, y, x] was at [y, x, 0, 0]
  expect(await kernel(page)).toEqual([0, 100, 200, 1000, 1100, 1200, 2000, 2100, 2200])
})

test('the dialog opens by its key, guesses while one types, and names the place of a mistake', async ({
  page,
}) => {
  await openDeck(page)
  await page.keyboard.press('Control+Shift+V')
  const text = page.getByTestId('paste-text')
  await expect(text).toBeFocused()
  await page.keyboard.type('[1 2; 3 x]/9')
  await expect(page.getByTestId('paste-fault')).toHaveText(
    'Row 1, word 4: “x” is not a number; write 0.25, 1/4, −2 or 1e-3.',
  )
  await text.fill('[1 2; 3 4]/10')
  await expect(page.getByTestId('paste-format')).toHaveText('MATLAB matrix')
  await page.getByTestId('paste-targets').getByTestId('choice-append').click()
  await text.press('Control+Enter')
  await expect(shape(page)).toHaveText('5 × 2 × 3 × 3')
  await expect(page.getByTestId('map')).toHaveCount(5)
  await expect(page.getByText('1 × 1 × 2 × 2 weights are on the wall.')).toBeVisible()
})
