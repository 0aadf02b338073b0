import { expect, test } from 'vitest'
import { Deaths, WINDOW_MS } from './deaths'

test('deaths count for five minutes', () => {
  const deaths = new Deaths()
  expect(deaths.add(0)).toBe(1)
  expect(deaths.add(1000)).toBe(2)
  expect(deaths.add(WINDOW_MS)).toBe(3)
  expect(deaths.add(WINDOW_MS + 1)).toBe(3)
  expect(deaths.add(3 * WINDOW_MS)).toBe(1)
})
