import type { Row } from './rows'

/** At least so many times as fast as the native onnxruntime on the same shape and threads. */
const WITH_REVECTORIZER: Readonly<Record<string, number>> = {
  A: 4.5,
  B: 6,
  C: 1.9,
  D: 1.25,
  E: 1.5,
  F: 13,
  G: 3,
  H: 2,
  I: 1.8,
  J: 1.2,
  K: 15,
  L: 70,
}

/** The same on a V8 whose vectors have 128 bits; C, D and E: as near to parity as the width allows. */
const WITH_128_BITS: Readonly<Record<string, number>> = {
  A: 2.2,
  B: 3,
  F: 1.7,
  G: 1.9,
  H: 1.3,
  I: 1.1,
  K: 9,
  L: 60,
}

/** The goal of a row of the CPU engine, or null where there is none. is256: the revectorizer works. */
export function goalOf({ shape, engine }: Row, is256: boolean): number | null {
  if (engine !== 'cpu') return null
  return (is256 ? WITH_REVECTORIZER : WITH_128_BITS)[shape] ?? null
}
