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

  it('names eight of many and counts the rest', () => {
    const many = Array.from({ length: 11 }, (_, at) => ({ variant: `wasm-${at}`, ms: at + 1 }))
    const text = reasonText({ kind: 'estimated', candidates: many }, t)
    expect(text).toMatch(/wasm-0 1 ms · .* · wasm-7 8 ms · and 3 more$/)
    expect(text).not.toContain('wasm-8')
  })

  it.each(REASONS)('has words for %s in both languages', (kind) => {
    for (const words of [en, zh]) expect(words.reason[kind].length).toBeGreaterThan(3)
  })
})
