import type { Page } from '@playwright/test'
import { writeNpy } from '../electron/engine/tensors/npy'
import { spread } from './edit-times'
import { expect, test } from './launch'
import { pasteOntoWall } from './paste-onto-wall'
import { bring } from './pictures'
import { readTyping, watchTyping } from './typing-times'

const [OUTPUTS, INPUTS, EDITS] = [64, 32, 60]
/** So many cells are typed into again and again: all of them are in sight at every zoom. */
const IN_SIGHT = 8

const wall = (page: Page) => page.getByTestId('kernel-wall')
const cell = (page: Page) => wall(page).getByRole('gridcell').getByRole('textbox')

/** Opens a tensor of 32 channels and puts 64×32 kernels on the wall, ±9 but for the last weight: 20. */
async function openWall(page: Page, side: number): Promise<void> {
  const values = Float32Array.from({ length: INPUTS * 48 * 64 }, (_, at) => ((at * 37) % 101) / 101)
  const bytes = writeNpy([INPUTS, 48, 64], values)
  await bring(page, 'drop', { name: 'maps.npy', type: '', bytes })
  const shape = page.getByTestId('weights-shape')
  await expect(shape).toContainText(`× ${INPUTS} ×`)
  await pasteOntoWall(page, layerText(side))
  await page.getByTestId('paste-apply').click()
  await expect(shape).toHaveText(`${OUTPUTS} × ${INPUTS} × ${side} × ${side}`)
  await expect(page.getByTestId('map')).toHaveCount(OUTPUTS)
}

function layerText(side: number): string {
  const [area, count] = [side * side, OUTPUTS * INPUTS * side * side]
  const valueAt = (at: number): number => (at === count - 1 ? 20 : ((at * 29) % 181) / 10 - 8.95)
  const many = <T>(length: number, one: (index: number) => T): T[] =>
    Array.from({ length }, (_, index) => one(index))
  const kernel = (first: number): number[][] =>
    many(side, (y) => many(side, (x) => valueAt(first + y * side + x)))
  return JSON.stringify(
    many(OUTPUTS, (output) => many(INPUTS, (input) => kernel((output * INPUTS + input) * area))),
  )
}

async function goToFirst(page: Page): Promise<void> {
  await cell(page).focus()
  await page.keyboard.press('Control+Home')
  await page.waitForTimeout(300)
}

const digitOf = (edit: number): string => String(1 + (edit % 9))

/** What the wall's canvas shows. */
function pixels(page: Page): Promise<string> {
  return wall(page)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
}

for (const side of [3, 5]) {
  test(`a digit on a wall of 64×32 kernels of ${side}×${side} repaints its kernel alone`, async ({
    page,
  }, info) => {
    await openWall(page, side)
    for (const cells of ['overview', 'numbers']) {
      if (cells === 'numbers') {
        await wall(page).getByRole('button', { name: 'Larger cells' }).click({ clickCount: 2 })
      }
      await goToFirst(page)
      await watchTyping(page)
      for (let edit = 0; edit < EDITS; edit++) {
        await page.keyboard.press(digitOf(cells === 'overview' ? edit : edit + 4))
        await page.waitForTimeout(70)
        await page.keyboard.press(edit % IN_SIGHT === IN_SIGHT - 1 ? 'Home' : 'ArrowRight')
        await page.waitForTimeout(30)
      }
      const { drawn, framed, repainted, asked } = await readTyping(page)
      const times = `drawn ${spread(drawn)}, framed ${spread(framed)}`
      info.annotations.push({ type: `a digit typed on the ${cells}`, description: times })
      if (process.env['LAB_TIMES']) process.stdout.write(`${side} ${cells.padEnd(9)} ${times}\n`)
      expect(drawn).toHaveLength(EDITS)
      expect(repainted.filter((kernels) => kernels !== 1)).toEqual([])
      expect(asked.filter((maps) => maps > 1)).toEqual([])
    }
  })
}

test('what is repainted is what the whole wall would show, and the typed numbers stay', async ({
  page,
}) => {
  await openWall(page, 3)
  for (let more = 0; more < 2; more++) {
    await wall(page).getByRole('button', { name: 'Larger cells' }).click()
  }
  await goToFirst(page)
  for (let edit = 0; edit < IN_SIGHT; edit++) {
    await page.keyboard.press(digitOf(edit + 4))
    await page.keyboard.press('ArrowRight')
  }
  await goToFirst(page)
  const repainted = await pixels(page)
  await wall(page).getByRole('button', { name: 'Larger cells' }).click()
  await wall(page).getByRole('button', { name: 'Smaller cells' }).click()
  await goToFirst(page)
  expect((await pixels(page)) === repainted).toBe(true)

  for (let edit = 0; edit < EDITS; edit++) {
    await page.keyboard.press(digitOf(edit))
    await page.keyboard.press('ArrowRight')
  }
  await goToFirst(page)
  for (let edit = 0; edit < EDITS; edit++) {
    await expect(cell(page)).toHaveValue(digitOf(edit))
    await page.keyboard.press('ArrowRight')
  }
})
