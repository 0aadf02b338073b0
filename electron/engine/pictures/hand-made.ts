/** Tiny picture files written byte by byte, for tests. */

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0))
const little = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) & 255)

/**
 * A lossless WebP of one colour [r, g, b, a]: every one of its five prefix codes has a single
 * symbol, so the pixels themselves take no bits. (RFC 9649, 3)
 */
export function handMadeWebp(width: number, height: number, colour: readonly number[]): number[] {
  const bits: number[] = []
  const put = (value: number, count: number): void => {
    for (let bit = 0; bit < count; bit++) bits.push((value >>> bit) & 1)
  }
  put(0x2f, 8)
  put(width - 1, 14)
  put(height - 1, 14)
  put(1, 1) // alpha is used
  put(0, 3 + 1 + 1 + 1) // version, no transform, no colour cache, no meta prefix codes
  const [red = 0, green = 0, blue = 0, alpha = 0] = colour
  for (const symbol of [green, red, blue, alpha, 0]) {
    put(0b101, 3) // a simple code with one symbol of 8 bits
    put(symbol, 8)
  }
  while (bits.length % 16 !== 0) bits.push(0)
  const payload = Array.from({ length: bits.length / 8 }, (_, at) =>
    bits.slice(8 * at, 8 * at + 8).reduce((byte, bit, place) => byte | (bit << place), 0),
  )
  const size = little(12 + payload.length, 4)
  return [...ascii('RIFF'), ...size, ...ascii('WEBPVP8L'), ...little(payload.length, 4), ...payload]
}

/** A BMP of 24 bits per pixel. rows: from top to bottom, each a list of [r, g, b]. */
export function handMadeBmp(rows: readonly (readonly (readonly number[])[])[]): number[] {
  const [height, width] = [rows.length, rows[0]?.length ?? 0]
  const stride = Math.ceil((width * 3) / 4) * 4
  const pixels = [...rows].reverse().flatMap((row) => {
    const bytes = row.flatMap(([red = 0, green = 0, blue = 0]) => [blue, green, red])
    return [...bytes, ...new Array<number>(stride - bytes.length).fill(0)]
  })
  return [
    ...ascii('BM'),
    ...little(54 + pixels.length, 4),
    ...little(0, 4),
    ...little(54, 4),
    ...little(40, 4),
    ...little(width, 4),
    ...little(height, 4),
    ...little(1, 2),
    ...little(24, 2),
    ...little(0, 4),
    ...little(pixels.length, 4),
    ...little(0, 16),
    ...pixels,
  ]
}

/**
 * A GIF of 2 × 1 pixels, colours 0 and 1 of a palette of [r, g, b] × 2; `frames` times the same.
 * LZW with codes of 3 bits: clear (4), 0, 1, end (5) = 100 000 001 101 from the lowest bit on.
 */
export function handMadeGif(palette: readonly number[], frames = 1): number[] {
  const frame = [0x2c, ...little(0, 4), ...little(2, 2), ...little(1, 2), 0, 2, 2, 0x44, 0x0a, 0]
  const body = Array.from({ length: frames }, () => frame).flat()
  return [
    ...ascii('GIF89a'),
    ...little(2, 2),
    ...little(1, 2),
    0x80,
    0,
    0,
    ...palette,
    ...body,
    0x3b,
  ]
}

/** EXIF data that say nothing but an orientation (1 … 8), as in a JPEG's APP1 after "Exif\0\0". */
export function handMadeExif(orientation: number, order: 'II' | 'MM' = 'II'): number[] {
  const number = (value: number, bytes: number): number[] =>
    order === 'II' ? little(value, bytes) : little(value, bytes).reverse()
  return [
    ...ascii(order),
    ...number(42, 2),
    ...number(8, 4),
    ...number(1, 2), // one entry: tag 274, SHORT, one value
    ...number(274, 2),
    ...number(3, 2),
    ...number(1, 4),
    ...number(orientation, 2),
    0,
    0,
    ...number(0, 4),
  ]
}

/** A JPEG with EXIF data put behind its start-of-image marker. */
export function withExif(jpeg: readonly number[], exif: readonly number[]): number[] {
  const length = 2 + 6 + exif.length
  const segment = [0xff, 0xe1, length >> 8, length & 255, ...ascii('Exif\0\0'), ...exif]
  return [...jpeg.slice(0, 2), ...segment, ...jpeg.slice(2)]
}

/** A simple WebP put into the extended form, which can carry EXIF data. size: [width, height] */
export function withWebpExif(
  webp: readonly number[],
  [width, height]: readonly [number, number],
  exif: readonly number[],
): number[] {
  const flags = 0x08 | 0x10 // EXIF, alpha
  const extended = [flags, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)]
  const chunks = [
    ...ascii('WEBPVP8X'),
    ...little(extended.length, 4),
    ...extended,
    ...webp.slice(12),
    ...ascii('EXIF'),
    ...little(exif.length, 4),
    ...exif,
  ]
  return [...ascii('RIFF'), ...little(chunks.length, 4), ...chunks]
}

/** What a hand-made TIFF holds: tag → values (all written as LONG) and its pixels. */
export interface HandMadeTiff {
  readonly order?: 'II' | 'MM'
  readonly tags: Readonly<Record<number, readonly number[]>>
  /** Strips or tiles, in order; their offsets and lengths are filled in. */
  readonly parts: readonly (readonly number[])[]
  readonly isTiled?: boolean
}

/** A TIFF of one directory. */
export function handMadeTiff({ order = 'II', tags, parts, isTiled }: HandMadeTiff): number[] {
  const number = (value: number, bytes: number): number[] =>
    order === 'II' ? little(value, bytes) : little(value, bytes).reverse()
  const [offsetsTag, lengthsTag] = isTiled ? [324, 325] : [273, 279]
  const offsets: number[] = []
  let end = 8
  for (const part of parts) {
    offsets.push(end)
    end += part.length + (part.length % 2)
  }
  const all = Object.entries({
    ...tags,
    [offsetsTag]: offsets,
    [lengthsTag]: parts.map((p) => p.length),
  })
  const directoryAt = end
  let valuesAt = directoryAt + 2 + all.length * 12 + 4
  const [entries, values]: [number[], number[]] = [[], []]
  for (const [tag, list] of all) {
    const bytes = list.flatMap((value) => number(value, 4))
    entries.push(...number(Number(tag), 2), ...number(4, 2), ...number(list.length, 4))
    entries.push(...(list.length === 1 ? bytes : number(valuesAt, 4)))
    if (list.length === 1) continue
    values.push(...bytes)
    valuesAt += bytes.length
  }
  const data = parts.flatMap((part) => (part.length % 2 === 0 ? part : [...part, 0]))
  const head = [...ascii(order), ...number(42, 2), ...number(directoryAt, 4)]
  return [...head, ...data, ...number(all.length, 2), ...entries, ...number(0, 4), ...values]
}
