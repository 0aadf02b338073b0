import { describe, expect, it, vi } from 'vitest'
import { isWanted } from './revectorizer'

vi.mock('electron', () => ({ app: {} }))

describe('isWanted', () => {
  it.each([
    ['11.4.183.29-electron.0', false],
    ['13.6.233.8', false],
    ['15.2.71.4-electron.0', true],
    ['15.6.164.41', true],
  ])('V8 %s: %s', (v8, wanted) => {
    expect(isWanted(v8, null)).toBe(wanted)
  })

  it('is dropped for the V8 whose self-test failed, and tried again on the next one', () => {
    const outcome = { v8: '15.2.71.4', works: false }
    expect(isWanted('15.2.71.4', outcome)).toBe(false)
    expect(isWanted('15.4.1.1', outcome)).toBe(true)
  })
})
