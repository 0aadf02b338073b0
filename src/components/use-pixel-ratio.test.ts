// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { usePixelRatio } from './use-pixel-ratio'

interface Query {
  readonly text: string
  readonly heard: Set<() => void>
}

let queries: Query[] = []
const setRatio = (ratio: number) => vi.stubGlobal('devicePixelRatio', ratio)

beforeEach(() => {
  queries = []
  vi.stubGlobal('matchMedia', (text: string) => {
    const query: Query = { text, heard: new Set() }
    queries.push(query)
    return {
      addEventListener: (_: string, heard: () => void) => query.heard.add(heard),
      removeEventListener: (_: string, heard: () => void) => query.heard.delete(heard),
    }
  })
  setRatio(1)
})
afterEach(() => vi.unstubAllGlobals())

it('follows another size of the window and another screen, until nobody needs it', () => {
  const scope = effectScope()
  const ratio = scope.run(usePixelRatio)!
  expect(ratio.value).toBe(1)
  setRatio(1.100000023841858)
  dispatchEvent(new Event('resize'))
  expect(ratio.value).toBe(1.100000023841858)
  setRatio(2)
  for (const { heard } of [...queries]) [...heard].forEach((listener) => listener())
  expect(ratio.value).toBe(2)
  expect(queries.at(-1)?.text).toBe('(min-resolution: 1.999dppx) and (max-resolution: 2.001dppx)')
  scope.stop()
  expect(queries.every(({ heard }) => heard.size === 0)).toBe(true)
  setRatio(3)
  dispatchEvent(new Event('resize'))
  expect(ratio.value).toBe(2)
})
