import { describe, expect, it } from 'vitest'
import { variantNames } from '../engine/cpu/plan'
import en from '../../src/locales/en/race.json'
import zh from '../../src/locales/zh-CN/race.json'

describe('variants of the CPU engine', () => {
  it.each(variantNames().filter((name) => name !== 'auto'))(
    '%s has words in both languages',
    (name) => {
      for (const { racerHint } of [en, zh]) expect(racerHint).toHaveProperty([name])
    },
  )
})
