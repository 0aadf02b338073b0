import type { Page } from '@playwright/test'
import { takePreset } from './deck'
import { expect, test } from './launch'

/** The grey of the response's middle: DC. */
const greyOfDC = (page: Page) =>
  page.getByTestId('response').evaluate((element) => {
    const canvas = (
      element.matches('canvas') ? element : element.querySelector('canvas')!
    ) as HTMLCanvasElement
    const { width, height } = canvas
    const copy = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!
    copy.drawImage(canvas, width / 2, height / 2, 1, 1, 0, 0, 1, 1)
    return copy.getImageData(0, 0, 1, 1).data[0]
  })

const value = (page: Page, name: string) => page.getByTestId(`doctor-${name}`)

test('the doctor tells numbers of box, Sobel and Laplacian', async ({ page }) => {
  await page.keyboard.press('Control+Shift+d')
  await takePreset(page, 'box blur 3', 'box-3')
  await expect(value(page, 'sum')).toHaveText('Σ 1 (×1, 0 dB)')
  await expect(value(page, 'range')).toHaveText('0 … 1')
  await expect(value(page, 'clipping')).toHaveText('–')
  await expect(value(page, 'rank')).toHaveText('rank 1 · 9 → 6 multiply-adds')
  await expect(value(page, 'rank-sentence')).toContainText('6 multiply-adds instead of 9: 33.3 %')
  await expect(value(page, 'frequency')).toHaveText('x 0 … 0.155 · y 0 … 0.155')
  await expect(page.getByTestId('response-gain')).toHaveText('|H| = 1')
  expect(await greyOfDC(page)).toBe(255)
  // From the middle of the picture, DC, to the end of an axis: 32 steps of 1/64.
  await page.getByTestId('response').focus()
  for (let step = 0; step < 32; step++) await page.keyboard.press('ArrowLeft')
  await expect(page.getByTestId('response-gain')).toHaveText('|H| = 0.333')

  await takePreset(page, 'sobel x', 'sobel-x')
  await expect(value(page, 'sum')).toHaveText('Σ 0 (×0, −∞ dB)')
  await expect(value(page, 'range')).toHaveText('−4 … 4')
  await expect(value(page, 'symmetry')).toHaveText('odd in x · even in y')
  await expect(value(page, 'frequency')).toHaveText('x 0.125 … 0.375 · y –')
  expect(await greyOfDC(page)).toBe(0)

  await takePreset(page, 'laplacian-4', 'laplacian-4')
  await expect(value(page, 'rank')).toHaveText('rank 2 · 9 → 12 multiply-adds')
})

test('clipping is counted over the whole map, and follows the bias', async ({ page }) => {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
  await page.getByTestId('choice-doctor').click()
  await takePreset(page, 'identity', 'identity')
  await expect(value(page, 'clipping')).toHaveText('0 % below 0 · 0 % above 1')
  await takePreset(page, 'invert', 'invert')
  await expect(value(page, 'clipping')).toHaveText('0 % below 0 · 0 % above 1')
  await page.getByTestId('undo').click()
  await takePreset(page, 'emboss', 'emboss')
  await expect(value(page, 'clipping')).toContainText(/\d+\.\d\s% below\s0/)
  await page.getByTestId('doctor-channel').selectOption({ label: 'G' })
  await expect(value(page, 'range')).toHaveText('0 … 0')
})

test('at 1280 × 800 every word of it is whole, in both languages', async ({ lab, page }) => {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('geometry')).toHaveText('3×400×600 → 4×400×600')
  await lab.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((one) => one.isVisible())
      ?.setContentSize(1280, 800),
  )
  await page.getByTestId('choice-doctor').click()
  for (const [locale, first] of [
    ['en', /^Σ 0 \(×0, −∞\sdB\)$/],
    ['zh-CN', /^Σ 0（×0，−∞\sdB）$/],
  ] as const) {
    await lab.invoke('changeSettings', { locale })
    await expect(page.locator('html')).toHaveAttribute('lang', locale)
    await takePreset(page, 'sobel x', 'sobel-x')
    await expect(value(page, 'sum')).toHaveText(first)
    await expect(value(page, 'clipping')).toContainText('%')
    const { count, cut } = await page.getByTestId('doctor').evaluate((doctor) => {
      const words = [...doctor.querySelectorAll('dt, dd, .label, figcaption > *, .choice')]
      const isCut = (element: Element): boolean =>
        element.scrollWidth > element.clientWidth && element.clientWidth > 0
      return { count: words.length, cut: words.filter(isCut).map(({ textContent }) => textContent) }
    })
    expect(count).toBeGreaterThan(20)
    expect(cut).toEqual([])
  }
})
