/** Transforms in place: x[n] → X[k] = Σ_n x[n]·e^(+2πi·k·n/side), in order, in f64. */
export type Transform = (re: Float64Array, im: Float64Array) => void

/** A transform of `side` complex values, a power of 2 (radix 2, Cooley and Tukey). */
export function createTransform(side: number): Transform {
  const bits = Math.log2(side)
  const reversed = Int32Array.from({ length: side }, (_, n) => {
    let result = 0
    for (let bit = 0; bit < bits; bit++) result |= ((n >> bit) & 1) << (bits - 1 - bit)
    return result
  })
  const angle = (n: number) => (2 * Math.PI * n) / side
  const cosine = Float64Array.from({ length: side / 2 }, (_, n) => Math.cos(angle(n)))
  const sine = Float64Array.from({ length: side / 2 }, (_, n) => Math.sin(angle(n)))
  return (re, im) => {
    reorder(re, reversed)
    reorder(im, reversed)
    for (let half = 1; half < side; half *= 2) {
      const step = side / (2 * half)
      for (let j = 0; j < half; j++) {
        const [c, s] = [cosine[j * step] ?? 0, sine[j * step] ?? 0]
        for (let n = j; n < side; n += 2 * half) {
          const m = n + half
          const [x, y] = [re[m] ?? 0, im[m] ?? 0]
          const [tr, ti] = [x * c - y * s, x * s + y * c]
          const [ar, ai] = [re[n] ?? 0, im[n] ?? 0]
          re[m] = ar - tr
          im[m] = ai - ti
          re[n] = ar + tr
          im[n] = ai + ti
        }
      }
    }
  }
}

function reorder(values: Float64Array, order: Int32Array): void {
  for (let n = 0; n < values.length; n++) {
    const m = order[n] ?? 0
    if (m <= n) continue
    const value = values[n] ?? 0
    values[n] = values[m] ?? 0
    values[m] = value
  }
}
