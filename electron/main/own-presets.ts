import { app } from 'electron'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Preset } from '../contract/presets'
import { keptPresets } from './preset-schema'
import { saveFile } from './save-file'

/** A person's own presets, kept in a JSON file of the user's own folder. */
export class OwnPresets {
  readonly #path: string
  #saved: Promise<unknown> = Promise.resolve()

  constructor(path: string) {
    this.#path = path
  }

  /** What the file holds; nothing when there is none or it cannot be understood (its copy `~` stays). */
  async read(): Promise<readonly Preset[]> {
    await this.#saved
    return parsePresets(await readFile(this.#path, 'utf8').catch(() => '[]'))
  }

  /** Keeps these in place of all before, one save after the other. Throws `file-failed`. */
  async keep(presets: readonly Preset[]): Promise<void> {
    const bytes = new TextEncoder().encode(`${JSON.stringify(presets, null, 1)}\n`)
    const saved = this.#saved.then(() => saveFile(this.#path, bytes))
    this.#saved = saved.catch(() => undefined) // who asked for this save is told; the next may do better
    await saved
  }
}

/** The presets of the user's own folder. */
export function ownPresets(): OwnPresets {
  return new OwnPresets(join(app.getPath('userData'), 'presets.json'))
}

/** The presets that a file's text holds; none when it is not such a file. */
export function parsePresets(text: string): readonly Preset[] {
  try {
    return v.parse(keptPresets, JSON.parse(text)) as readonly Preset[]
  } catch {
    return []
  }
}
