import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import { REASONS } from '../../electron/contract/jobs'
import en from '../locales/en/race.json'
import zh from '../locales/zh-CN/race.json'
import { reasonText } from './reason-text'

const candidates = [
  { variant: 'wasm-winograd', ms: 8.61 },
  { variant: 'wasm-direct', ms: 39.62 },
]

describe('reasonText', () => {
  const { t } = createI18n({ legacy: false, locale: 'en', messages: { en: { race: en } } }).global

  it('names the choice and those behind it with their times', () => {
    expect(reasonText({ kind: 'measured', candidates }, t)).toBe(
      'The quickest in a trial: wasm-winograd 8.61 ms · wasm-direct 39.6 ms',
    )
  })

  it.each(REASONS)('has words for %s in both languages', (kind) => {
    for (const words of [en, zh]) expect(words.reason[kind].length).toBeGreaterThan(3)
  })
})
