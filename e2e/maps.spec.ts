import type { Locator, Page } from '@playwright/test'
import { expect, test } from './launch'
import { decodeSample } from './pictures'
import { settledBox } from './settled'

async function openPhoto(page: Page): Promise<void> {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
  await expect(page.getByTestId('map')).toHaveCount(4)
  // A coarse preview has other ranges than the whole.
  await expect(page.getByTestId('maps')).toHaveAttribute('data-drawn', /[1-9]/)
}

const canvasOf = (tile: Locator): Locator => tile.getByRole('img').first()
const picture = (page: Page): Locator => canvasOf(page.getByTestId('picture-view'))
const map = (page: Page, output = 0): Locator => canvasOf(page.getByTestId('map').nth(output))
const channel = (page: Page, name: number): Locator =>
  canvasOf(page.locator(`[data-test="channel"][data-channel="${name}"]`))

/** What a canvas shows: y, x, height, width in its own pixels. */
async function windowOf(canvas: Locator): Promise<number[]> {
  return ((await canvas.getAttribute('data-window')) ?? '').split(',').map(Number)
}

/** The numbers written into the cells, and the pixel of the first. */
async function cellsOf(canvas: Locator) {
  const [y = 0, x = 0, height = 0, width = 0] = await windowOf(canvas)
  const texts = await canvas.locator('.texts span').allTextContents()
  const [top, left] = [Math.floor(y), Math.floor(x)]
  const columns = Math.ceil(x + width) - left
  const rows = Math.ceil(y + height) - top
  return {
    texts: texts.map((text) => String(Number(text.trim().replace('−', '-')))),
    top,
    left,
    rows,
    columns,
  }
}

/** A value as it is written in little room, read back. */
function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

test('one zoom shows the same part of the input, its channels and all maps', async ({ page }) => {
  await openPhoto(page)
  const whole = [0, 0, 400, 600]
  for (const canvas of [picture(page), channel(page, 0), map(page), map(page, 3)]) {
    await expect.poll(() => windowOf(canvas)).toEqual(whole)
  }
  const box = await settledBox(map(page))
  const at = { x: Math.round(box.x + box.width / 4), y: Math.round(box.y + box.height / 2) }
  const [across, down] = [(at.x - box.x) / box.width, (at.y - box.y) / box.height]
  await page.mouse.move(at.x, at.y)
  await page.mouse.wheel(0, -800)
  const level = 1.2 ** 8
  const levelShown = async () =>
    Number(await page.getByTestId('zoom-level').getAttribute('data-level'))
  await expect.poll(levelShown).toBeCloseTo(level, 6)
  await expect.poll(async () => (await windowOf(map(page)))[3]).toBeCloseTo(600 / level, 6)
  const [y = 0, x = 0, height = 0, width = 0] = await windowOf(map(page))
  expect(width).toBeCloseTo(600 / level, 6)
  expect(height).toBeCloseTo(400 / level, 6)
  // What was under the pointer has kept still.
  expect(x + across * width).toBeCloseTo(across * 600, 6)
  expect(y + down * height).toBeCloseTo(down * 400, 6)
  for (const canvas of [picture(page), channel(page, 1), map(page, 2)]) {
    const others = await windowOf(canvas)
    ;[y, x, height, width].forEach((value, index) => expect(others[index]).toBeCloseTo(value, 6))
  }

  await page.mouse.down()
  await page.mouse.move(at.x + 40, at.y, { steps: 4 })
  await page.mouse.up()
  const left = async () => (await windowOf(picture(page)))[1]
  await expect.poll(left).toBeCloseTo(x - (40 / box.width) * width, 6)
  // A drag pins nothing.
  await expect(page.getByTestId('receipt-place')).not.toContainText('pinned')

  await map(page).focus()
  await page.keyboard.press('Shift+ArrowDown')
  const top = async () => (await windowOf(channel(page, 2)))[0]
  await expect.poll(top).toBeCloseTo(y + height / 8, 6)
  await page.keyboard.press('+')
  await expect(page.getByTestId('zoom-level')).toHaveText(`×${(level * 1.5).toFixed(2)}`)
  await page.keyboard.press('0')
  await expect.poll(() => windowOf(picture(page))).toEqual(whole)
  await page.keyboard.press('F4')
  await expect(page.getByTestId('zoom-level')).toHaveText('×1.50')
  await picture(page).dblclick()
  await expect(page.getByTestId('zoom-level')).toHaveText('×1.00')
})

test('maps of half the size show the part that their receptive fields see', async ({ page }) => {
  await openPhoto(page)
  await page
    .getByTestId('layer-bar')
    .getByRole('spinbutton', { name: 'Stride: vertical' })
    .fill('2')
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×200×300')
  await map(page).focus()
  for (let time = 0; time < 4; time++) await page.keyboard.press('+')
  const [y = 0, x = 0, height = 0, width = 0] = await windowOf(map(page))
  const [top = 0, left = 0, rows = 0, columns = 0] = await windowOf(picture(page))
  expect([rows, columns]).toEqual([2 * height, 2 * width])
  // 3 × 3 padded by 1 at stride 2: a field's centre is at 2v − ½.
  expect(top + rows / 2).toBeCloseTo(2 * (y + height / 2) - 0.5, 9)
  expect(left + columns / 2).toBeCloseTo(2 * (x + width / 2) - 0.5, 9)
})

test('zoomed in, every cell holds its number', async ({ page }) => {
  await openPhoto(page)
  await map(page).focus()
  for (let time = 0; time < 12; time++) await page.keyboard.press('+')
  await expect(map(page).locator('.texts span').first()).toBeVisible()
  await settledBox(map(page).locator('.texts span').first())
  const found = await cellsOf(map(page))
  expect(found.texts).toHaveLength(found.rows * found.columns)
  const photo = decodeSample('coffee.png')
  for (const [row, column] of [
    [1, 1],
    [2, 3],
  ] as const) {
    const cell = map(page)
      .locator('.texts span')
      .nth(row * found.columns + column)
    const box = await cell.boundingBox()
    if (!box) throw new Error('The cell is not drawn.')
    const drawn = await map(page).boundingBox()
    const [, , , across = NaN] = await windowOf(map(page))
    const pixel = (drawn?.width ?? NaN) / across
    expect(pixel).toBeGreaterThanOrEqual(24)
    // A tenth is free on each side, but for half a pixel of rounding.
    expect(box.width).toBeLessThanOrEqual(0.8 * pixel + 0.5)
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    const place = `y ${found.top + row}, x ${found.left + column}`
    await expect(page.getByTestId('maps-position')).toHaveText(place)
    const reading = page.getByTestId('map').first().getByTestId('reading')
    const value = async () => Number((await reading.getAttribute('data-value')) ?? NaN)
    const at = (channel: number) => photo.at(channel, found.top + row, found.left + column)
    // The first map of the starting layer is the luma of the photo.
    await expect.poll(value).toBeCloseTo(0.299 * at(0) + 0.587 * at(1) + 0.114 * at(2), 5)
    const text = async () => (await cellsOf(map(page))).texts[row * found.columns + column]
    await expect.poll(text).toBe(short(await value()))
  }

  // The small tiles of the channels have room for three digits at the largest zoom.
  await map(page).focus()
  await page.keyboard.press('+')
  for (let time = 0; time < 4; time++) await page.keyboard.press('F4')
  await expect(channel(page, 1).locator('.texts span').first()).toBeVisible()
  const faces = await page
    .locator('.texts')
    .evaluateAll((all) => all.map((texts) => parseFloat(getComputedStyle(texts).fontSize)))
  expect(Math.min(...faces)).toBeGreaterThanOrEqual(9)
  const differing = async (): Promise<string[]> => {
    const { texts, top, left, columns } = await cellsOf(channel(page, 1))
    return texts.filter((text, index) => {
      const [row, column] = [Math.floor(index / columns), index % columns]
      return text !== short(Math.fround(photo.at(1, top + row, left + column)))
    })
  }
  await expect.poll(differing).toEqual([])
})

const choose = async (page: Page, select: string, option: string): Promise<void> => {
  await page.getByTestId(select).click()
  await page.getByTestId(option).click()
}

test('three maps are one colour picture, and its legend says their ranges', async ({ page }) => {
  await openPhoto(page)
  const ranges = await page.getByTestId('map').locator('.foot .number').allTextContents()
  await page.getByTestId('choice-composite').click()
  const range = (colour: string) => page.getByTestId(`composite-range-${colour}`)
  for (const [index, colour] of ['red', 'green', 'blue'].entries()) {
    await expect(range(colour)).toHaveText(`${ranges[2 * index]}${ranges[2 * index + 1]}`)
  }
  const numbers = async (colour: string): Promise<number[]> => [
    Number(await range(colour).getAttribute('data-low')),
    Number(await range(colour).getAttribute('data-high')),
  ]
  const own = await Promise.all(['red', 'green', 'blue'].map(numbers))
  await page.getByTestId('composite-shared').check()
  const all = [
    Math.min(...own.map(([low = 0]) => low)),
    Math.max(...own.map(([, high = 0]) => high)),
  ]
  for (const colour of ['red', 'green', 'blue']) {
    await expect.poll(() => numbers(colour)).toEqual(all)
  }
  // Y0 is the luma: with it as all three colours the picture is grey.
  await page.getByTestId('composite-shared').uncheck()
  for (const colour of ['green', 'blue']) {
    await page.getByTestId(`composite-${colour}`).click()
    await page.getByRole('option', { name: 'Y0', exact: false }).last().click()
  }
  await expect(range('blue')).toHaveText(`${ranges[0]}${ranges[1]}`)
  await expect(page.getByTestId('gain')).toBeDisabled()
  await expect(page.getByTestId('shared-scale')).toBeDisabled()
  const canvas = page.getByTestId('composite').locator('canvas')
  const isGrey = (): Promise<boolean> =>
    canvas.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return data.every((value, at) => at % 4 === 3 || value === data[at - (at % 4)])
    })
  await expect.poll(isGrey).toBe(true)
})

/**
 * Smallest and largest value of the photo's Laplacian of its luma (Y2 of the starting layer, whose edge
 * is replicated) less its green, f64.
 */
function laplacianLessGreen(): [low: number, high: number] {
  const { at, height, width } = decodeSample('coffee.png')
  const luma = (y: number, x: number): number => {
    const [row, column] = [
      Math.min(Math.max(y, 0), height - 1),
      Math.min(Math.max(x, 0), width - 1),
    ]
    return 0.299 * at(0, row, column) + 0.587 * at(1, row, column) + 0.114 * at(2, row, column)
  }
  let [low, high] = [Infinity, -Infinity]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const rows = [y - 1, y, y + 1]
      const sum = rows.reduce(
        (sum, row) => sum + luma(row, x - 1) + luma(row, x) + luma(row, x + 1),
        0,
      )
      const value = 9 * luma(y, x) - sum - at(1, y, x)
      ;[low, high] = [Math.min(low, value), Math.max(high, value)]
    }
  }
  return [low, high]
}

test('two are compared side by side, by a wipe and as a signed difference', async ({ page }) => {
  await openPhoto(page)
  await page.getByTestId('choice-compare').click()
  await expect(page.getByTestId('compared-0')).toBeVisible()
  await page.getByTestId('compared-1').focus()
  await page.keyboard.press('+')
  // ×1.5 about the centre of 400 × 600.
  for (const side of [0, 1]) {
    const width = async () => (await windowOf(page.getByTestId(`compared-${side}`)))[3]
    await expect.poll(width).toBeCloseTo(400, 6)
  }
  expect(await windowOf(page.getByTestId('compared-0'))).toEqual(
    await windowOf(page.getByTestId('compared-1')),
  )
  await page.keyboard.press('0')

  await page.getByTestId('choice-wipe').click()
  const divider = page.getByTestId('wipe-divider')
  await divider.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await expect(divider).toHaveAttribute('aria-valuenow', '59')

  await page.getByTestId('choice-difference').click()
  const range = page.getByTestId('difference-range')
  const of = async (name: string): Promise<number> => Number(await range.getAttribute(name))
  // Y0 is the luma by BT.601: the picture's luma less it is nothing but rounding.
  await expect(range).toHaveAttribute('data-max', /\d/)
  await expect.poll(async () => Math.abs(await of('data-max'))).toBeLessThan(1e-6)
  const equal = page.getByTestId('compare').getByText('Equal up to rounding')
  await expect(equal).toContainText('the largest value, 1.')
  await choose(page, 'compare-first', 'first-map:2')
  await choose(page, 'compare-second', 'second-map:2')
  await expect(range).toHaveAttribute('data-max', '0')
  await expect(range).toHaveAttribute('data-min', '0')

  await choose(page, 'compare-second', 'second-channel:1')
  await expect(page.getByTestId('compare')).toContainText('centre of its receptive field')
  const [low, high] = laplacianLessGreen()
  await expect.poll(() => of('data-min')).toBeCloseTo(low, 5)
  await expect.poll(() => of('data-max')).toBeCloseTo(high, 5)
  await expect(equal).toHaveCount(0)
  await page.getByTestId('compare-swap').click()
  await expect.poll(() => of('data-min')).toBeCloseTo(-high, 5)
  await expect.poll(() => of('data-max')).toBeCloseTo(-low, 5)
})
