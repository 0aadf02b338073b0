import type { Reason } from '../../electron/contract/jobs'
import { firstOf } from './first-of'
import { timeText } from './race-chart'

type Translate = (key: string, named: Record<string, string | number>) => string

/** Why a variant was chosen, in the language of `t`; with the times of the first of those behind it. */
export function reasonText({ kind, candidates = [] }: Reason, t: Translate): string {
  const times = candidates.map(({ variant, ms }) =>
    t('race.reason.candidate', { variant, ms: timeText(ms) }),
  )
  return t(`race.reason.${kind}`, { candidates: firstOf(times, t).join(' · ') })
}
