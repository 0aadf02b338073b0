import { expect, test, vi } from 'vitest'
import { isVisible } from './window-bounds'

vi.mock('electron', () => ({ screen: {} }))

const screens = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
]
const at = (x: number, y: number) => ({ x, y, width: 1280, height: 800 })

test.each([
  [at(100, 100), true],
  [at(-1180, 0), true],
  [at(-1181, 0), false],
  [at(2000, 100), true],
  [at(3101, 100), false],
  [at(0, -1), false],
  [at(0, 1041), false],
])('a window at %j can be reached: %s', (bounds, visible) => {
  expect(isVisible(bounds, screens)).toBe(visible)
})
