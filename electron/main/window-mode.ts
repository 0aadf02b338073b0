import { app } from 'electron'
import { resolve } from 'node:path'
import type { Problems } from './errors'
import { openLab } from './lab'

/**
 * The lab as people use it. files: pictures named on the command line, opened one after the other.
 * A second start shows the first one's window.
 */
export async function runWindow(files: readonly string[], problems: Problems): Promise<void> {
  if (!app.requestSingleInstanceLock()) return app.quit()
  const lab = await openLab(problems)
  problems.hasWindow = true
  app.on('second-instance', () => {
    if (lab.window.isMinimized()) lab.window.restore()
    lab.window.focus()
  })
  for (const file of files) {
    const picture = await lab.pictures.open({ kind: 'path', path: resolve(file) })
    lab.tell('picture', picture)
  }
}
