import { createI18n } from 'vue-i18n'
import type { Locale } from '../../electron/contract/requests'

type Area = Record<string, unknown>

const files = import.meta.glob<Area>('./*/*.json', { eager: true, import: 'default' })

/** Every sentence of the window: `messages[locale][area]`, an area being one JSON file. */
export const messages = collect(files)

function collect(found: Record<string, Area>): Record<Locale, Record<string, Area>> {
  const all: Record<Locale, Record<string, Area>> = { en: {}, 'zh-CN': {} }
  for (const [path, area] of Object.entries(found)) {
    const [, locale, name] = /^\.\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? []
    if (name && (locale === 'en' || locale === 'zh-CN')) all[locale][name] = area
  }
  return all
}

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: messages as Record<string, Record<string, never>>,
})

/** A sentence in the language of the moment (`plural` chooses its form), for stores and other code outside components. */
export function translate(key: string, values: Record<string, unknown> = {}, plural = 1): string {
  return i18n.global.t(key, values, plural)
}

/** The same in a given language: commands are found by their names in either. */
export function translateTo(
  locale: Locale,
  key: string,
  values: Record<string, unknown> = {},
): string {
  return i18n.global.t(key, values, { locale })
}

/** Switches every sentence on screen, and the page's language for screen readers. */
export function setLocale(locale: Locale): void {
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
}
