import { screen, type Rectangle } from 'electron'
import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { saveFile } from './save-file'

const stored = v.object({
  x: v.number(),
  y: v.number(),
  width: v.pipe(v.number(), v.minValue(1)),
  height: v.pipe(v.number(), v.minValue(1)),
})

/** Where the window stood last time, when that place is still on a screen. */
export async function loadBounds(path: string): Promise<Rectangle | null> {
  try {
    const bounds = v.parse(stored, JSON.parse(await readFile(path, 'utf8')))
    return isVisible(
      bounds,
      screen.getAllDisplays().map((display) => display.workArea),
    )
      ? bounds
      : null
  } catch {
    return null // the first start, or a file that is no use: the default place
  }
}

export async function saveBounds(path: string, bounds: Rectangle): Promise<void> {
  await saveFile(path, new TextEncoder().encode(JSON.stringify(bounds)), { keepPrevious: false })
}

/** True when at least 100×40 pixels of the window's title bar lie on one of the screens. */
export function isVisible(bounds: Rectangle, areas: readonly Rectangle[]): boolean {
  return areas.some((area) => {
    const right = Math.min(bounds.x + bounds.width, area.x + area.width)
    const isWide = right - Math.max(bounds.x, area.x) >= 100
    return isWide && bounds.y >= area.y && bounds.y + 40 <= area.y + area.height
  })
}
