import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { freshFolder } from './electron'
import { expect, test } from './launch'
import { bring, decodeSample, generatePng, sampleBytes, statisticsOf } from './pictures'

/** Opens a sample and waits until its maps are on screen. */
async function openSample(page: Page, id: string): Promise<void> {
  const drawn = await drawnCount(page)
  await page.getByTestId(`sample-${id}`).click()
  await drawnAfter(page, drawn)
}

const maps = (page: Page): Locator => page.getByTestId('maps')
const drawnCount = async (page: Page): Promise<number> =>
  Number(await maps(page).getAttribute('data-drawn'))

async function drawnAfter(page: Page, count: number): Promise<void> {
  await expect.poll(() => drawnCount(page), { timeout: 20_000 }).toBeGreaterThan(count)
}

/** Points at pixel (y, x) of a canvas of `height`×`width` pixels by keyboard, and pins it. */
async function pinPixel(canvas: Locator, from: [y: number, x: number], to: [y: number, x: number]) {
  const page = canvas.page()
  const press = async (key: string, times: number): Promise<void> => {
    for (let time = 0; time < times; time++) await page.keyboard.press(key)
  }
  await canvas.focus()
  await press(to[0] > from[0] ? 'ArrowDown' : 'ArrowUp', Math.abs(to[0] - from[0]))
  await press(to[1] > from[1] ? 'ArrowRight' : 'ArrowLeft', Math.abs(to[1] - from[1]))
  await page.keyboard.press('Enter')
}

const reading = async (tile: Locator): Promise<number> =>
  Number((await tile.getByTestId('reading').getAttribute('data-value')) ?? NaN)

test('a photo is opened and split into three channels with the right numbers', async ({ page }) => {
  const coffee = decodeSample('coffee.png')
  await openSample(page, 'coffee')
  await expect(page.getByTestId('picture-facts')).toContainText('600 × 400 · 3 channels · PNG')
  await expect(page.getByTestId('channel')).toHaveCount(4)
  for (const channel of [0, 1, 2]) {
    const tile = page.locator(`[data-test="channel"][data-channel="${channel}"]`)
    const shown = tile.getByTestId('statistics')
    const right = statisticsOf(coffee, channel)
    for (const name of ['min', 'mean', 'max'] as const) {
      const value = async () => Number((await shown.getAttribute(`data-${name}`)) ?? NaN)
      await expect.poll(value).toBeCloseTo(right[name], 5)
    }
  }
})

test('language and theme switch live and keep what is open', async ({ page }) => {
  await openSample(page, 'coffee')
  const theme = page.getByTestId('theme')
  const wasDark = await page.evaluate(() => document.documentElement.classList.contains('dark'))
  await theme.click()
  await expect(page.locator('html')).toHaveClass(wasDark ? /^(?!.*dark)/ : /dark/)
  await page.getByTestId('locale').click()
  await expect(page.getByRole('tab').first()).toHaveText('实验')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.getByTestId('picture-facts')).toContainText('3 个通道')
  await page.getByTestId('locale').click()
  await expect(page.getByRole('tab').first()).toHaveText('Lab')
  await expect(page.getByTestId('map')).toHaveCount(4)
})

test('a file is opened through the dialog', async ({ lab, page }) => {
  const path = join(freshFolder('open'), 'star.jpg')
  writeFileSync(path, sampleBytes('hubble_deep_field.jpg'))
  await lab.electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)
  await page.getByTestId('open').click()
  await expect(page.getByTestId('picture-facts')).toContainText('star.jpg')
  await expect(page.getByTestId('picture-facts')).toContainText('1000 × 872 · 3 channels · JPEG')
})

test('maps are saved whole, with the values that were read', async ({ lab, page }) => {
  await openSample(page, 'coffee')
  const second = page.getByTestId('map').nth(1)
  await pinPixel(second.getByRole('img').first(), [200, 300], [199, 302])
  await expect.poll(() => reading(second)).not.toBeNaN()
  const path = join(freshFolder('save'), 'maps.npy')
  await lab.electron.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, path)
  await page.getByTestId('save-maps').click()
  await page.getByRole('menuitem', { name: 'All maps as NPY' }).click()
  await expect(page.getByText(`Saved as ${path}.`)).toBeVisible()
  const file = readFileSync(path)
  const start = 10 + file.readUInt16LE(8)
  expect(file.toString('latin1', 10, start)).toContain('(4, 400, 600)')
  const value = file.readFloatLE(start + 4 * ((1 * 400 + 199) * 600 + 302))
  await expect.poll(() => reading(second)).toBe(value)
})

test('a file that is dropped is opened, and the window shows where it may fall', async ({
  page,
}) => {
  await page.evaluate(() => {
    const carried = new DataTransfer()
    carried.items.add(new File(['x'], 'cat.png', { type: 'image/png' }))
    window.dispatchEvent(new DragEvent('dragenter', { dataTransfer: carried }))
  })
  await expect(page.getByTestId('drop-target')).toBeVisible()
  await bring(page, 'drop', {
    name: 'cat.png',
    type: 'image/png',
    bytes: sampleBytes('chelsea.png'),
  })
  await expect(page.getByTestId('drop-target')).toBeHidden()
  await expect(page.getByTestId('picture-facts')).toContainText('cat.png')
  await expect(page.getByTestId('geometry')).toHaveText('3×300×451 → 4×300×451')
})

test('a picture that is pasted is opened', async ({ page }) => {
  const bytes = sampleBytes('rocket.jpg')
  await bring(page, 'paste', { name: 'image.jpg', type: 'image/jpeg', bytes })
  await expect(page.getByTestId('picture-facts')).toContainText('640 × 427 · 3 channels · JPEG')
})

test('an edited weight shows in the value of a pixel', async ({ page }) => {
  const coffee = decodeSample('coffee.png')
  const luma = (y: number, x: number): number =>
    0.299 * coffee.at(0, y, x) + 0.587 * coffee.at(1, y, x) + 0.114 * coffee.at(2, y, x)
  await openSample(page, 'coffee')
  const first = page.getByTestId('map').first()
  await pinPixel(first.getByRole('img').first(), [200, 300], [198, 303])
  await expect.poll(() => reading(first)).toBeCloseTo(luma(198, 303), 5)
  await expect(page.getByTestId('maps-position')).toHaveText('y 198, x 303')

  const cell = page.getByTestId('kernel-wall').getByRole('gridcell').first().getByRole('textbox')
  await expect(cell).toHaveAttribute('aria-label', /Y0.*R.*row 1, column 1/)
  await cell.focus()
  await page.keyboard.type('2')
  await page.keyboard.press('Enter')
  const edited = luma(198, 303) + 2 * coffee.at(0, 197, 302)
  await expect.poll(() => reading(first)).toBeCloseTo(edited, 5)

  await page.getByTestId('undo').click()
  await expect.poll(() => reading(first)).toBeCloseTo(luma(198, 303), 5)
})

test('a weight edited on a 1920×1080 photo shows at once', async ({ page }, info) => {
  const bytes = generatePng(1920, 1080)
  await bring(page, 'drop', { name: 'photo.png', type: 'image/png', bytes })
  await drawnAfter(page, 0)
  const cell = page.getByTestId('kernel-wall').getByRole('gridcell').first().getByRole('textbox')
  await cell.focus()
  const latencies: { first: number; whole: number }[] = []
  for (const digit of '123456789') {
    const drawn = await drawnCount(page)
    await page.keyboard.type(digit)
    await drawnAfter(page, drawn)
    latencies.push({
      first: Number(await maps(page).getAttribute('data-latency-ms')),
      whole: Number(await maps(page).getAttribute('data-full-latency-ms')),
    })
    await page.keyboard.press('Escape')
    await drawnAfter(page, drawn + 1)
  }
  const median = (values: number[]): number =>
    values.sort((a, b) => a - b)[values.length >> 1] ?? NaN
  const [first, whole] = [
    median(latencies.map((each) => each.first)),
    median(latencies.map((each) => each.whole)),
  ]
  const description = `first drawing ${first} ms, whole result ${whole} ms (medians of ${latencies.length} edits)`
  info.annotations.push({ type: 'latency of an edited weight, 1920×1080 3→4 3×3', description })
  await info.attach('latencies.json', {
    body: JSON.stringify(latencies),
    contentType: 'application/json',
  })
  expect(latencies.every((each) => each.first > 0 && each.whole >= each.first)).toBe(true)
  await expect(page.getByTestId('latency')).toBeVisible()
})

test('a cut-off JPEG is refused in a sentence and the open picture stays', async ({ page }) => {
  await openSample(page, 'coffee')
  const whole = sampleBytes('rocket.jpg')
  const bytes = whole.subarray(0, Math.floor(whole.length / 2))
  await bring(page, 'drop', { name: 'cut.jpg', type: 'image/jpeg', bytes })
  const fault = page.getByTestId('picture-fault')
  await expect(fault).toHaveText(
    `cut.jpg ends after ${bytes.length} bytes, in the middle of the picture; open a whole copy of it.`,
  )
  await page.getByTestId('locale').click()
  await expect(fault).toHaveText(
    `cut.jpg 在 ${bytes.length} 字节后中断，图片不完整；请打开一份完整的副本。`,
  )
  await page.getByTestId('locale').click()
  await expect(fault).toContainText('open a whole copy of it.')
  await expect(page.getByTestId('picture-facts')).toContainText('coffee.png')
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
})

test('how maps are shown changes their legend and no number', async ({ page }) => {
  await openSample(page, 'coffee')
  const first = page.getByTestId('map').first()
  await pinPixel(first.getByRole('img').first(), [200, 300], [201, 300])
  const photo = decodeSample('coffee.png')
  const luma =
    0.299 * photo.at(0, 201, 300) + 0.587 * photo.at(1, 201, 300) + 0.114 * photo.at(2, 201, 300)
  await expect.poll(() => reading(first)).toBeCloseTo(luma, 5)
  const before = await reading(first)
  for (const [mode, legend] of [
    ['clamp', 'Black is 0 and below, white 1 and above.'],
    ['min-max', 'Black is the smallest value'],
    ['absolute', 'the sign is not shown'],
  ] as const) {
    await page.getByTestId('display-mode').click()
    await page.getByTestId(`mode-${mode}`).click()
    await expect(maps(page)).toContainText(legend)
    await expect.poll(() => reading(first)).toBe(before)
  }
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
})
