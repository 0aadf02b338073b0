import { encode } from 'fast-png'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './launch'
import { bring, decodeSample } from './pictures'

const tile = (page: Page, channel: string | number): Locator =>
  page.locator(`[data-test="channel"][data-channel="${channel}"]`)
const reading = async (one: Locator): Promise<number> =>
  Number((await one.getByTestId('reading').getAttribute('data-value')) ?? NaN)
const numberOf = async (one: Locator, name: string): Promise<number> =>
  Number((await one.getAttribute(`data-${name}`)) ?? NaN)

const openPng = (page: Page, name: string, png: Uint8Array): Promise<void> =>
  bring(page, 'drop', { name, type: 'image/png', bytes: png })

/** Red (255,0,0), green (0,130,0) and white, four pixels high each, as columns. */
function pairPng(channels: 3 | 4): Uint8Array {
  const colours = [
    [255, 0, 0, 255],
    [0, 130, 0, 128],
    [255, 255, 255, 0],
  ]
  const pixels = Array.from({ length: 12 }, (_, at) => colours[at % 3]!.slice(0, channels))
  return encode({ width: 3, height: 4, data: Uint8Array.from(pixels.flat()), channels, depth: 8 })
}

/** An NPY of f32: channel c is c everywhere but for its first value, c + 0.5. */
function npy(channels: number, side: number): Buffer {
  const head = `{'descr': '<f4', 'fortran_order': False, 'shape': (${channels}, ${side}, ${side}), }`
  const text = `${head.padEnd(117)}\n`
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0])
  const values = Float32Array.from({ length: channels * side * side }, (_, at) => {
    const [channel, pixel] = [Math.floor(at / side ** 2), at % side ** 2]
    return channel + (pixel === 0 ? 0.5 : 0)
  })
  return Buffer.concat([start, Buffer.from(text, 'latin1'), Buffer.from(values.buffer)])
}

/** Points at pixel (0, 0) of a tile by keyboard. */
async function pointAtCorner(page: Page, one: Locator): Promise<void> {
  await one.getByRole('img').first().focus()
  for (let time = 0; time < 3; time++) await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Home')
}

test('the views of red show their known values, read by keyboard alone', async ({ page }) => {
  await openPng(page, 'pair.png', pairPng(3))
  await expect(page.getByTestId('channel')).toHaveCount(4)
  await page.getByTestId('choice-rgb').focus()
  const red: Record<string, readonly (readonly [channel: string, value: number])[]> = {
    hsv: [
      ['hue', 0],
      ['saturation', 1],
      ['value', 1],
    ],
    lab: [
      ['lab-l', 53.24],
      ['lab-a', 80.09],
      ['lab-b', 67.2],
    ],
    ycbcr: [
      ['bt601', 0.299],
      ['bt601-cb', -0.1687],
      ['bt601-cr', 0.5],
    ],
    opponent: [
      ['red-green', 1],
      ['yellow-blue', 0.5],
      ['mean', 0.3333],
    ],
  }
  for (const [view, components] of Object.entries(red)) {
    await page.keyboard.press('ArrowRight')
    await expect(page.getByTestId(`choice-${view}`)).toHaveAttribute('aria-checked', 'true')
    await expect(page.getByTestId('channel')).toHaveCount(3)
    const first = tile(page, components[0]![0])
    await pointAtCorner(page, first)
    for (const [channel, value] of components) {
      await expect.poll(() => reading(tile(page, channel))).toBeCloseTo(value, 2)
    }
    await page.getByTestId(`choice-${view}`).focus()
  }
})

test('a view has the statistics of all pixels and says what is clipped', async ({ page }) => {
  await openPng(page, 'pair.png', pairPng(3))
  await expect(tile(page, 0).getByTestId('clipped-low')).toHaveText('33.3 %')
  await expect(tile(page, 0).getByTestId('clipped-high')).toHaveText('66.7 %')
  await page.getByTestId('choice-hsv').click()
  const shown = tile(page, 'hue').getByTestId('statistics')
  await expect(shown).toHaveAttribute('data-max', '120')
  await expect(tile(page, 'saturation').getByTestId('clipped-high')).toHaveText('66.7 %')
  await page.getByTestId('choice-ycbcr').click()
  const blue = tile(page, 'bt601-cb').getByTestId('statistics')
  // Green (0,130,0): −0.587·130/255/1.772.
  await expect.poll(() => numberOf(blue, 'min')).toBeCloseTo(-0.16888, 4)
  await page.getByTestId('choice-bt709').click()
  const other = tile(page, 'bt709-cb').getByTestId('statistics')
  await expect.poll(() => numberOf(other, 'min')).toBeCloseTo(-0.19649, 4)
})

test('what grey loses: red and green are one grey of BT.601, and two of BT.709', async ({
  page,
}) => {
  await openPng(page, 'pair.png', pairPng(3))
  await page.getByTestId('choice-grey').click()
  const canvas = page.getByTestId('grey-loss').getByRole('img').first()
  await canvas.focus()
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'Home', 'Enter'])
    await page.keyboard.press(key)
  const twins = page.getByTestId('twins')
  await expect.poll(() => numberOf(twins, 'level')).toBeCloseTo(76.245, 2)
  await expect(twins).toHaveAttribute('data-same', '8')
  await expect(twins).toHaveAttribute('data-others', '4')
  await expect(twins).toContainText('66.7 % of the picture has it too: 8 pixels, and 4 of them')
  const pair = page.getByTestId('grey-pair')
  await expect.poll(() => numberOf(pair, 'delta-e')).toBeCloseTo(133.58, 1)
  const spread = page.getByTestId('spread')
  // Two colours d apart, half and half, are d/2 from their mean; white is alone.
  const rms = Math.sqrt(8 / 12) * (133.58 / 2)
  await expect.poll(() => numberOf(spread, 'rms')).toBeCloseTo(rms, 1)
  await expect(spread).toHaveAttribute('data-lost', '8')
  await expect(spread).toHaveAttribute('data-worst', '76')

  await page.getByTestId('choice-bt709').click()
  await expect(twins).toHaveAttribute('data-same', '4')
  await expect(spread).toHaveAttribute('data-lost', '0')
  await page.getByTestId('choice-bt601').click()
  await expect(twins).toHaveAttribute('data-same', '8')
})

test('the tolerance says how near a grey must be', async ({ page }) => {
  await openPng(page, 'pair.png', pairPng(3))
  await page.getByTestId('choice-grey').click()
  await page.getByTestId('choice-bt709').click()
  const twins = page.getByTestId('twins')
  await expect(twins).toHaveAttribute('data-same', '4')
  await page.getByTestId('tolerance').focus()
  await page.keyboard.press('End')
  await expect(page.getByTestId('grey-loss').locator('output')).toHaveText('±16.0')
  await expect(twins).toHaveAttribute('data-same', '4')
})

test('alpha becomes a fourth channel and a fourth column, and goes again', async ({ page }) => {
  await openPng(page, 'clear.png', pairPng(4))
  const shape = page.getByTestId('weights-shape')
  await expect(shape).toHaveText('4 × 3 × 3 × 3')
  await page.getByTestId('use-alpha').click()
  await expect(page.getByTestId('use-alpha')).toBeChecked()
  await expect(shape).toHaveText('4 × 4 × 3 × 3')
  await expect(page.getByTestId('geometry')).toHaveText('4×4×3 → 4×4×3')
  await expect(page.getByTestId('picture-facts')).toContainText('4 channels')
  const alpha = tile(page, 3)
  const shown = alpha.getByTestId('statistics')
  await expect.poll(() => numberOf(shown, 'mean')).toBeCloseTo((255 + 128) / 3 / 255, 5)
  await pointAtCorner(page, alpha)
  await expect.poll(() => reading(alpha)).toBe(1)
  await page.getByTestId('use-alpha').click()
  await expect(shape).toHaveText('4 × 3 × 3 × 3')
  await expect(page.getByTestId('channel')).toHaveCount(4)
})

test('512 channels are browsed, and few are drawn at a time', async ({ page }) => {
  await bring(page, 'drop', {
    name: 'many.npy',
    type: 'application/octet-stream',
    bytes: npy(512, 8),
  })
  await expect(page.getByTestId('channel-count')).toHaveText('512 channels')
  await expect(tile(page, 0)).toBeVisible()
  expect(await page.getByTestId('channel').count()).toBeLessThan(30)
  await page.getByTestId('channel-tiles').evaluate((grid) => grid.scrollIntoView({ block: 'end' }))
  const last = tile(page, 511)
  await expect(last).toBeVisible()
  await expect(last.getByTestId('statistics')).toHaveAttribute('data-max', '511.5')
  await pointAtCorner(page, last)
  for (let time = 0; time < 8; time++) await page.keyboard.press('ArrowUp')
  await expect.poll(() => reading(last)).toBe(511.5)
  expect(await page.getByTestId('channel').count()).toBeLessThan(30)
})

test('the feature maps are browsed in the same panel', async ({ page }) => {
  const coffee = decodeSample('coffee.png')
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('map')).toHaveCount(4)
  await page.getByTestId('choice-maps').click()
  await expect(page.getByTestId('channel-count')).toHaveText('4 channels')
  // The first map of the starting layer is the luma of the photo.
  const first = tile(page, 0)
  await pointAtCorner(page, first)
  const luma = (y: number, x: number): number =>
    0.299 * coffee.at(0, y, x) + 0.587 * coffee.at(1, y, x) + 0.114 * coffee.at(2, y, x)
  await expect.poll(() => reading(first)).toBeCloseTo(luma(197, 0), 5)
})
