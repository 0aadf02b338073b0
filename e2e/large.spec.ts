import { encode } from 'fast-png'
import { expect, test } from './launch'
import { bring } from './pictures'

const [WIDTH, HEIGHT] = [6000, 4000]

/** 24 megapixels in stripes of 16: red follows y, green x, blue is 128. */
function largePng(): Uint8Array {
  const data = new Uint8Array(WIDTH * HEIGHT * 3)
  for (let y = 0, at = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, at += 3) {
      data[at] = y >> 4
      data[at + 1] = (x >> 4) & 255
      data[at + 2] = 128
    }
  }
  return encode({ width: WIDTH, height: HEIGHT, data, channels: 3, depth: 8 })
}

const LARGE = { name: 'large.png', type: 'image/png', bytes: largePng() }

type Watched = typeof globalThis & { turns: number }

/** Counts from now on how often the window's own clock ticks while the progress bar stands there. */
function countTurns(): void {
  const watched = globalThis as Watched
  watched.turns = 0
  setInterval(() => {
    if (document.querySelector('[data-test="pictures"] [role="progressbar"]')) watched.turns++
  }, 20)
}

test('a picture of 24 megapixels opens with progress, and the lab goes on meanwhile', async ({
  page,
}) => {
  await page.getByTestId('sample-coffee').click()
  const facts = page.getByTestId('picture-facts')
  await expect(facts).toContainText('600 × 400')
  await page.evaluate(countTurns)
  await bring(page, 'drop', LARGE)
  const progress = page.getByTestId('pictures').getByRole('progressbar')
  await expect(progress).toHaveAccessibleName(/large\.png/)
  await expect(facts).toContainText('6000 × 4000', { timeout: 60_000 })
  await expect(progress).toHaveCount(0)
  await expect(page.getByTestId('geometry')).toHaveText('3×4000×6000 → 4×4000×6000')
  expect(await page.evaluate(() => (globalThis as Watched).turns)).toBeGreaterThan(4)
  for (const [channel, max] of [
    [0, 249 / 255],
    [1, 1],
    [2, 128 / 255],
  ] as const) {
    const tile = page.locator(`[data-test="channel"][data-channel="${channel}"]`)
    const value = async () =>
      Number((await tile.getByTestId('statistics').getAttribute('data-max')) ?? NaN)
    await expect.poll(value, { timeout: 20_000 }).toBeCloseTo(max, 5)
  }
})

test('opening a large picture is given up, and the picture before stays', async ({ page }) => {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('picture-facts')).toContainText('600 × 400')
  await bring(page, 'drop', LARGE)
  const pictures = page.getByTestId('pictures')
  await expect(pictures.getByRole('progressbar')).toHaveAccessibleName(/large\.png/)
  await pictures.getByRole('status').getByRole('button').press('Enter')
  await expect(pictures.getByRole('progressbar')).toHaveCount(0)
  await expect(page.getByTestId('picture-facts')).toContainText('600 × 400')
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
})
