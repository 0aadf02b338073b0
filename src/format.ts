/** A value with at most 4 significant digits and a true minus sign: `−0.0312`, `56`, `1.2e−7`. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  return plain(value).replace(/-/g, '−')
}

function plain(value: number): string {
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size < 1e-4 || size >= 1e6) return value.toExponential(2)
  const digits = Math.max(0, 3 - Math.floor(Math.log10(size)))
  return String(Number(value.toFixed(Math.min(digits, 6))))
}

/** A value in little room: at most 3 or so many significant digits, `−10.6`, `7.97`, `1e−7`. */
export function formatShort(value: number, significant = 3): string {
  const size = Math.abs(value)
  if (!Number.isFinite(value) || size === 0) return formatValue(value)
  const isPlain = size >= 1e-3 && size < 1e4
  const text = isPlain
    ? String(Number(value.toPrecision(Math.max(significant, wholeDigits(size)))))
    : value.toExponential(0)
  return text.replace(/-/g, '−')
}

/** Digits before the point, at least 1 and at most 3: those are never rounded to zeros. */
function wholeDigits(size: number): number {
  return Math.min(3, Math.max(1, Math.floor(Math.log10(size)) + 1))
}

/** A value with exactly `digits` decimals, so that numbers which change in place do not jump. */
export function formatFixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return formatValue(value)
  return value.toFixed(digits).replace(/-/g, '−')
}

/** Milliseconds: `0.42`, `8.3`, `127`, without the unit. */
export function formatMs(milliseconds: number): string {
  const digits = milliseconds < 1 ? 2 : milliseconds < 10 ? 1 : 0
  return milliseconds.toFixed(digits)
}

/** A part of a whole in per cent with one decimal, in one piece; what is there but rounds to nothing is `<0.1 %`. */
export function formatShare(share: number): string {
  const percent = share * 100
  if (percent > 0 && percent < 0.05) return '<0.1\u00a0%'
  return `${percent === 0 || percent === 100 ? percent : percent.toFixed(1)}\u00a0%`
}
