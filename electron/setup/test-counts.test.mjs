import { expect, it } from 'vitest'
import { countsOfPlaywright, countsOfVitest, sumOf, summaryLine } from './test-counts.mjs'

it('counts a test file that could not be loaded as one failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ],
  }
  expect(countsOfVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 3 })
})

it('counts a story that passed only when repeated as failed', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }
  expect(countsOfPlaywright({ stats })).toEqual({ passed: 4, failed: 2, skipped: 2 })
})

it('sums up in one line', () => {
  const counts = [
    { passed: 3, failed: 2, skipped: 3 },
    { passed: 4, failed: 0, skipped: 2 },
  ]
  expect(summaryLine(sumOf(counts))).toBe('7 passed, 2 failed, 5 skipped')
  expect(summaryLine(sumOf([]))).toBe('0 passed, 0 failed, 0 skipped')
})
