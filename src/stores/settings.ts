import { usePreferredDark } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import {
  LOCALES,
  ZOOMS,
  type Locale,
  type Settings,
  type Theme,
  type Zoom,
} from '../../electron/contract/requests'
import { changeSettings, onEvent, readSettings } from '../lab'
import { setLocale } from '../locales'

/** `--digits` of html.projector in src/styles/tokens.css. */
const PROJECTOR_DIGITS = 1.5

/** Language, theme and size: kept by main, shown at once, and changed from anywhere. */
export const useSettingsStore = defineStore('settings', () => {
  const locale = ref<Locale>('en')
  const theme = ref<Theme>('system')
  const isProjector = ref(false)
  const zoom = ref<Zoom>(1)
  /** How much larger digits are than in the size the window was designed in. */
  const digits = computed(() => (isProjector.value ? PROJECTOR_DIGITS : 1))
  const prefersDark = usePreferredDark()
  const isDark = computed(() =>
    theme.value === 'system' ? prefersDark.value : theme.value === 'dark',
  )

  function take(settings: Settings): void {
    locale.value = settings.locale
    theme.value = settings.theme
    isProjector.value = settings.isProjector
    zoom.value = settings.zoom
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

  const toggleProjector = (): Promise<void> => change({ isProjector: !isProjector.value })

  /** The next larger (1) or smaller (−1) size of the window; null at the ends. */
  const nextZoom = (step: number): Zoom | null => ZOOMS[ZOOMS.indexOf(zoom.value) + step] ?? null

  return {
    locale,
    theme,
    isDark,
    isProjector,
    digits,
    zoom,
    load,
    change,
    toggleTheme,
    toggleProjector,
    nextLocale,
    nextZoom,
  }
})
