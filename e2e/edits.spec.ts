import type { Page } from '@playwright/test'
import { readEdit, startEdit, tableOf, watchEdits, type EditTimes } from './edit-times'
import { expect, test } from './launch'
import { bring, generatePng } from './pictures'

const maps = (page: Page) => page.getByTestId('maps')
const drawnCount = async (page: Page): Promise<number> =>
  Number(await maps(page).getAttribute('data-drawn'))

/** Opens a photo of 1920×1080 and focuses the first weight of its 3→4 3×3 layer. */
async function openPhoto(page: Page): Promise<void> {
  const bytes = generatePng(1920, 1080)
  await bring(page, 'drop', { name: 'photo.png', type: 'image/png', bytes })
  await expect.poll(() => drawnCount(page), { timeout: 20_000 }).toBeGreaterThan(0)
  await page.getByTestId('kernel-wall').getByRole('gridcell').first().getByRole('textbox').focus()
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
