import { app } from 'electron'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { LOCALES, THEMES, ZOOMS, type Locale, type Settings } from '../contract/requests'
import { saveFile } from './save-file'

const stored = v.object({
  locale: v.optional(v.picklist(LOCALES)),
  theme: v.optional(v.picklist(THEMES)),
  isProjector: v.optional(v.boolean()),
  zoom: v.optional(v.picklist(ZOOMS)),
})

/** The person's choices, kept in a small JSON file of the user's own folder. */
export class SettingsStore {
  readonly #path: string
  #settings: Settings
  #saved: Promise<unknown> = Promise.resolve()

  constructor(path: string, settings: Settings) {
    this.#path = path
    this.#settings = settings
  }

  get current(): Settings {
    return this.#settings
  }

  /** Takes the change at once and saves it. Throws `file-failed`; the change holds until the end. */
  async change(change: Partial<Settings>): Promise<Settings> {
    this.#settings = { ...this.#settings, ...change }
    const settings = this.#settings
    const saved = this.#saved.then(() => this.#save(settings))
    this.#saved = saved.catch(() => undefined) // the caller of this change is told; the next may do better
    await saved
    return settings
  }

  #save(settings: Settings): Promise<void> {
    const text = `${JSON.stringify(settings, null, 2)}\n`
    return saveFile(this.#path, new TextEncoder().encode(text))
  }
}

/** Reads the settings; a missing or broken file, or a broken entry, means the defaults. */
export async function loadSettings(): Promise<SettingsStore> {
  const path = join(app.getPath('userData'), 'settings.json')
  const defaults: Settings = {
    locale: systemLocale(app.getPreferredSystemLanguages()),
    theme: 'system',
    isProjector: false,
    zoom: 1,
  }
  return new SettingsStore(path, { ...defaults, ...(await readStored(path)) })
}

async function readStored(path: string): Promise<Partial<Settings>> {
  const text = await readFile(path, 'utf8').catch(() => '{}')
  return parseSettings(text)
}

/** What a settings file's text says; nothing when it is not one. */
export function parseSettings(text: string): Partial<Settings> {
  try {
    const { locale, theme, isProjector, zoom } = v.parse(stored, JSON.parse(text))
    return {
      ...(locale && { locale }),
      ...(theme && { theme }),
      ...(isProjector !== undefined && { isProjector }),
      ...(zoom && { zoom }),
    }
  } catch {
    return {}
  }
}

/** Simplified Chinese when the system's first language is Chinese, else English. */
export function systemLocale(languages: readonly string[]): Locale {
  return languages[0]?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}
