import type { Page } from '@playwright/test'
import { openDeck, pinFromCorner, takePreset } from './deck'
import { expect, test, type RunningLab } from './launch'
import { settledBox } from './settled'

const place = (page: Page) => page.getByTestId('receipt-place')
const walked = (page: Page): Promise<(string | null)[]> =>
  page
    .getByTestId('walk-grid')
    .locator('i')
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-value')))

async function pinDeck(page: Page): Promise<void> {
  await openDeck(page)
  await takePreset(page, '56', 'deck-56')
  await expect(page.getByTestId('geometry')).toHaveText('2×3×3 → 1×2×2')
  await pinFromCorner(page.getByTestId('map'), 0, 0)
  await expect(page.getByTestId('receipt-equation')).toContainText('56')
}

const clipboard = (lab: RunningLab): Promise<string> =>
  lab.electron.evaluate(({ clipboard }) => clipboard.readText())

test('the receipt is copied as a table, number for number', async ({ lab, page }) => {
  await pinDeck(page)
  await page.getByTestId('receipt-copy').click()
  await expect(page.getByText('The receipt is on the clipboard')).toBeVisible()
  const lines = (await clipboard(lab)).split('\n')
  expect(lines[0]).toBe('Y0 at column 0, row 0')
  expect(lines.filter((line) => /^\d/.test(line))).toEqual([
    '0\t1\t\t0\t1\t\t0\t1',
    '3\t4\t\t2\t3\t\t6\t12',
    '1\t2\t\t1\t2\t\t1\t4',
    '4\t5\t\t3\t4\t\t12\t20',
  ])
  expect(lines.slice(-5, -1).map((line) => line.split('\t')[1])).toEqual(['19', '37', '0', '56'])
})

test('the window is led over the outputs by keys, and their values stay', async ({ page }) => {
  await pinDeck(page)
  expect(await walked(page)).toEqual([null, null, null, null])
  await page.keyboard.press('F9')
  await expect(place(page)).toHaveText('Y0 at column 1, row 0')
  await expect.poll(() => walked(page)).toEqual(['56', '72', null, null])
  await page.keyboard.press('Shift+F9')
  await expect(place(page)).toHaveText('Y0 at column 1, row 1')
  await expect.poll(() => walked(page)).toEqual(['56', '72', null, '120'])
  await page.keyboard.press('F9')
  await expect(place(page)).toHaveText('Y0 at column 0, row 0')
  await page.getByTestId('walk-last').click()
  await page.getByTestId('walk-back').click()
  await expect(place(page)).toHaveText('Y0 at column 0, row 1')
  await expect.poll(() => walked(page)).toEqual(['56', '72', '104', '120'])
  await page.getByTestId('walk-first').click()
  await expect(place(page)).toHaveText('Y0 at column 0, row 0')
})

test('it plays by itself, and an edit of the layer forgets what was walked', async ({ page }) => {
  await page.clock.install()
  await pinDeck(page)
  await page.getByTestId('choice-8').click()
  await page.getByTestId('walk-play').click()
  await expect.poll(() => walked(page)).toEqual(['56', '72', '104', '120'])
  await page.keyboard.press('F8')
  await expect(page.getByTestId('walk-play')).toHaveAccessibleName('Play (F8)')
  await settledBox(page.getByTestId('walk-grid')) // a step under way comes to its end
  const stopped = await place(page).textContent()
  // Time for 80 steps.
  await page.clock.runFor(10_000)
  await expect(place(page)).toHaveText(stopped ?? '')
  await page.getByTestId('choice-convolution').click()
  await expect.poll(() => walked(page)).toEqual([null, null, null, null])
  await page.getByTestId('walk-first').click()
  await page.keyboard.press('F9')
  await expect.poll(async () => (await walked(page)).slice(0, 2)).toEqual(['28', '44'])
})

test('less motion: nothing plays by itself, and it is said', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.clock.install()
  await pinDeck(page)
  await expect(page.getByTestId('walk-play')).toBeDisabled()
  await expect(page.getByTestId('walk-reduced')).toContainText('step by step')
  await page.keyboard.press('F8')
  await page.clock.runFor(10_000)
  await expect(place(page)).toHaveText('Y0 at column 0, row 0')
  await page.getByTestId('walk-on').click()
  await expect(place(page)).toHaveText('Y0 at column 1, row 0')
})

/** Column and row of every tap, and what a padded one repeats, as the magnifier draws them. */
const taps = (page: Page): Promise<string[]> =>
  page
    .getByTestId('loupe')
    .getByTestId('tap')
    .evaluateAll((all) =>
      all.map(({ attributes }) =>
        ['data-place', 'data-source']
          .flatMap((name) => attributes.getNamedItem(name)?.value ?? [])
          .join(' ← '),
      ),
    )

const field = (page: Page, name: string) =>
  page.getByTestId('layer-bar').getByRole('spinbutton', { name })

test('stride, dilation and what padding repeats are drawn where the window stands', async ({
  page,
}) => {
  await pinDeck(page)
  await expect.poll(() => taps(page)).toEqual(['0 0', '1 0', '0 1', '1 1'])
  await expect(page.getByTestId('loupe').getByTestId('neighbour')).toHaveCount(2)
  await field(page, 'Dilation: vertical').fill('2')
  await expect(page.getByTestId('geometry')).toHaveText('2×3×3 → 1×1×1')
  await expect.poll(() => taps(page)).toEqual(['0 0', '2 0', '0 2', '2 2'])

  await page.getByTestId('padding').click()
  await page.getByTestId('choice-same').click()
  await page.getByTestId('mode-replicate').click()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('geometry')).toHaveText('2×3×3 → 1×3×3')
  // d(k − 1) = 2, the half before: the window begins at (−1, −1).
  await expect.poll(() => taps(page)).toEqual(['-1 -1 ← 0 0', '1 -1 ← 1 0', '-1 1 ← 0 1', '1 1'])
  await page.getByTestId('padding').click()
  await page.getByTestId('mode-circular').click()
  await page.keyboard.press('Escape')
  await expect.poll(() => taps(page)).toEqual(['-1 -1 ← 2 2', '1 -1 ← 1 2', '-1 1 ← 2 1', '1 1'])
  await page.getByTestId('padding').click()
  await page.getByTestId('mode-zero').click()
  await page.keyboard.press('Escape')
  await expect.poll(() => taps(page)).toEqual(['-1 -1', '1 -1', '-1 1', '1 1'])
  const picture = page.getByTestId('picture-view').getByTestId('tap')
  await expect(picture).toHaveCount(4)
})
