import { app } from 'electron'
import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'
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

  /**
   * What the file holds; nothing when there is none. Throws `file-failed` when it cannot be read or
   * understood; one that is something else is put aside first, so that no later save takes its place.
   */
  async read(): Promise<readonly Preset[]> {
    await this.#saved
    const text = await readText(this.#path)
    if (text === null) return []
    const presets = parsePresets(text)
    if (presets) return presets
    const aside = `${this.#path}.unread`
    await rename(this.#path, aside)
    throw new FaultError(
      'file-failed',
      sentence`Your own presets could not be understood: the file was put aside as ${aside}; mend it and name it presets.json again, or keep new ones.`,
    )
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

/** null when there is no such file. */
async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new FaultError(
      'file-failed',
      sentence`Your own presets could not be read from ${path}: ${String(error)}. Let it be read and start the lab again.`,
    )
  }
}

/** The presets that a file's text holds; null when it is not such a file. */
export function parsePresets(text: string): readonly Preset[] | null {
  try {
    return v.parse(keptPresets, JSON.parse(text)) as readonly Preset[]
  } catch {
    return null
  }
}
