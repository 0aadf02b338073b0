import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { openDeck, pinFromCorner, takePreset } from './deck'
import { freshFolder } from './electron'
import { expect, test } from './launch'
import { settledBox } from './settled'

async function openPhoto(page: Page): Promise<void> {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
}

const cell = (page: Page): Locator =>
  page.getByTestId('kernel-wall').getByRole('gridcell').getByRole('textbox')
const shape = (page: Page): Locator => page.getByTestId('weights-shape')
const field = (page: Page, name: string): Locator =>
  page.getByTestId('layer-bar').getByRole('spinbutton', { name })

/** The numbers of the receipt's line: partial sums, bias, value. */
const equation = (page: Page): Promise<string[]> =>
  page.getByTestId('receipt-equation').locator('.value').allTextContents()

test('the lecture’s two channels give 56, and the receipt says why', async ({ page }) => {
  await openDeck(page)
  await takePreset(page, '56', 'deck-56')
  await expect(page.getByTestId('geometry')).toHaveText('2×3×3 → 1×2×2')
  const map = page.getByTestId('map')
  await expect(map).toHaveCount(1)
  for (const [y, x, value] of [
    [0, 0, '56'],
    [0, 1, '72'],
    [1, 0, '104'],
    [1, 1, '120'],
  ] as const) {
    await pinFromCorner(map, y, x)
    await expect(page.getByTestId('receipt-place')).toHaveText(`Y0 at column ${x}, row ${y}`)
    await expect(map.getByTestId('reading')).toHaveAttribute('data-value', value)
    await page.keyboard.press('Enter')
  }

  await pinFromCorner(map, 0, 0)
  await expect.poll(() => equation(page)).toEqual(['19', '37', '0', '56'])
  const channels = page.getByTestId('receipt-channel')
  await expect(channels).toHaveCount(2)
  const products = channels.nth(1).getByRole('table', { name: /products/ })
  await expect(products.getByRole('cell')).toHaveText(['1', '4', '12', '20'])
  await expect(page.getByTestId('receipt-engine')).toContainText('CPU 56 · Δ 0')
})

test('true convolution turns the kernel, and the receipt follows', async ({ page }) => {
  await openDeck(page)
  await takePreset(page, '56', 'deck-56')
  await pinFromCorner(page.getByTestId('map'), 0, 0)
  await expect.poll(() => equation(page)).toEqual(['19', '37', '0', '56'])
  await page.getByTestId('choice-convolution').click()
  await expect.poll(async () => (await equation(page)).at(-1)).toBe('28')
})

test('weights are edited by keyboard alone', async ({ page }) => {
  await openPhoto(page)
  await cell(page).focus()
  await page.keyboard.type('1/9')
  await page.keyboard.press('Enter')
  await expect(cell(page)).toHaveAccessibleName(/Y0, channel R, row 2, column 1/)
  await page.keyboard.press('ArrowUp')
  await expect(cell(page)).toHaveValue('0.11111111')

  await page.keyboard.type('−0,5')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(cell(page)).toHaveAccessibleName(/row 1, column 3/)
  await page.keyboard.type('7')
  await page.keyboard.press('Escape')
  await expect(cell(page)).toHaveValue('0')
  await page.keyboard.press('Home')
  await expect(cell(page)).toHaveValue('-0.5')

  await page.keyboard.type('1/')
  await page.keyboard.press('Enter')
  await expect(page.getByText('“1/” is not a number; write 0.25, 1/4, −2 or 1e-3.')).toBeVisible()
  await page.keyboard.type('8')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await expect(cell(page)).toHaveValue('0.125')

  await page.keyboard.press('Alt+ArrowUp')
  await expect(cell(page)).toHaveValue('0.2')
  await page.keyboard.press('End')
  await expect(cell(page)).toHaveAccessibleName('Bias of Y0')
  await page.keyboard.type('3')
  await page.keyboard.press('Enter')
  await expect(cell(page)).toHaveAccessibleName('Bias of Y1')
  for (let time = 0; time < 5; time++) await page.keyboard.press('Control+z')
  await expect(page.getByTestId('undo')).toBeDisabled()
})

test('outputs are added, duplicated, moved and removed, and every step is undone by name', async ({
  page,
}) => {
  await openPhoto(page)
  await expect(shape(page)).toHaveText('4 × 3 × 3 × 3')
  await page.getByTestId('add-output').click()
  await expect(shape(page)).toHaveText('5 × 3 × 3 × 3')
  await expect(page.getByTestId('map')).toHaveCount(5)
  await page.getByRole('button', { name: 'Duplicate Y1' }).click()
  await expect(page.getByTestId('map')).toHaveCount(6)
  await page.getByRole('button', { name: 'Move Y2 up' }).click()
  // The wall follows what is moved; six rows are more than it has room for: back to its top.
  await settledBox(page.getByRole('button', { name: 'Remove Y1' }))
  await page.getByTestId('kernel-wall').hover()
  await page.mouse.wheel(0, -2000)
  await settledBox(page.getByRole('button', { name: 'Remove Y0' }))
  await page.getByRole('button', { name: 'Remove Y0' }).click()
  await expect(page.getByTestId('map')).toHaveCount(5)

  const undo = page.getByTestId('undo')
  for (const name of [
    'Undo: remove Y0',
    'Undo: move to Y1',
    'Undo: duplicate as Y2',
    'Undo: add Y4',
  ]) {
    await expect(undo).toHaveAccessibleName(name)
    await undo.click()
  }
  await expect(undo).toBeDisabled()
  await expect(shape(page)).toHaveText('4 × 3 × 3 × 3')
  const redo = page.getByTestId('redo')
  await redo.click()
  await redo.click()
  await expect(shape(page)).toHaveText('6 × 3 × 3 × 3')
  await expect(page.getByTestId('map')).toHaveCount(6)
})

test('a picture with other channels changes the wall, says so, and undo brings it back', async ({
  page,
}) => {
  await openDeck(page)
  await expect(shape(page)).toHaveText('4 × 2 × 3 × 3')
  await expect(page.getByText('The picture has 2 channels: the last column')).toBeVisible()
  await page.getByTestId('sample-coffee').click()
  await expect(shape(page)).toHaveText('4 × 3 × 3 × 3')
  await page.getByTestId('undo').click()
  await page.getByTestId('undo').click()
  await expect(page.getByTestId('undo')).toBeDisabled()
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
})

test('what cannot be is said in a sentence, and nothing is lost', async ({ page }) => {
  await openPhoto(page)
  const fault = page.getByTestId('layer-fault')
  await field(page, 'Groups').fill('2')
  await expect(fault).toHaveText('Groups 2 does not divide the 3 input channels.')
  await expect(shape(page)).toHaveText('4 × 3 × 3 × 3')
  await field(page, 'Groups').fill('1')
  await expect(fault).toBeHidden()
  await field(page, 'Stride: vertical').fill('0')
  await expect(fault).toHaveText('Stride y 0 is not a whole number from 1 to 4096.')
  await page.getByTestId('locale').click()
  await expect(fault).toHaveText('纵向步幅为 0，应为 1 到 4096 的整数。')
  await page.getByTestId('locale').click()
  await field(page, 'Stride: vertical').fill('2')
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×200×300')

  await openDeck(page)
  await field(page, 'Stride: vertical').fill('1')
  await page.getByTestId('padding').click()
  await page.getByTestId('choice-valid').click()
  await page.keyboard.press('Escape')
  await field(page, 'Kernel: height').fill('5')
  await expect(fault).toHaveText(
    'Kernel height 5 is larger than the padded input height 3; make it smaller or add 2 of padding.',
  )
  await field(page, 'Kernel: height').fill('3')
  await expect(page.getByTestId('geometry')).toHaveText('2×3×3 → 4×1×1')
})

test('both engines race, agree, and the table holds their numbers', async ({ lab, page }) => {
  await openPhoto(page)
  await page.getByRole('tab', { name: 'Race' }).click()
  await page.getByTestId('racer-cpu-typescript').check()
  await page.getByRole('spinbutton', { name: 'Runs' }).fill('3')
  await page.getByTestId('race-run').click()
  const rows = page.getByTestId('race-table').locator('tbody tr')
  await expect(rows).toHaveCount(3, { timeout: 40_000 })
  const typescript = rows.filter({ hasText: 'typescript' })
  const gpu = rows.filter({ hasText: 'wgsl' })
  await expect(gpu.getByTestId('software')).toHaveText('software, on the processor')
  for (const row of [typescript, gpu, rows.filter({ hasText: 'wasm' })]) {
    await expect(row).toHaveAttribute('data-kind', 'timed')
    await expect(row.getByRole('img', { name: 'agrees' })).toBeVisible()
    await expect(row).toContainText('n=3')
    const [ms, rate] = [row.getByTestId('median'), row.getByTestId('gflops')]
    const [median, gflops] = [Number(await ms.textContent()), Number(await rate.textContent())]
    // 4·3·3·3·400·600 multiply-adds, 2 FLOP each; both texts have three digits.
    expect((median * gflops) / 51.84).toBeGreaterThan(0.97)
    expect((median * gflops) / 51.84).toBeLessThan(1.03)
  }
  await expect(page.getByTestId('race-summary')).toContainText('agree to')

  const path = join(freshFolder('race'), 'race.csv')
  await lab.electron.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, path)
  await page.getByTestId('race-save').click()
  await expect(page.getByText(`Saved ${path}.`)).toBeVisible()
  const [heads, ...lines] = readFileSync(path, 'utf8').split('\r\n')
  expect(heads).toContain('medianMs,minMs,maxMs,n')
  expect(lines).toHaveLength(3)
})

test('a race is cancelled, and what was shown before stays', async ({ page }) => {
  await openPhoto(page)
  await page.getByRole('tab', { name: 'Race' }).click()
  await page.getByTestId('racer-webgpu-auto').uncheck()
  await page.getByTestId('race-run').click()
  const rows = page.getByTestId('race-table').locator('tbody tr')
  await expect(rows).toHaveCount(1, { timeout: 20_000 })
  await page.getByTestId('racer-reference-auto').check()
  await page.getByTestId('racer-cpu-auto').uncheck()
  await page.getByRole('spinbutton', { name: 'Runs' }).fill('900')
  await page.getByTestId('race-run').click()
  await page.getByTestId('race-progress').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByTestId('race-fault')).toHaveText(/Cancelled; nothing was changed\./)
  await expect(page.getByTestId('race-run')).toBeEnabled()
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('wasm')
})
