import { expect, type Locator, type Page } from '@playwright/test'
import { bring } from './pictures'

/** An NPY file, version 1.0, of little-endian f32 in C order. */
export function npy(shape: readonly number[], values: readonly number[]): Buffer {
  const head = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`
  const text = `${head.padEnd(117)}\n`
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0])
  const numbers = Buffer.alloc(4 * values.length)
  values.forEach((value, index) => numbers.writeFloatLE(value, 4 * index))
  return Buffer.concat([start, Buffer.from(text, 'latin1'), numbers])
}

/** Drops an NPY file on the window and waits until it is open. */
export async function openNpy(page: Page, name: string, bytes: Buffer): Promise<void> {
  await bring(page, 'drop', { name, type: 'application/octet-stream', bytes })
  await expect(page.getByTestId('picture-facts')).toContainText(name)
}

/** Opens the lecture's two channels. */
export function openDeck(page: Page): Promise<void> {
  const values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  return openNpy(page, 'deck.npy', npy([2, 3, 3], values))
}

/** Finds a preset by typing and takes it with Enter. */
export async function takePreset(page: Page, words: string, id: string): Promise<void> {
  await page.getByTestId('presets').click()
  await page.getByTestId('preset-search').fill(words)
  await expect(page.getByTestId(`preset-${id}`)).toHaveAttribute('aria-selected', 'true')
  await page.getByTestId('preset-search').press('Enter')
  await page.getByTestId('preset-search').press('Escape')
  await expect(page.getByTestId('preset-sheet')).toBeHidden()
}

/** Pins pixel (y, x) of a map by keyboard, from its top left on. */
export async function pinFromCorner(map: Locator, y: number, x: number): Promise<void> {
  const page = map.page()
  await map.getByRole('img').first().focus()
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key)
  for (let step = 0; step < y; step++) await page.keyboard.press('ArrowDown')
  for (let step = 0; step < x; step++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
}
