import { usePreferredDark } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { LOCALES, type Locale, type Settings, type Theme } from '../../electron/contract/requests'
import { changeSettings, onEvent, readSettings } from '../lab'
import { setLocale } from '../locales'

/** Language and theme: kept by main, shown at once, and changed from anywhere. */
export const useSettingsStore = defineStore('settings', () => {
  const locale = ref<Locale>('en')
  const theme = ref<Theme>('system')
  const prefersDark = usePreferredDark()
  const isDark = computed(() =>
    theme.value === 'system' ? prefersDark.value : theme.value === 'dark',
  )

  function take(settings: Settings): void {
    locale.value = settings.locale
    theme.value = settings.theme
    setLocale(settings.locale)
  }

  /** Reads what was kept and follows later changes. Throws the fault of main. */
  async function load(): Promise<void> {
    onEvent('settings', take)
    take(await readSettings())
  }

  async function change(settings: Partial<Settings>): Promise<void> {
    take(await changeSettings(settings))
  }

  const toggleTheme = (): Promise<void> => change({ theme: isDark.value ? 'light' : 'dark' })

  function nextLocale(): Promise<void> {
    const next = LOCALES[(LOCALES.indexOf(locale.value) + 1) % LOCALES.length]
    return change({ locale: next ?? 'en' })
  }

  return { locale, theme, isDark, load, change, toggleTheme, nextLocale }
})
