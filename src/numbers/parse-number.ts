const DECIMAL = String.raw`[+-]?√?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`
const NUMBER = new RegExp(`^(${DECIMAL})(?:/(${DECIMAL}))?$`)

/**
 * The number that a person typed: `0.25`, `.25`, `0,25`, `−1`, `1/9`, `1e-3`, `√2/2`; full-width
 * digits of an input method too. null when it is none, or does not fit an f32.
 */
export function parseNumber(text: string): number | null {
  const match = NUMBER.exec(asTyped(text))
  if (!match) return null
  const value = decimal(match[1] ?? '') / decimal(match[2] ?? '1')
  return Number.isFinite(Math.fround(value)) ? value : null
}

/** One spelling: half-width, `-` for every minus, `.` for the decimal mark, no spaces. */
function asTyped(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[−–—‐‑]/g, '-')
    .replace(/[。．]/g, '.')
    .replace(/[÷⁄∕]/g, '/')
    .toLowerCase()
  return plain.includes('.') ? plain : plain.replace(/,(?=\d)/, '.')
}

function decimal(text: string): number {
  const [sign, size] = /^([+-]?)(.*)$/.exec(text)?.slice(1) ?? []
  const isRoot = size?.startsWith('√') ?? false
  const value = Number(isRoot ? size?.slice(1) : size)
  return (sign === '-' ? -1 : 1) * (isRoot ? Math.sqrt(value) : value)
}
