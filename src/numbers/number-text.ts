/** The shortest decimal that is the same f32: `0.1` rather than `0.10000000149011612`. */
export function exactText(value: number): string {
  const single = Math.fround(value)
  if (!Number.isFinite(single)) return String(single)
  for (let digits = 1; digits < 9; digits++) {
    const text = String(Number(single.toPrecision(digits)))
    if (Math.fround(Number(text)) === single) return text
  }
  return String(Number(single.toPrecision(9)))
}

/**
 * A number in at most `room` characters, with a true minus sign and without the zero before the
 * point: `−.125`, `476`, `4e−5`; `≈0` for what is too small and `…` for what is too large for that.
 */
export function cellText(value: number, room: number): string {
  const exact = compact(exactText(value))
  if (exact.length <= room) return exact
  for (let decimals = Math.min(6, room); decimals >= 0; decimals--) {
    const text = compact(String(Number(value.toFixed(decimals))))
    const isGone = Number(value.toFixed(decimals)) === 0
    if (text.length <= room && !isGone) return text
  }
  const power = compact(value.toExponential(0).replace('e+', 'e'))
  if (power.length <= room) return power
  return Math.abs(value) < 1 ? '≈0' : '…'
}

function compact(text: string): string {
  return text.replace(/^(-?)0\./, '$1.').replace(/-/g, '−')
}
