/** Gives numbers in [0, 1), the same sequence for the same seed. */
export type Random = () => number

/** A seeded generator (mulberry32; the seed text is hashed by FNV-1a). */
export function createRandom(seed: string): Random {
  let state = hash(seed)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** `count` f32 values in [−1, 1). */
export function randomValues(random: Random, count: number): Float32Array {
  return new Float32Array(count).map(() => random() * 2 - 1)
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16777619)
  return value
}
