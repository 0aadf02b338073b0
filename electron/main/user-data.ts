import { app } from 'electron'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'convolution-lab-run-'

/**
 * Gives a batch run or demonstration a profile of its own, so that it can run beside an open lab;
 * `--user-data-dir` wins. Must run before the app is ready. Chromium still writes into the folder
 * when this process has run its last line, so every run sweeps up after those that ended.
 */
export function setUpTemporaryUserData(): void {
  if (app.commandLine.hasSwitch('user-data-dir')) return
  sweep(tmpdir())
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  app.setPath('userData', folder)
  process.on('exit', () => remove(folder))
}

/** Removes the profiles in `folder` of runs that have ended. */
export function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : NaN
    if (pid > 0 && !isRunning(pid)) remove(join(folder, name))
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** What cannot be removed is another person's, or still in use: the next run tries again. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // stays for the next run
  }
}
