import { describe, expect, test } from 'vitest'
import { chromiumAbsence, usePage } from '../../../e2e/page/chromium'
import { CASES } from '../convolution/cases'
import type * as PageCode from './cpu-engine.page'

describe.skipIf(chromiumAbsence)(`the CPU engine in a page${chromiumAbsence ?? ''}`, () => {
  const page = usePage<typeof PageCode>('/electron/engine/cpu/cpu-engine.page.ts')

  test('agrees with the reference on every case, with the same bits on two workers', async () => {
    const outcomes = await page.run('runAllCases')
    expect(outcomes.filter(({ agrees, isSame }) => !agrees || !isSame)).toEqual([])
    const direct = outcomes.filter(({ variant }) => variant === 'wasm-direct')
    expect(direct).toHaveLength(CASES.length)
  })
})
