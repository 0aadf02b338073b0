/** Unsigned LEB128 of a whole number from 0 to 2³²−1. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value >>> 0
  do {
    const low = rest & 0x7f
    rest >>>= 7
    bytes.push(rest === 0 ? low : low | 0x80)
  } while (rest !== 0)
  return bytes
}

/** Signed LEB128 of an i32. */
export function signed(value: number): number[] {
  const bytes: number[] = []
  let rest = value | 0
  for (;;) {
    const low = rest & 0x7f
    rest >>= 7
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)
    bytes.push(isLast ? low : low | 0x80)
    if (isLast) return bytes
  }
}

/** A length and then the items, as WebAssembly's binary format writes every list. */
export function vector(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()]
}

/** A length in bytes and then the bytes. */
export function sized(bytes: readonly number[]): number[] {
  const result = unsigned(bytes.length)
  for (const byte of bytes) result.push(byte)
  return result
}

/** Four bytes of an f32, little-endian. */
export function float(value: number): number[] {
  return [...new Uint8Array(new Float32Array([value]).buffer)]
}

export function text(name: string): number[] {
  return sized([...new TextEncoder().encode(name)])
}
