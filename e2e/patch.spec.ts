import type { Locator, Page } from '@playwright/test'
import { expect, test } from './launch'
import { npyBytes } from './npy'
import { bring, decodeSample, type Decoded } from './pictures'
import { settledBox } from './settled'

const numberOf = async (one: Locator, name: string): Promise<number> =>
  Number((await one.getAttribute(`data-${name}`)) ?? NaN)

async function type(page: Page, field: string, value: number): Promise<void> {
  await page.getByTestId(field).fill(String(value))
  await page.getByTestId(field).press('Enter')
}

/** The 7 × 7 patch with the largest √Σ(x − mean of its channel)², f64: no window can answer higher. */
function strongestPatch(): { y: number; x: number; norm: number } {
  const picture = decodeSample('coffee.png')
  let best = { y: 0, x: 0, norm: 0 }
  for (let y = 0; y + 7 <= picture.height; y++) {
    for (let x = 0; x + 7 <= picture.width; x++) {
      const norm = normOf(picture, y, x)
      if (norm > best.norm) best = { y, x, norm }
    }
  }
  return best
}

function normOf(picture: Decoded, top: number, left: number): number {
  let squares = 0
  for (let channel = 0; channel < 3; channel++) {
    let [sum, sumOfSquares] = [0, 0]
    for (let at = 0; at < 49; at++) {
      const value = picture.at(channel, top + Math.floor(at / 7), left + (at % 7))
      sum += value
      sumOfSquares += value * value
    }
    squares += sumOfSquares - (sum * sum) / 49
  }
  return Math.sqrt(squares)
}

test('a patch becomes an output that finds it again, by keys alone', async ({ page }) => {
  await page.keyboard.press('Control+Shift+P')
  await expect(page.getByTestId('picture-kernel')).toContainText('No picture yet')
  await page.keyboard.press('Escape')
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('map')).toHaveCount(4)
  await page.keyboard.press('Control+Shift+P')
  await type(page, 'patch-height', 7)
  await type(page, 'patch-width', 7)
  const strongest = strongestPatch()
  await type(page, 'patch-y', strongest.y)
  await type(page, 'patch-x', strongest.x)
  const norm = page.getByTestId('patch-norm')
  await expect.poll(() => numberOf(norm, 'norm')).toBeCloseTo(strongest.norm, 4)

  await type(page, 'patch-height', 8)
  await expect(page.getByTestId('patch-fault')).toContainText('height 8 is not an odd number')
  await expect(page.getByTestId('patch-add')).toBeDisabled()
  await type(page, 'patch-height', 7)

  await page.getByTestId('patch-add').click()
  await expect(page.getByTestId('weights-shape')).toHaveText('5 × 3 × 7 × 7')
  const peaks = page.getByTestId('peak')
  const first = peaks.first()
  await expect(first).toHaveAttribute('data-y', String(strongest.y + 3))
  await expect(first).toHaveAttribute('data-x', String(strongest.x + 3))
  await expect.poll(() => numberOf(first, 'score')).toBeCloseTo(1, 4)
  await expect.poll(() => numberOf(first, 'value')).toBeCloseTo(strongest.norm, 3)
  await expect(peaks).toHaveCount(8)
  await type(page, 'peak-count', 12)
  await expect(peaks).toHaveCount(12)
  const rises = (): Promise<boolean> =>
    peaks.evaluateAll((rows) => {
      const scores = rows.map((row) => Number(row.getAttribute('data-score')))
      return scores.some((score, at) => score > (scores[at - 1] ?? Infinity))
    })
  await expect.poll(rises).toBe(false)

  await page.keyboard.press('Escape')
  await expect(page.getByTestId('map')).toHaveCount(5)
  await page.getByTestId('undo').click()
  await expect(page.getByTestId('weights-shape')).toHaveText('4 × 3 × 3 × 3')
})

test('the rectangle is dragged on the picture, and moved and sized by arrows', async ({ page }) => {
  await page.getByTestId('sample-coffee').click()
  await page.getByTestId('from-picture').click()
  const canvas = page.getByTestId('patch-picture').getByRole('img')
  await expect.poll(async () => (await canvas.boundingBox())?.width).toBeGreaterThan(200)
  const box = await settledBox(canvas)
  await page.mouse.move(box.x + 50, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + 58, box.y + 60)
  await page.mouse.up()
  const picture = decodeSample('coffee.png')
  const scale = picture.width / box.width
  const x = Math.floor(50 * scale)
  await expect(page.getByTestId('patch-x')).toHaveValue(String(x))
  await expect(page.getByTestId('patch-width')).toHaveValue(/[13579]$/)
  const width = Number(await page.getByTestId('patch-width').inputValue())
  await canvas.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page.getByTestId('patch-x')).toHaveValue(String(x + 10))
  await page.keyboard.press('Alt+ArrowRight')
  await expect(page.getByTestId('patch-width')).toHaveValue(String(width + 2))
})

/** Seeded noise [3,H,W] and what 0.5·R − 0.25·(R one to the right) + 0.1 makes of it. */
function pair(height: number, width: number): [Uint8Array, Uint8Array] {
  let seed = 7
  const before = Float32Array.from({ length: 3 * height * width }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  })
  const after = Float32Array.from({ length: height * width }, (_, at) => {
    const right = at % width === width - 1 ? at : at + 1
    return 0.5 * before[at]! - 0.25 * before[right]! + 0.1
  })
  return [npyBytes([3, height, width], before), npyBytes([1, height, width], after)]
}

test('the kernel between two pictures is found, its residual shown, and put on the wall', async ({
  page,
}) => {
  await page.getByTestId('from-picture').click()
  await page.getByTestId('choice-fit').click()
  await expect(page.getByTestId('fit-empty')).toContainText('the same width and height')
  await page.keyboard.press('Escape')
  const [before, after] = pair(60, 80)
  const kind = { type: 'application/octet-stream' }
  await bring(page, 'drop', { ...kind, name: 'before.npy', bytes: before })
  await expect(page.getByTestId('channel')).toHaveCount(3)
  await bring(page, 'drop', { ...kind, name: 'after.npy', bytes: after })
  await expect(page.getByTestId('channel')).toHaveCount(1)
  await page.getByTestId('from-picture').click()
  await type(page, 'fit-side', 4)
  await page.getByTestId('fit-run').click()
  await expect(page.getByTestId('fit-fault')).toContainText('side 4 is not an odd number')
  await type(page, 'fit-side', 3)
  await page.getByTestId('fit-run').click()
  const result = page.getByTestId('fit-result')
  await expect(result).toContainText('28 unknowns for each output, from 4,524 of 4,524 pixels')
  await expect.poll(() => numberOf(result, 'rms')).toBeLessThan(1e-6)
  await expect.poll(() => numberOf(result, 'max')).toBeLessThan(1e-5)
  await page.getByTestId('fit-apply').click()
  await expect(page.getByTestId('weights-shape')).toHaveText('1 × 3 × 3 × 3')
  const cell = page.getByTestId('kernel-wall').getByRole('textbox').last()
  await cell.focus()
  for (const key of ['Control+Home', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
  await expect.poll(async () => Number(await cell.inputValue())).toBeCloseTo(0.5, 5)
  await page.keyboard.press('ArrowRight')
  await expect
    .poll(async () => Number((await cell.inputValue()).replace('−', '-')))
    .toBeCloseTo(-0.25, 5)
  await expect(page.getByTestId('undo')).toHaveAttribute(
    'title',
    'Undo: preset 3 × 3 from before and after',
  )
  await page.getByTestId('undo').click()
  await expect(page.getByTestId('weights-shape')).not.toHaveText('1 × 3 × 3 × 3')
})
