import type { Locator, Page } from '@playwright/test'
import { rmSync } from 'node:fs'
import { takePreset } from './deck'
import { freshFolder } from './electron'
import { expect, RunningLab, test } from './launch'
import { decodeSample } from './pictures'

const shape = (page: Page): Locator => page.getByTestId('weights-shape')
const close = (page: Page) => page.getByTestId('preset-search').press('Escape')

/** Sets a slider as a person does who drags it, in two steps. */
async function slide(page: Page, key: string, values: readonly string[]): Promise<void> {
  for (const value of values) await page.getByTestId(`parameter-${key}`).fill(value)
}

test('a formula follows its sliders live, as one step of undo', async ({ page }) => {
  await page.keyboard.press('Control+P')
  await page.getByTestId('preset-formula-gaussian').click()
  await expect(shape(page)).toHaveText('3 × 3 × 11 × 11')
  await slide(page, 'sigma', ['2', '1'])
  await expect(shape(page)).toHaveText('3 × 3 × 7 × 7')
  await page.getByTestId('choice-luma').click()
  await expect(shape(page)).toHaveText('1 × 3 × 7 × 7')
  await page.getByTestId('choice-each').click()
  const [bottom, window] = await page
    .getByTestId('preset-sheet')
    .evaluate((sheet) => [sheet.getBoundingClientRect().bottom, innerHeight] as const)
  expect(bottom).toBeLessThan(window)
  await close(page)
  await page.keyboard.press('Control+Shift+D')
  await expect(page.getByTestId('doctor-sum')).toHaveText('Σ 1 (×1, 0 dB)')
  await expect(page.getByTestId('doctor-rank')).toHaveText('rank 1 · 49 → 14 multiply-adds')
  await page.getByTestId('undo').click()
  await expect(shape(page)).toHaveText('4 × 3 × 3 × 3')
  await expect(page.getByTestId('undo')).toBeDisabled()
  // The sliders go with what they made, and come back with it.
  await page.keyboard.press('Control+P')
  await expect(page.getByTestId('preset-sheet')).toBeVisible()
  await expect(page.getByTestId('preset-sliders')).toBeHidden()
  await close(page)
  await page.getByTestId('redo').click()
  await page.keyboard.press('Control+P')
  await expect(page.getByTestId('parameter-sigma')).toHaveValue('1')
})

test('a 2-D preset acts on the channels as is chosen', async ({ page }) => {
  await page.keyboard.press('Control+Shift+D')
  await page.keyboard.press('Control+P')
  await page.getByTestId('choice-sum').click()
  await close(page)
  await takePreset(page, 'laplacian-4', 'laplacian-4')
  await expect(shape(page)).toHaveText('1 × 3 × 3 × 3')
  await expect(page.getByTestId('doctor-range')).toHaveText('−12 … 12')
  await page.keyboard.press('Control+P')
  await page.getByTestId('choice-mean').click()
  await close(page)
  await takePreset(page, 'laplacian-4', 'laplacian-4')
  await expect(page.getByTestId('doctor-range')).toHaveText('−4 … 4')
})

test('whole layers come of sliders: saturation, and a bank of 32 Gabors', async ({ page }) => {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
  await page.keyboard.press('Control+P')
  await page.getByTestId('preset-formula-saturation').click()
  await expect(shape(page)).toHaveText('3 × 3 × 1 × 1')
  const ranges = page.getByTestId('map').locator('.foot .number')
  const different = async () => new Set(await ranges.allTextContents()).size
  await expect(page.getByTestId('map')).toHaveCount(3)
  await slide(page, 'saturation', ['1', '2'])
  await expect.poll(different).toBe(6)
  // Of 0 all three outputs are luma: three maps with one least and one greatest value.
  await slide(page, 'saturation', ['0'])
  await expect.poll(different).toBe(2)
  await page.getByTestId('preset-formula-gabor-bank').click()
  await expect(shape(page)).toHaveText('32 × 3 × 19 × 19')
  await slide(page, 'longer', ['4'])
  await expect(shape(page)).toHaveText('32 × 3 × 13 × 13')
})

test('a layer that is timed brings its own input, and keeps a picture that fits', async ({
  page,
}) => {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
  await takePreset(page, 'resnet stride', 'timed-stem-7x7')
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 64×200×300')
  await takePreset(page, '100 lecture', 'timed-100-5x5')
  await expect(page.getByTestId('geometry')).toHaveText('100×64×64 → 100×64×64')
  await expect(shape(page)).toHaveText('100 × 100 × 5 × 5')
  await expect(page.getByTestId('macs')).toHaveText('1.024B multiply-adds')
  await expect(page.getByTestId('picture-facts')).toContainText('noise-100x64x64.npy')
})

/** The pixels of a preset's effect picture: [y][x] as R, G, B of 255. */
async function effectOf(page: Page, id: string): Promise<number[][][]> {
  const effect = page.getByTestId(`preset-${id}`).getByTestId('effect')
  await expect(effect).toHaveAttribute('data-drawn', 'true')
  return effect.evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height)
    return Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (_, x) => [...data.subarray(4 * (y * width + x)).slice(0, 3)]),
    )
  })
}

test('each card in sight shows what the preset makes of the picture’s own pixels', async ({
  page,
}) => {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
  await page.keyboard.press('Control+P')
  // No card in sight is without a picture: the untouched one stands there until its own is computed.
  await expect(page.locator('[data-test="preset-identity"] .effect.empty')).toHaveCount(0)
  const same = await effectOf(page, 'identity')
  const blurred = await effectOf(page, 'box-3')
  const words = (await page.getByTestId('effect-part').textContent()) ?? ''
  const [width, height, left, top] = [...words.matchAll(/\d+/g)].map(Number)
  expect([same[0]!.length, same.length, width, height]).toEqual([72, 48, 72, 48])
  const picture = decodeSample('coffee.png')
  const at = (channel: number, y: number, x: number): number =>
    255 * picture.at(channel, top! + y, left! + x)
  const around = [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => [y, x] as const))
  for (const [y, x] of [
    [1, 1],
    [20, 33],
    [46, 70],
  ] as const) {
    for (const channel of [0, 1, 2]) {
      expect(same[y]![x]![channel]).toBe(at(channel, y, x))
      const mean = around.reduce((sum, [dy, dx]) => sum + at(channel, y + dy, x + dx) / 9, 0)
      expect(Math.abs(blurred[y]![x]![channel]! - mean)).toBeLessThanOrEqual(0.51)
    }
  }
})

test('own presets are kept across starts, renamed, deleted and brought back', async () => {
  const userData = freshFolder('profile')
  const first = await RunningLab.start(userData)
  const page = await first.labPage()
  await takePreset(page, 'kirsch', 'kirsch')
  await page.keyboard.press('Control+P')
  await page.getByTestId('own-name').fill('Mine 甲')
  await page.getByTestId('own-save').click()
  await expect(page.getByTestId('preset-list').getByText('Mine 甲')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('preset-sheet')).toBeHidden()
  await first.close()

  const again = await RunningLab.start(userData)
  const second = await again.labPage()
  await second.keyboard.press('Control+P')
  await second.getByTestId('preset-search').fill('甲')
  const card = second.locator('[data-test^="preset-own-"]')
  await expect(card).toHaveCount(1)
  await expect(card).toContainText('8 × 3 × 3 × 3')
  await second.getByTestId('preset-search').press('Enter')
  await expect(shape(second)).toHaveText('8 × 3 × 3 × 3')
  // Its outputs keep their names.
  const nameOf = (name: string) =>
    second.getByTestId('kernel-wall').getByTitle(name, { exact: true })
  await expect(nameOf('NE')).toHaveText('NE')
  await second.getByTestId('own-name').fill('Edge 甲')
  await second.getByTestId('own-rename').click()
  await expect(card).toContainText('Edge 甲')
  await second.getByTestId('own-remove').click()
  await expect(card).toHaveCount(0)
  await second.getByTestId('own-restore').click()
  await expect(card).toHaveCount(1)
  expect(again.unexpected()).toEqual([])
  await again.close()
  rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
})
