import type { Page } from '@playwright/test'
import { decode } from 'fast-png'
import {
  readBurst,
  readEdit,
  spread,
  startEdit,
  tableOf,
  watchEdits,
  type EditTimes,
} from './edit-times'
import { expect, test } from './launch'
import { bring, generatePng } from './pictures'

const maps = (page: Page) => page.getByTestId('maps')
const drawnCount = async (page: Page): Promise<number> =>
  Number(await maps(page).getAttribute('data-drawn'))

const PHOTO = generatePng(1920, 1080)
const firstWeight = (page: Page) =>
  page.getByTestId('kernel-wall').getByRole('gridcell').first().getByRole('textbox')

/** Opens a photo of 1920×1080 and focuses the first weight of its 3→4 3×3 layer. */
async function openPhoto(page: Page): Promise<void> {
  const bytes = PHOTO
  await bring(page, 'drop', { name: 'photo.png', type: 'image/png', bytes })
  await expect.poll(() => drawnCount(page), { timeout: 20_000 }).toBeGreaterThan(0)
  await firstWeight(page).focus()
}

test('where the time of an edit on a 1920×1080 photo goes', async ({ page, lab }, info) => {
  await openPhoto(page)
  const compute = await lab.computePage()
  await watchEdits(page, compute)
  const times: EditTimes[] = []
  for (let edit = 0; edit < 12; edit++) {
    await startEdit(page, compute)
    const drawn = await drawnCount(page)
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(() => drawnCount(page)).toBeGreaterThan(drawn)
    const latency = Number(await maps(page).getAttribute('data-full-latency-ms'))
    if (edit > 2) times.push(await readEdit(page, compute, latency))
    await page.waitForTimeout(250)
  }
  const table = tableOf(times)
  info.annotations.push({ type: 'an edited weight, 1920×1080 3→4 3×3', description: table })
  await info.attach('edit-times.json', {
    body: JSON.stringify(times),
    contentType: 'application/json',
  })
  if (process.env['LAB_TIMES']) process.stdout.write(`${table}\n`)
  expect(times.every(({ wholeDrawn }) => wholeDrawn > 0)).toBe(true)
})

/** Value 0–1 of a channel of the photo. */
function photoAt(channel: number, y: number, x: number): number {
  const { data, width } = decode(PHOTO)
  return (data[(y * width + x) * 3 + channel] ?? NaN) / 255
}

test('sixty edits in a row by key repeat end in the right values', async ({ page, lab }, info) => {
  await openPhoto(page)
  const first = page.getByTestId('map').first()
  await first.getByRole('img').first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('maps-position')).toHaveText(/^y \d+, x \d+$/)
  const position = await page.getByTestId('maps-position').textContent()
  const [y, x] = (position?.match(/\d+/g) ?? []).map(Number) as [number, number]
  await watchEdits(page, await lab.computePage())
  await firstWeight(page).focus()
  await page.keyboard.down('Alt')
  await startEdit(page, await lab.computePage())
  for (let edit = 0; edit < 60; edit++) {
    await page.keyboard.down('ArrowUp')
    await page.waitForTimeout(33)
  }
  await page.keyboard.up('ArrowUp')
  await page.keyboard.up('Alt')
  // From 0 on, a twentieth of the largest weight (4.696) rounded to a power of ten each.
  await expect(firstWeight(page)).toHaveValue('6')
  const luma = 0.299 * photoAt(0, y, x) + 0.587 * photoAt(1, y, x) + 0.114 * photoAt(2, y, x)
  const right = luma + 6 * photoAt(0, y - 1, x - 1)
  const reading = first.getByTestId('reading')
  await expect
    .poll(async () => Number((await reading.getAttribute('data-value')) ?? NaN))
    .toBeCloseTo(right, 4)
  const latencies = await readBurst(page)
  const description = spread(latencies)
  info.annotations.push({ type: 'each of 60 edits by key repeat, until drawn', description })
  if (process.env['LAB_TIMES']) process.stdout.write(`burst           ${description}\n`)
  expect(latencies).toHaveLength(60)
  expect(latencies.every(Number.isFinite)).toBe(true)
})
