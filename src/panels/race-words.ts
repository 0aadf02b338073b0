import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { raceRows } from '../charts/race-rows'
import { faultText } from '../locales/fault-text'
import { useCompareStore } from '../stores/compare'

/** The lines of the newest race in the language of the moment; empty before the first. */
export function useRaceRows() {
  const { t } = useI18n()
  const compare = useCompareStore()
  return computed(() =>
    compare.result
      ? raceRows(compare.result, {
          reference: t('race.engine.reference'),
          cpu: t('race.engine.cpu'),
          webgpu: t('race.engine.webgpu'),
          software: t('race.engine.software'),
          fault: faultText,
        })
      : [],
  )
}
