import type { Page } from '@playwright/test'
import { expect, test, type RunningLab } from './launch'

/** A command as the palette lists it. */
interface Listed {
  readonly id: string
  readonly title: string
  /** Why it cannot run now; null when it can. */
  readonly reason: string | null
  /** It is what holds already: to choose it again changes nothing. */
  readonly isOn: boolean
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByTestId('palette-search')).toBeFocused()
}

const listed = (page: Page): Promise<Listed[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-test="palette"] [role="option"]')].map((option) => ({
      id: option.id.replace(/^command-/, ''),
      title: option.querySelector('.title')?.textContent ?? '',
      reason:
        option.getAttribute('aria-disabled') === 'true'
          ? (option.querySelector('small')?.textContent?.trim() ?? '')
          : null,
      isOn: option.querySelector('svg[role="img"]') !== null,
    })),
  )

async function allCommands(page: Page): Promise<Listed[]> {
  await openPalette(page)
  const all = await listed(page)
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('palette')).toBeHidden()
  return all
}

/** Types a title in the open palette and walks down to its command. */
async function find(page: Page, { id, title }: Listed): Promise<void> {
  await page.keyboard.insertText(title)
  const search = page.getByTestId('palette-search')
  await expect(page.locator(`[id="command-${id}"]`)).toBeVisible()
  for (let step = 0; step < 12; step++) {
    if ((await search.getAttribute('aria-activedescendant')) === `command-${id}`) return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`The palette does not lead to ${id} by “${title}”.`)
}

/** What a person can see or hear: the page's elements, what fields hold, what canvases show. */
const seen = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const fields = document.querySelectorAll<HTMLInputElement>('input, select, textarea')
    const canvases = [...document.querySelectorAll('canvas')].filter(
      ({ width, height }) => width * height > 0,
    )
    // All on one sheet, which is read once.
    const sheet = new OffscreenCanvas(24, 24 * Math.max(1, canvases.length))
    const pen = sheet.getContext('2d')
    canvases.forEach((canvas, at) => pen?.drawImage(canvas, 0, 24 * at, 24, 24))
    const pixels = pen?.getImageData(0, 0, sheet.width, sheet.height).data.join('')
    const values = [...fields].map(({ value }) => value)
    return [document.documentElement.outerHTML, ...values, pixels].join('\n')
  })

/** Every command starts from the same: the file dialogs answer “nothing chosen” and are counted. */
function answerDialogs(lab: RunningLab): Promise<void> {
  return lab.electron.evaluate(({ dialog }) => {
    const counted = globalThis as typeof globalThis & { asked: number }
    counted.asked = 0
    dialog.showOpenDialog = () => {
      counted.asked++
      return Promise.resolve({ canceled: true, filePaths: [] })
    }
  })
}

const dialogsAsked = (lab: RunningLab): Promise<number> =>
  lab.electron.evaluate(() => (globalThis as typeof globalThis & { asked: number }).asked)

/** A bench on which nearly all can be done: a picture and two layers. */
async function prepare(page: Page): Promise<void> {
  await page.getByTestId('sample-coffee').click()
  await expect(page.getByTestId('map')).toHaveCount(4)
  await page.keyboard.press('Control+Shift+L')
}

/** Pins a pixel of the first map and zooms in. */
async function point(page: Page): Promise<void> {
  // Maps that are shown anew meanwhile take the focus with them: then it is given once more.
  await expect(async () => {
    await page.getByTestId('map').first().getByRole('img').first().focus()
    for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key)
    await expect(page.getByTestId('pin')).toHaveCount(1, { timeout: 2000 })
  }).toPass({ timeout: 20_000 })
  await page.keyboard.press('F4')
}

test('without a picture the palette lists every command, and says why some wait', async ({
  page,
}) => {
  const all = await allCommands(page)
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  const waiting = new Map(all.flatMap(({ id, reason }) => (reason === null ? [] : [[id, reason]])))
  expect(Object.fromEntries(waiting)).toEqual({
    'file.close': 'open a picture first',
    'file.race': 'open a picture first',
    'file.cancelRace': 'no race is running',
    'edit.undo': 'nothing was edited yet',
    'edit.redo': 'nothing was undone',
    'kernels.moveUp': 'no output above',
    'kernels.selectAbove': 'no output above',
    'layers.remove': 'it is the only layer',
    'layers.before': 'no layer before this one',
    'layers.after': 'no layer after this one',
    'layers.previous': 'no layer before this one',
    'layers.next': 'no layer after this one',
    'layers.fuse': 'no layer after this one',
    'maps.swapCompared': 'nothing is compared',
    'maps.compositeShared': 'the maps are not one colour picture',
    'maps.dividerLeft': 'nothing is wiped',
    'maps.dividerRight': 'nothing is wiped',
    'receipt.pin': 'point at a map first',
    'receipt.copy': 'point at a map first',
    'receipt.first': 'point at a map first',
    'receipt.back': 'point at a map first',
    'receipt.play': 'point at a map first',
    'receipt.on': 'point at a map first',
    'receipt.last': 'point at a map first',
    'view.actualSize': 'in actual size already',
    'zoom.in': 'open a picture first',
    'zoom.out': 'open a picture first',
    'zoom.fit': 'open a picture first',
    'zoom.left': 'open a picture first',
    'zoom.right': 'open a picture first',
    'zoom.up': 'open a picture first',
    'zoom.down': 'open a picture first',
  })
})

/** What must have been chosen for a command to be able to do its work. */
const FIRST: Readonly<Record<string, string>> = {
  'edit.redo': 'edit.undo',
  'file.cancelRace': 'file.race',
  'layers.fuse': 'layers.previous',
  'view.actualSize': 'view.larger',
  'maps.swapCompared': 'maps.view.compare',
  'maps.compositeShared': 'maps.view.composite',
  'maps.dividerLeft': 'maps.compare.wipe',
  'maps.dividerRight': 'maps.compare.wipe',
}

/** The receipt, the zoom and the layers are asked while their picture is open, the files last. */
function inOrder(all: readonly Listed[]): string[] {
  const rank = (id: string): number =>
    /^(receipt|zoom|layers)\./.test(id) ? 0 : id.startsWith('file.') ? 2 : 1
  return all.map(({ id }) => id).sort((one, other) => rank(one) - rank(other))
}

test('every command does something when it is chosen in the palette by keys alone', async ({
  lab,
  page,
}) => {
  test.setTimeout(400_000)
  await answerDialogs(lab)
  await prepare(page)
  const all = inOrder(await allCommands(page))
  const ran = new Set<string>()
  for (let round = 0; round < 3 && ran.size < all.length; round++) {
    await choose(lab, page, 'maps.view.tiles')
    await point(page)
    for (const id of all.filter((one) => !ran.has(one))) {
      const first = FIRST[id]
      if (first) await choose(lab, page, first)
      if (await choose(lab, page, id)) ran.add(id)
    }
  }
  expect(all.filter((id) => !ran.has(id))).toEqual([])
})

/** Chooses a command in the palette: false when it says that it waits; what runs must show. */
async function choose(lab: RunningLab, page: Page, id: string): Promise<boolean> {
  const before = await seen(page)
  const asked = await dialogsAsked(lab)
  await openPalette(page)
  const command = (await listed(page)).find((one) => one.id === id)
  if (!command) throw new Error(`The palette does not list ${id}.`)
  if (command.reason !== null) {
    expect(command.reason, id).not.toBe('')
    await page.keyboard.press('Escape')
    return false
  }
  await find(page, command)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('palette')).toBeHidden()
  const shows = async (): Promise<boolean> =>
    (await seen(page)) !== before || (await dialogsAsked(lab)) > asked
  if (!command.isOn) await expect.poll(shows, { message: `${id} changes nothing` }).toBe(true)
  await calm(page)
  return true
}

/** Closes what a command opened, and takes the window back to the bench. */
async function calm(page: Page): Promise<void> {
  const open = async (): Promise<number> => {
    await page.keyboard.press('Escape')
    return page.locator('dialog[open]').count()
  }
  await expect.poll(open, { message: 'Escape closes what is open' }).toBe(0)
  await page.keyboard.press('Control+1')
}
