import { app } from 'electron'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Gives a batch run or demonstration a profile of its own, so that it can run beside an open lab
 * and leaves nothing behind; `--user-data-dir` wins. Must run before the app is ready.
 */
export function setUpTemporaryUserData(): void {
  if (app.commandLine.hasSwitch('user-data-dir')) return
  const folder = mkdtempSync(join(tmpdir(), 'convolution-lab-'))
  app.setPath('userData', folder)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
}
