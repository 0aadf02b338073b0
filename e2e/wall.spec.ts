import { expect, test } from './launch'
import type { Page } from '@playwright/test'

const cell = (page: Page) => page.getByRole('gridcell').getByRole('textbox')

/** Opens the deck-like start: a 1-output layer by keys alone, the first cell focused. */
async function focusFirst(page: Page): Promise<void> {
  await page.getByTestId('kernel-wall').getByRole('textbox').last().focus()
  await page.keyboard.press('Home')
}

test('several cells and kernels are selected, edited, copied and pasted by keys', async ({
  lab,
}) => {
  const page = await lab.labPage()
  await focusFirst(page)
  const input = cell(page)
  await expect(page.getByTestId('wall-selected')).toHaveText('1 kernel')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByTestId('wall-selected')).toHaveText('4 cells')
  await page.keyboard.type('7')
  await page.keyboard.press('Control+Enter')
  await expect(input).toHaveValue('7')
  await page.keyboard.press('ArrowDown')
  await expect(input).toHaveValue('7')
  await page.keyboard.press('ArrowRight')
  await expect(input).toHaveValue('7')
  await page.keyboard.press('ArrowRight')
  await expect(input).not.toHaveValue('7')

  // Two of the sevens go to the second row of Y1.
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('PageDown')
  await page.keyboard.press('Control+v')
  await expect(page.getByTestId('undo')).toHaveAttribute('title', 'Undo: paste')
  await expect(input).toHaveValue('7')
  await page.keyboard.press('ArrowRight')
  await expect(input).toHaveValue('7')

  // The whole wall, doubled, and taken back in one step.
  await page.keyboard.press('Control+a')
  await expect(page.getByTestId('wall-selected')).toHaveText('12 kernels')
  await page.getByTestId('wall-double').click()
  await page.getByTestId('kernel-wall').getByRole('textbox').last().focus()
  await page.keyboard.press('Control+Home')
  await expect(page.getByTestId('undo')).toHaveAttribute('title', 'Undo: scale')
  await page.getByTestId('undo').click()
  await page.getByTestId('undo').click()
})

test('a channel is muted, another gains, and the maps follow', async ({ lab }) => {
  const page = await lab.labPage()
  await page.keyboard.press('Control+k')
  await page.getByTestId('palette-search').fill('coffee')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('map')).toHaveCount(4)
  const mute = page.getByTestId('mute-R')
  await mute.click()
  await expect(mute).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByTestId('undo')).toHaveAttribute('title', 'Undo: mute')
  await mute.click()
  await page.getByTestId('gain-R').fill('-2')
  await page.getByTestId('gain-R').press('Enter')
  await page.getByTestId('gain-R').blur()
  await expect(page.getByTestId('undo')).toHaveAttribute('title', 'Undo: gain')
  await page.getByTestId('solo-R').click()
  await expect(page.getByTestId('undo')).toHaveAttribute('title', 'Undo: solo')
})
