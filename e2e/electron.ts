import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The project's folder. */
export const ROOT = join(__dirname, '..')

const EXECUTABLES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

let found: string | null = null

/** The Electron to test in: LAB_ELECTRON, else the one that set-up finds. */
export function electronExecutable(): string {
  found ??= process.env['LAB_ELECTRON'] ?? findByHand()
  return found
}

function findByHand(): string {
  const finder = join(ROOT, 'electron/setup/find-electron.mjs')
  const folder = execFileSync(process.execPath, [finder], { encoding: 'utf8' }).trim()
  return join(folder, EXECUTABLES[process.platform] ?? 'electron')
}

/** The Chromium switches that this machine needs: LAB_SWITCHES, a JSON array. */
export function electronSwitches(): readonly string[] {
  const switches: unknown = JSON.parse(process.env['LAB_SWITCHES'] ?? '[]')
  if (Array.isArray(switches) && switches.every((one) => typeof one === 'string')) return switches
  throw new Error('LAB_SWITCHES is not a JSON array of words.')
}

/** A folder of its own for a profile or for files. */
export function freshFolder(purpose: string): string {
  return mkdtempSync(join(tmpdir(), `lab-story-${purpose}-`))
}

/** The same language on every machine. */
export const ENVIRONMENT: Record<string, string> = {
  ...(process.env as Record<string, string>),
  LANG: 'en_US.UTF-8',
  LANGUAGE: 'en_US',
  LC_ALL: 'C.UTF-8',
}
