import type { ProfileMemory } from '../engine/cpu/calibration/choose-profile'

/**
 * Keeps the chosen code generation profile in the page's own storage, for this Chromium (and so V8)
 * and this setting of the revectorizer alone: another version is tested anew.
 */
export function createProfileMemory(
  storage: Storage,
  { version, hasRevectorizer }: { version: string; hasRevectorizer: boolean },
): ProfileMemory {
  const stamp = `${version}${hasRevectorizer ? ' revectorizer' : ''}`
  return {
    read: () => {
      const [of, name] = storage.getItem(KEY)?.split('\n') ?? []
      return of === stamp ? (name ?? null) : null
    },
    write: (name) => storage.setItem(KEY, `${stamp}\n${name}`),
  }
}

const KEY = 'code-generation'
