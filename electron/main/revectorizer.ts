import { app } from 'electron'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { CodeGeneration } from '../contract/machine'
import { saveFile } from './save-file'

/** V8's switch that joins neighbouring 128-bit operations of WebAssembly to 256-bit ones. */
const FLAG = '--wasm-revectorize'
/** The first V8 that is known to have it under this name and to compile rightly with it. */
const FIRST_V8 = 15
const FILE = 'revectorizer.json'

const stored = v.object({ v8: v.string(), works: v.boolean() })

/** Asks for the revectorizer where V8 has it, unless the self-test failed with it. Before `ready`. */
export function setUpRevectorizer(): void {
  const { v8 } = process.versions
  if (!isWanted(v8, readOutcome(join(app.getPath('userData'), FILE)))) return
  const flags = app.commandLine.getSwitchValue('js-flags')
  app.commandLine.appendSwitch('js-flags', `${flags} ${FLAG}`.trim())
}

/** Whether pages of this run were started with it. */
export function hasRevectorizer(): boolean {
  return app.commandLine.getSwitchValue('js-flags').split(/\s+/).includes(FLAG)
}

/** Drops it from the next start on when the self-test did not choose what it makes possible. */
export async function judgeRevectorizer({ profile }: CodeGeneration): Promise<void> {
  if (!hasRevectorizer() || profile.endsWith('-256')) return
  const outcome = JSON.stringify({ v8: process.versions.v8, works: false })
  const path = join(app.getPath('userData'), FILE)
  await saveFile(path, new TextEncoder().encode(`${outcome}\n`), { keepPrevious: false })
}

/** outcome: what an earlier start of some V8 found; null when there was none. */
export function isWanted(v8: string, outcome: { v8: string; works: boolean } | null): boolean {
  if (Number.parseInt(v8, 10) < FIRST_V8) return false
  return outcome === null || outcome.v8 !== v8 || outcome.works
}

function readOutcome(path: string): { v8: string; works: boolean } | null {
  try {
    return v.parse(stored, JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null // no file, or a broken one: tested anew
  }
}
