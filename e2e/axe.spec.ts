import type { Page } from '@playwright/test'
import { AxeWalk } from './axe'
import { openDeck, pinFromCorner } from './deck'
import { expect, test } from './launch'
import { npyBytes } from './npy'
import { bring } from './pictures'

test.describe.configure({ timeout: 300_000 })

async function openSample(page: Page): Promise<void> {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('map')).toHaveCount(4)
}

async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await bring(page, 'drop', { name, type: 'application/octet-stream', bytes })
}

test('axe finds nothing on the lab: empty, with a picture, pinned, walking, faulty', async ({
  lab,
  page,
}) => {
  const axe = new AxeWalk(lab)
  await axe.look('empty')
  await page.keyboard.press('Control+Shift+D')
  await axe.look('doctor without a picture')
  await page.keyboard.press('Control+Shift+D')
  await drop(page, 'broken.png', Uint8Array.of(1, 2, 3))
  await expect(page.getByTestId('picture-fault')).toBeVisible()
  await axe.look('a file that is no picture')
  await openDeck(page)
  await axe.look('a small tensor')
  await pinFromCorner(page.getByTestId('map').first(), 0, 0)
  await expect(page.getByTestId('receipt-place')).toHaveText('Y0 at column 0, row 0')
  await axe.look('receipt, pinned')
  await page.keyboard.press('F9')
  await expect(page.getByTestId('walk-grid')).toBeVisible()
  await axe.look('receipt, walking')
  await page.getByTestId('receipt-copy').click()
  await axe.look('a notice')
  await page.keyboard.press('Control+Shift+D')
  await expect(page.getByTestId('doctor')).toBeVisible()
  await axe.look('doctor')
  await page.keyboard.press('Control+Shift+D')
  await page.getByTestId('padding').click()
  await expect(page.getByTestId('mode-constant')).toBeVisible()
  await axe.look('padding')
  await page.getByTestId('choice-valid').click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('kernel size 11')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('maps-fault')).toBeVisible()
  await axe.look('a kernel larger than its picture')
  axe.end(10)
})

test('axe finds nothing on the lab in Chinese, with every channel view and way to show maps', async ({
  lab,
  page,
}) => {
  const axe = new AxeWalk(lab)
  await openSample(page)
  await page.getByTestId('locale').click()
  await axe.look('Chinese')
  await page.getByTestId('locale').click()
  const views = ['hsv', 'lab', 'ycbcr', 'opponent', 'grey', 'maps']
  for (const view of views) {
    await page.getByTestId(`choice-${view}`).click()
    await expect(page.getByTestId(`choice-${view}`)).toHaveAttribute('aria-checked', 'true')
    await axe.look(`channels as ${view}`)
  }
  await page.getByTestId('choice-picture').click()
  await page.getByTestId('choice-grey').click()
  await page.getByTestId('grey-loss').getByRole('img').first().focus()
  for (const key of ['ArrowRight', 'Enter']) await page.keyboard.press(key)
  await axe.look('a pair of one grey')
  await page.getByTestId('choice-rgb').click()
  const modes = ['clamp', 'absolute', 'mid-grey', 'min-max', 'diverging']
  for (const mode of modes) {
    await page.getByTestId('display-mode').click()
    await page.getByTestId(`mode-${mode}`).click()
    await axe.look(`maps as ${mode}`)
  }
  await page.getByTestId('display-mode').click()
  await axe.look('the list of ways to show maps')
  await page.keyboard.press('Escape')
  await page.getByTestId('save-maps').click()
  await axe.look('the list of files of maps')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F4')
  await axe.look('zoomed in')
  await page.keyboard.press('F2')
  const mapViews = ['Maps as: RGB', 'Maps as: Compare']
  for (const name of mapViews) {
    await page.keyboard.press('Control+k')
    await page.keyboard.insertText(name)
    await page.keyboard.press('Enter')
    await axe.look(name)
  }
  axe.end(views.length + modes.length + mapViews.length + 5)
})

test('axe finds nothing on the wall and the stack of layers', async ({ lab, page }) => {
  const axe = new AxeWalk(lab)
  await openSample(page)
  await page.getByTestId('kernel-wall').getByRole('textbox').last().focus()
  await page.keyboard.press('Control+a')
  await axe.look('all kernels selected')
  await page.getByTestId('mute-R').click()
  await axe.look('a channel muted')
  await page.keyboard.press('Control+Shift+L')
  await axe.look('two layers')
  await page.keyboard.press('Control+PageUp')
  await page.getByTestId('fuse').click()
  await expect(page.getByTestId('fusion')).toBeVisible()
  await axe.look('fused')
  await page.getByTestId('presets').click()
  await expect(page.getByTestId('preset-search')).toBeFocused()
  await axe.look('presets')
  await page.getByTestId('preset-search').fill('qqqq')
  await axe.look('no preset found')
  axe.end(6)
})

test('axe finds nothing on the dialogs', async ({ lab, page }) => {
  const axe = new AxeWalk(lab)
  await page.keyboard.press('Control+k')
  await expect(page.getByTestId('palette-search')).toBeFocused()
  await axe.look('palette, much of it disabled')
  await page.keyboard.type('qqqq')
  await axe.look('palette, nothing found')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+K')
  await axe.look('conventions without a picture')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+P')
  await axe.look('patch without a picture')
  await page.getByTestId('choice-fit').click()
  await axe.look('before and after without pictures')
  await page.keyboard.press('Escape')
  await openSample(page)
  await page.getByTestId('copy-as-code').click()
  await expect(page.getByTestId('code-text')).toBeVisible()
  await axe.look('code')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+K')
  await expect(page.getByTestId('conventions-result')).toBeVisible()
  await axe.look('conventions')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+V')
  await axe.look('paste, nothing yet')
  await page.getByTestId('paste-text').fill('[1 2; 3 4]/9')
  await axe.look('paste, a guess')
  await page.getByTestId('paste-text').fill('[1 2; 3]')
  await expect(page.getByTestId('paste-fault')).toBeVisible()
  await axe.look('paste, a fault')
  axe.end(10)
})

test('axe finds nothing on kernels from pictures', async ({ lab, page }) => {
  const axe = new AxeWalk(lab)
  const values = Float32Array.from({ length: 3 * 400 }, (_, at) => (at * 7919) % 101)
  await drop(page, 'before.npy', npyBytes([3, 20, 20], values))
  await expect(page.getByTestId('picture-facts')).toContainText('before.npy')
  await drop(page, 'after.npy', npyBytes([3, 20, 20], values.map((value) => value / 2))) // prettier-ignore
  await expect(page.getByTestId('picture-facts')).toContainText('after.npy')
  await page.keyboard.press('Control+Shift+P')
  await expect(page.getByTestId('patch-norm')).toBeVisible()
  await axe.look('patch')
  await page.getByTestId('patch-add').click()
  await expect(page.getByTestId('peak').first()).toBeVisible()
  await axe.look('patch with its peaks')
  await page.getByTestId('patch-height').fill('8')
  await page.getByTestId('patch-height').press('Enter')
  await expect(page.getByTestId('patch-fault')).toBeVisible()
  await axe.look('patch, a fault')
  await page.getByTestId('choice-fit').click()
  await axe.look('before and after')
  await page.getByTestId('fit-run').click()
  await expect(page.getByTestId('fit-result')).toBeVisible()
  await axe.look('before and after, solved')
  axe.end(5)
})

test('axe finds nothing on the race', async ({ lab, page }) => {
  const axe = new AxeWalk(lab)
  await page.getByRole('tab', { name: 'Race' }).click()
  await axe.look('race without a picture')
  await page.keyboard.press('Control+1')
  await openDeck(page)
  await page.keyboard.press('Control+2')
  await axe.look('race before its run')
  await page.getByTestId('race-run').click()
  await expect(page.getByTestId('race-summary')).toContainText('agree to', { timeout: 40_000 })
  await axe.look('race with its result')
  axe.end(3)
})
