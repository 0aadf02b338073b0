import type { Page } from '@playwright/test'
import { expect, test, type RunningLab } from './launch'

async function openPhoto(page: Page): Promise<void> {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
  await expect(page.getByTestId('maps')).toHaveAttribute('data-drawn', /[1-9]/)
}

/** Gives the window's page `width` × `height` pixels of the screen. */
async function resize(lab: RunningLab, width: number, height: number): Promise<void> {
  await lab.electron.evaluate(
    ({ BrowserWindow }, [across, down]) => {
      const shown = BrowserWindow.getAllWindows().find((one) => one.isVisible())
      shown?.setContentSize(across, down)
    },
    [width, height] as const,
  )
}

/** Device pixels for a pixel of the page. */
const ratioOf = (page: Page): Promise<number> => page.evaluate(() => devicePixelRatio)

/** Size of the digits in pixels of the screen: a weight's, a product's and a range's. */
function digitsOf(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const face = (selector: string): number => {
      const found = document.querySelector(selector)
      return found ? parseFloat(getComputedStyle(found).fontSize) * devicePixelRatio : NaN
    }
    return [
      face('[role="gridcell"] input'),
      face('[data-test="receipt"] td'),
      face('[data-test="map"] .foot .number'),
      face('[data-test="receipt-channel"] .sum'),
      face('[data-test="receipt-engine"]'),
    ]
  })
}

/** Whether more stands in an element than it shows. */
const isCut = (element: Element): boolean =>
  element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight

/** A cell of the wall in pixels of the screen. */
function cellOf(page: Page): Promise<{ width: number; height: number }> {
  return page.evaluate(() => {
    const box = document.querySelector('[role="gridcell"]')?.getBoundingClientRect()
    return {
      width: (box?.width ?? NaN) * devicePixelRatio,
      height: (box?.height ?? NaN) * devicePixelRatio,
    }
  })
}

/** A canvas has whole pixels: the nearest to its size on the screen is off by a half at most. */
const NEAREST = 0.501

/** How far the wall's own pixels are from those of the screen, on the worse side. */
function blurOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-test="kernel-wall"] canvas')
    if (!canvas) return NaN
    const { width, height } = canvas.getBoundingClientRect()
    return Math.max(
      Math.abs(canvas.width - width * devicePixelRatio),
      Math.abs(canvas.height - height * devicePixelRatio),
    )
  })
}

/** Controls that can be seen in no way: neither in the window nor by scrolling something around them. */
function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (style: string): boolean => style === 'auto' || style === 'scroll'
    const isReached = (control: Element): boolean => {
      const box = control.getBoundingClientRect()
      let [left, right, top, bottom] = [box.left, box.right, box.top, box.bottom]
      for (let around = control.parentElement; around; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around)
        const room = around.getBoundingClientRect()
        if (scrolls(overflowX)) [left, right] = [room.left, room.right]
        else if (overflowX !== 'visible' && (left < room.left - 1 || right > room.right + 1)) {
          return false
        }
        if (scrolls(overflowY)) [top, bottom] = [room.top, room.bottom]
        else if (overflowY !== 'visible' && (top < room.top - 1 || bottom > room.bottom + 1)) {
          return false
        }
      }
      return true
    }
    const controls = document.querySelectorAll('button, select, [role="slider"], [role="tab"]')
    return [...controls]
      .filter((control) => control.checkVisibility() && control.getClientRects().length > 0)
      .filter((control) => !isReached(control))
      .map((control) => control.outerHTML.slice(0, 120))
  })
}

/** What stands beside the left column and holds more than it shows. */
function scrolledAside(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.scroller, .findings, [data-test="receipt"] .body')]
      .filter((element) => element.checkVisibility())
      .filter(
        ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
          scrollWidth > clientWidth || scrollHeight > clientHeight,
      )
      .map((element) => element.className),
  )
}

test('projector mode makes the digits large, cuts nothing and is kept', async ({ lab, page }) => {
  await openPhoto(page)
  await resize(lab, 1280, 800)
  await page.getByTestId('map').first().getByRole('img').first().click()
  await expect(page.getByTestId('receipt').locator('td').first()).toBeVisible()
  const before = { digits: await digitsOf(page), cell: await cellOf(page) }
  const ratio = await ratioOf(page)

  await page.keyboard.press('Control+Shift+F')
  await expect(page.locator('html')).toHaveClass(/projector/)
  await expect.poll(() => ratioOf(page)).toBeCloseTo(ratio * 1.1, 2)
  const after = await digitsOf(page)
  // The interface is 1.1 times as large, and its digits 1.5 times that.
  after.forEach((face, at) => expect(face / (before.digits[at] ?? NaN)).toBeCloseTo(1.65, 2))
  await expect.poll(async () => (await cellOf(page)).height).toBeGreaterThan(24 * ratio * 1.6)
  await expect.poll(() => blurOf(page)).toBeLessThan(NEAREST)
  expect(await outOfReach(page)).toEqual([])
  // Two outputs of three rows each are seen whole.
  const wall = page.getByTestId('kernel-wall').locator('canvas').first()
  const rows = async () =>
    (((await wall.boundingBox())?.height ?? NaN) * (await ratioOf(page))) /
    (await cellOf(page)).height
  await expect.poll(rows).toBeGreaterThanOrEqual(6)
  expect(await page.getByTestId('receipt-equation').evaluate(isCut)).toBe(false)
  await page.getByTestId('choice-doctor').click()
  const doctor = () =>
    page
      .getByTestId('doctor-sum')
      .evaluate((value) => parseFloat(getComputedStyle(value).fontSize) * devicePixelRatio)
  const large = await doctor()
  await page.getByTestId('doctor').getByTestId('choice-receipt').click()

  // A wide window has room for the whole wall, its biases, and all of the doctor's findings.
  await resize(lab, 1920, 1080)
  for (const strip of ['receipt', 'doctor']) {
    await page.getByTestId(`choice-${strip}`).filter({ visible: true }).click()
    await expect.poll(() => scrolledAside(page)).toEqual([])
  }
  await page.getByTestId('doctor').getByTestId('choice-receipt').click()
  await resize(lab, 1280, 800)

  expect(await lab.invoke('settings')).toMatchObject({ isProjector: true, zoom: 1 })
  await page.keyboard.press('Control+k')
  await page.getByTestId('palette-search').fill('projector')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).not.toHaveClass(/projector/)
  await expect.poll(() => cellOf(page)).toEqual(before.cell)
  expect(await digitsOf(page)).toEqual(before.digits)
  await page.getByTestId('choice-doctor').click()
  expect(large / (await doctor())).toBeCloseTo(1.65, 2)
})

test('the window is enlarged to 200 %, stays sharp and within reach', async ({ lab, page }) => {
  await openPhoto(page)
  await resize(lab, 1920, 1080)
  const ratio = await ratioOf(page)
  const sizes = [1.1, 1.25, 1.5, 1.75, 2]
  for (const zoom of sizes) {
    await page.keyboard.press('Control+=')
    await expect.poll(() => ratioOf(page)).toBeCloseTo(ratio * zoom, 2)
    await expect.poll(() => blurOf(page)).toBeLessThan(NEAREST)
  }
  // There is no more.
  await page.keyboard.press('Control+=')
  expect(await lab.invoke('settings')).toMatchObject({ zoom: 2 })
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([960, 540])
  expect(await outOfReach(page)).toEqual([])

  // A kernel of 3 × 3 at its smallest readable size.
  const wall = page.getByTestId('kernel-wall').locator('canvas').first()
  expect((await wall.boundingBox())?.height).toBeGreaterThanOrEqual(72)

  // Less room than the window needs: it scrolls.
  await resize(lab, 1280, 800)
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(640)
  const scrolled = () => page.evaluate(() => document.querySelector('#app')?.scrollWidth)
  await expect.poll(scrolled).toBe(960)
  expect(await outOfReach(page)).toEqual([])
  await page.getByTestId('save-maps').focus()
  const { left, right } = await page
    .getByTestId('save-maps')
    .evaluate((button) => button.getBoundingClientRect().toJSON() as DOMRect)
  expect(left).toBeGreaterThanOrEqual(0)
  expect(right).toBeLessThanOrEqual(640)

  await page.keyboard.press('Control+-')
  await expect.poll(() => ratioOf(page)).toBeCloseTo(ratio * 1.75, 2)
  await page.keyboard.press('Control+0')
  await expect.poll(() => ratioOf(page)).toBeCloseTo(ratio, 2)
  expect(await lab.invoke('settings')).toMatchObject({ zoom: 1 })
})

test('no size of the window makes its bars come and go', async ({ lab, page }) => {
  await openPhoto(page)
  // Heights about that of the left column: its tiles are as high as the column is wide.
  for (let height = 816; height <= 900; height += 6) {
    await resize(lab, 1536, height)
    await expect.poll(() => page.evaluate(() => innerHeight)).toBe(height)
  }
})
