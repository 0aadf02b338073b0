import type { Locator } from '@playwright/test'
import { openDeck, pinFromCorner, takePreset } from './deck'
import { expect, test } from './launch'

const numberOf = async (one: Locator, name: string): Promise<number> =>
  Number((await one.getAttribute(`data-${name}`)) ?? NaN)

test('a second layer passes maps on, ReLU stands between, and the two are fused', async ({
  page,
}) => {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('map')).toHaveCount(4)
  // A single layer takes no room for a strip; its sizes are told elsewhere.
  await expect(page.getByTestId('layer-strip')).toHaveCount(0)
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
  await expect(page.getByTestId('parameters')).toHaveText('112 parameters')
  // A coarse preview has other ranges than the whole.
  await expect(page.getByTestId('maps')).toHaveAttribute('data-drawn', /[1-9]/)
  const first = page.getByTestId('map').nth(1).locator('.foot .number').first()
  const low = await first.textContent()
  expect(low).toContain('−')

  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByTestId('layer-2')).toHaveAttribute('aria-selected', 'true')
  // What it sees are the maps of the first, however many these are.
  const heads = page.getByTestId('kernel-wall').locator('.heads-x .name')
  await expect(heads).toHaveText(['Y0', 'Y1', 'Y2', 'Y3'])
  await expect(page.getByTestId('layer-1')).toContainText('3×400×600 → 4×400×600')
  expect(await numberOf(page.getByTestId('layer-1'), 'parameters')).toBe(112)
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
  await page.getByTestId('add-second-layer').click()
  await expect(page.getByTestId('weights-shape')).toHaveText('4 × 4 × 3 × 3')
  await expect(page.getByTestId('add-second-layer')).toHaveCount(0)
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

test('receipt and race of the second layer are over what the first one gives', async ({ page }) => {
  await openDeck(page)
  await takePreset(page, '56', 'deck-56')
  await expect(page.getByTestId('geometry')).toHaveText('2×3×3 → 1×2×2')
  await page.getByTestId('add-second-layer').click()
  await takePreset(page, 'emboss', 'emboss')
  await expect(page.getByTestId('geometry')).toHaveText('1×2×2 → 1×2×2')

  // The first layer by hand (2-D cross-correlation over two channels), then emboss over that, its
  // edge repeated.
  const X = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
  ]
  const K = [
    [0, 1, 2, 3],
    [1, 2, 3, 4],
  ]
  const pairs = [0, 1].flatMap((y) => [0, 1].map((x) => [y, x] as const))
  const first = pairs.map(([y, x]) =>
    pairs.reduce(
      (sum, [a, b], tap) =>
        sum + X.reduce((part, plane, c) => part + plane[3 * (y + a) + x + b]! * K[c]![tap]!, 0),
      0,
    ),
  )
  expect(first).toEqual([56, 72, 104, 120])
  const emboss = [-2, -1, 0, -1, 1, 1, 0, 1, 2]
  const near = (place: number): number => Math.max(0, Math.min(1, place))
  const taps = emboss.map((weight, tap) => {
    const [y, x] = [near(Math.floor(tap / 3) - 1), near((tap % 3) - 1)]
    return { value: first[2 * y + x]!, weight }
  })
  const sum = taps.reduce((total, { value, weight }) => total + value * weight, 0)
  expect(sum).toBe(248)

  await pinFromCorner(page.getByTestId('map'), 0, 0)
  await expect(page.getByTestId('receipt-equation')).toContainText(`y${sum}`)
  await expect(page.getByTestId('receipt-engine')).toHaveText(`CPU ${sum} · Δ 0`)
  await expect(page.getByTestId('receipt-channel')).toHaveCount(1)
  const titles = await page
    .getByTestId('receipt-channel')
    .locator('table')
    .last()
    .locator('td')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title')?.split('\n')[1]))
  const minus = (value: number): string => String(value).replace('-', '−')
  expect(titles).toEqual(
    taps.map(({ value, weight }) => `${value} × ${minus(weight)} = ${minus(value * weight || 0)}`),
  )
  // The map's own number at that place is the products' sum.
  await expect(page.getByTestId('map').locator('.reading')).toHaveText(String(sum))

  await page.getByRole('tab', { name: 'Race' }).click()
  await page.getByTestId('race-run').click()
  await expect(page.getByTestId('race-subject')).toContainText('1×2×2 → 1×2×2')
  const rows = page.getByTestId('race-table').locator('tbody tr')
  await expect(rows.first()).toHaveAttribute('data-kind', 'timed')
  const kinds = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-kind')))
  expect(new Set(kinds)).toEqual(new Set(['timed']))
  await expect(page.getByTestId('race-summary')).toContainText('agree to')
})
