import { describe, expect, it } from 'vitest'
import { createProfileMemory } from './profile-memory'

function storage(): Storage {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  } as Storage
}

describe('createProfileMemory', () => {
  const here = { version: 'Chrome/114', hasRevectorizer: false }

  it('knows nothing at first, then what was written', () => {
    const memory = createProfileMemory(storage(), here)
    expect(memory.read()).toBeNull()
    memory.write('ordered-128')
    expect(memory.read()).toBe('ordered-128')
  })

  it.each([
    { ...here, version: 'Chrome/152' },
    { ...here, hasRevectorizer: true },
  ])('forgets for $version, revectorizer $hasRevectorizer', (other) => {
    const kept = storage()
    createProfileMemory(kept, here).write('one-tap-128')
    expect(createProfileMemory(kept, other).read()).toBeNull()
  })
})
