import type { Locator } from '@playwright/test'
import { expect, test } from './launch'

const numberOf = async (one: Locator, name: string): Promise<number> =>
  Number((await one.getAttribute(`data-${name}`)) ?? NaN)

test('a second layer passes maps on, ReLU stands between, and the two are fused', async ({
  page,
}) => {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('map')).toHaveCount(4)
  await expect(page.getByTestId('layer-1')).toContainText('3×400×600 → 4×400×600')
  expect(await numberOf(page.getByTestId('layer-1'), 'parameters')).toBe(112)
  // A coarse preview has other ranges than the whole.
  await expect(page.getByTestId('maps')).toHaveAttribute('data-drawn', /[1-9]/)
  const first = page.getByTestId('map').nth(1).locator('.foot .number').first()
  const low = await first.textContent()
  expect(low).toContain('−')

  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByTestId('layer-2')).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByTestId('layer-2')).toContainText('4×400×600 → 4×400×600')
  await expect(page.getByTestId('weights-shape')).toHaveText('4 × 4 × 3 × 3')
  await expect(page.getByTestId('stack-total')).toHaveText('2 layers, 260 parameters')
  await expect(first).toHaveText(low ?? '')

  // ReLU after the first layer: the second sees nothing below 0, and neither do its maps.
  await page.keyboard.press('Control+PageUp')
  await page.getByTestId('choice-relu').click()
  await expect(page.getByTestId('fuse')).toBeDisabled()
  await page.keyboard.press('Control+PageDown')
  await expect(first).toHaveText('0')
  await page.keyboard.press('Control+PageUp')
  await page.getByTestId('choice-none').click()
  await page.getByTestId('fuse').click()
  await expect(page.getByTestId('layer-2')).toHaveCount(0)
  await expect(page.getByTestId('weights-shape')).toHaveText('4 × 3 × 5 × 5')
  const fusion = page.getByTestId('fusion')
  await expect(fusion).toContainText('Largest difference inside')
  expect(await numberOf(fusion, 'inside')).toBeLessThan(1e-5)
  await page.getByTestId('undo').click()
  await expect(page.getByTestId('layer-2')).toHaveCount(1)
  await page.getByTestId('redo').click()
  await expect(page.getByTestId('weights-shape')).toHaveText('4 × 3 × 5 × 5')
})

test('a layer that was added is taken away again', async ({ page }) => {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('map')).toHaveCount(4)
  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByTestId('weights-shape')).toHaveText('4 × 4 × 3 × 3')
  await page.getByTestId('remove-layer').click()
  await expect(page.getByTestId('weights-shape')).toHaveText('4 × 3 × 3 × 3')
  await expect(page.getByTestId('stack-total')).toHaveCount(0)
})

test('the slider cuts the channels into groups, from dense to depthwise', async ({ page }) => {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('map')).toHaveCount(4)
  await expect(page.getByTestId('groups-slider')).toHaveCount(0)
  await page.keyboard.press('Control+Shift+L')
  const slider = page.getByTestId('groups-slider')
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('weights-shape')).toHaveText('4 × 2 × 3 × 3')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('weights-shape')).toHaveText('4 × 1 × 3 × 3')
  await expect(slider).toHaveAttribute('aria-valuetext', /depthwise/)
  await expect(page.getByTestId('stack-total')).toHaveText('2 layers, 152 parameters')
})
