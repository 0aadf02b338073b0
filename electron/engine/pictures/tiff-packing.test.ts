import { deflateSync } from 'node:zlib'
import UTIF from 'utif2'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../../contract/random'
import { decode, little16, TAG, tiff, valuesOf } from './grey-tiff'
import { unpackLzw, unpackPackBits } from './tiff-unpack'

describe('packing', () => {
  const rows = [
    [9, 9, 9, 9],
    [1, 2, 3, 4],
  ]

  test('Deflate, old and new', async () => {
    const parts = [Array.from(deflateSync(Uint8Array.from(rows.flat())))]
    for (const compression of [8, 32946]) {
      const bytes = tiff([4, 2], { [TAG.compression]: [compression] }, { parts })
      expect(await valuesOf(bytes, 255)).toEqual(rows.flat())
    }
  })

  test('PackBits: the example of the TIFF specification', () => {
    const packed = [
      0xfe, 0xaa, 0x02, 0x80, 0x00, 0x2a, 0xfd, 0xaa, 0x03, 0x80, 0x00, 0x2a, 0x22, 0xf7, 0xaa,
    ]
    const unpacked = [
      0xaa,
      0xaa,
      0xaa,
      0x80,
      0x00,
      0x2a,
      0xaa,
      0xaa,
      0xaa,
      0xaa,
      0x80,
      0x00,
      0x2a,
      0x22,
      ...new Array<number>(10).fill(0xaa),
    ]
    expect(unpackPackBits(Uint8Array.from(packed), 24)).toEqual(Uint8Array.from(unpacked))
    expect(unpackPackBits(Uint8Array.from(packed.slice(0, 9)), 24)).toBeNull()
    expect(unpackPackBits(Uint8Array.from(packed), 25)).toBeNull()
  })

  test('LZW: the example of the TIFF specification', () => {
    // 7 7 7 8 8 7 7 6 6 → clear, 7, 258, 8, 8, 258, 6, 6, end; nine bits each
    const packed = packCodes([256, 7, 258, 8, 8, 258, 6, 6, 257].map((code) => [code, 9]))
    expect(unpackLzw(packed, 9)).toEqual(Uint8Array.of(7, 7, 7, 8, 8, 7, 7, 6, 6))
    expect(unpackLzw(packed, 10)).toBeNull()
    expect(
      unpackLzw(
        packCodes([
          [256, 9],
          [7, 9],
          [300, 9],
        ]),
        9,
      ),
    ).toBeNull()
    expect(
      unpackLzw(
        packCodes([
          [256, 9],
          [258, 9],
        ]),
        9,
      ),
    ).toBeNull()
  })

  test('LZW with codes of 9 to 12 bits and a full table, against another decoder', async () => {
    const random = createRandom('lzw')
    const pixels = Uint8Array.from({ length: 200 * 200 }, () => Math.floor(random() ** 3 * 256))
    const bytes = tiff(
      [200, 200],
      { [TAG.compression]: [5] },
      { parts: [Array.from(packLzw(pixels))] },
    )
    const { data } = await decode(bytes)
    expect(data).toEqual(Float32Array.from(pixels, (pixel) => pixel / 255))
    const file = Uint8Array.from(bytes).buffer
    const [page] = UTIF.decode(file)
    UTIF.decodeImage(file, page!)
    expect(Uint8Array.from(page!.data)).toEqual(pixels)
  })

  test('predictor 2 keeps differences', async () => {
    const tags = { [TAG.predictor]: [2], [TAG.samples]: [3], [TAG.photometric]: [2] }
    const bytes = tiff(
      [3, 1],
      { ...tags, [TAG.bits]: [8, 8, 8] },
      {
        parts: [[10, 20, 30, 1, 2, 255, 255, 0, 1]],
      },
    )
    expect(await valuesOf(bytes, 255)).toEqual([10, 11, 10, 20, 22, 22, 30, 29, 30])
    const wide = tiff(
      [3, 1],
      { [TAG.predictor]: [2], [TAG.bits]: [16] },
      {
        parts: [little16([65000, 1000, 65535])],
      },
    )
    expect(await valuesOf(wide, 65535)).toEqual([65000, 464, 463])
  })

  test('predictor 3 keeps float bytes apart', async () => {
    const numbers = Float32Array.of(1, -2.5, 1e-3)
    const big = new DataView(new ArrayBuffer(12))
    numbers.forEach((value, at) => big.setFloat32(4 * at, value))
    // All first bytes, then all second ones …; then each minus the one before.
    const apart = Array.from({ length: 12 }, (_, at) =>
      big.getUint8((at % 3) * 4 + Math.floor(at / 3)),
    )
    const kept = apart.map((byte, at) => (byte - (apart[at - 1] ?? 0)) & 255)
    const tags = { [TAG.predictor]: [3], [TAG.bits]: [32], [TAG.sampleFormat]: [3] }
    expect((await decode(tiff([3, 1], tags, { parts: [kept] }))).data).toEqual(numbers)
  })
})

/** Codes with their lengths, highest bit first. */
function packCodes(codes: readonly (readonly [number, number] | readonly number[])[]): Uint8Array {
  const bits = codes.flatMap(([code = 0, length = 0]) =>
    Array.from({ length }, (_, at) => (code >> (length - 1 - at)) & 1),
  )
  return Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, at) =>
    Array.from({ length: 8 }, (_, bit) => bits[8 * at + bit] ?? 0).reduce((a, b) => 2 * a + b, 0),
  )
}

/** An LZW encoder after the pseudocode of TIFF 6.0, section 13. */
function packLzw(pixels: Uint8Array): Uint8Array {
  const codes: (readonly [number, number])[] = []
  let table = new Map<string, number>()
  let [next, bits] = [258, 9]
  const put = (code: number): void => void codes.push([code, bits])
  const clear = (): void => {
    put(256)
    table = new Map(Array.from({ length: 256 }, (_, byte) => [String.fromCharCode(byte), byte]))
    ;[next, bits] = [258, 9]
  }
  clear()
  let text = ''
  for (const pixel of pixels) {
    const longer = text + String.fromCharCode(pixel)
    if (table.has(longer)) {
      text = longer
      continue
    }
    put(table.get(text)!)
    table.set(longer, next++)
    if (next === 512 || next === 1024 || next === 2048) bits++
    if (next === 4095) clear()
    text = String.fromCharCode(pixel)
  }
  put(table.get(text)!)
  put(257)
  return packCodes(codes)
}
