import type { Factor, Vectors, Wide } from './vectors'

type Eight = readonly [Wide, Wide, Wide, Wide, Wide, Wide, Wide, Wide]

/** r ← Bᵀ·d: 8 values of a window become the points 0, ±1, ±2, ±½, ∞. Returns where they stand. */
export function emitInputPoints(vectors: Vectors, d: readonly Wide[]): readonly Wide[] {
  const [d0, d1, d2, d3, d4, d5, d6, d7] = d as Eight
  const [even, odd] = [vectors.declare(), vectors.declare()]
  const [r1, r2, r3, r4] = vectors.declareMany(4) as [Wide, Wide, Wide, Wide]
  vectors.forget()
  vectors.difference(d4, d2, even)
  vectors.difference(d3, d5, odd)
  vectors.multiplyAdd(5.25, even, [d0, d0])
  vectors.multiplyAdd(5.25, odd, [d7, d7])
  vectors.difference(d0, d6, d0)
  vectors.difference(d7, d1, d7)
  vectors.sum(d2, d6, even)
  vectors.sum(d1, d5, odd)
  vectors.multiplyAdd(-4.25, d4, [even, even])
  vectors.multiplyAdd(-4.25, d3, [odd, odd])
  vectors.sum(even, odd, r1)
  vectors.difference(even, odd, r2)
  vectors.multiplyAdd(0.25, d2, [d6, even])
  vectors.multiplyAdd(-1.25, d4, [even, even])
  vectors.product(0.5, d1, odd)
  vectors.multiplyAdd(-2.5, d3, [odd, odd])
  vectors.multiplyAdd(2, d5, [odd, odd])
  vectors.sum(even, odd, r3)
  vectors.difference(even, odd, r4)
  vectors.product(2, d1, odd)
  vectors.multiplyAdd(-2.5, d3, [odd, odd])
  vectors.multiplyAdd(0.5, d5, [odd, odd])
  vectors.multiplyAdd(4, d2, [d6, even])
  vectors.multiplyAdd(-5, d4, [even, even])
  vectors.sum(even, odd, d5)
  vectors.difference(even, odd, d6)
  return [d0, r1, r2, r3, r4, d5, d6, d7]
}

/** y ← Aᵀ·v: the sums at 8 points become `count` ≤ 7 pixels. v is overwritten. */
export function emitOutputPoints(vectors: Vectors, v: readonly Wide[], y: readonly Wide[]): void {
  const [v0, v1, v2, v3, v4, v5, v6, v7] = v as Eight
  const pairs: [Wide, Wide][] = [
    [v1, v2],
    [v3, v4],
    [v5, v6],
  ]
  const split = pairs.map(([plus, minus]) => {
    const odd = vectors.declare()
    vectors.difference(plus, minus, odd)
    vectors.sum(plus, minus, plus)
    return [plus, odd] as const
  })
  vectors.forget()
  y.forEach((to, power) => {
    const [one, two, half] = split.map((parts) => parts[power % 2]) as [Wide, Wide, Wide]
    if (power === 0) {
      vectors.sum(v0, one, to)
      vectors.sum(to, two, to)
      vectors.sum(to, half, to)
      return
    }
    vectors.multiplyAdd((2 ** power) as Factor, two, [one, to])
    vectors.multiplyAdd((2 ** -power) as Factor, half, [to, to])
    if (power === y.length - 1) vectors.sum(to, v7, to)
  })
}
