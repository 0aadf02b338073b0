import { readFileSync } from 'node:fs'
import UTIF from 'utif2'
import { describe, expect, test } from 'vitest'
import { sharedAbsence, sharedPath } from '../../../e2e/page/shared'
import { toFault } from '../../contract/faults'
import { decode, little16, TAG, tiff, valuesOf } from './grey-tiff'

const bytesOf = (array: ArrayBufferView): number[] =>
  Array.from(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
const big16 = (values: readonly number[]) => values.flatMap((value) => [value >> 8, value & 255])

describe('numbers', () => {
  test('8-bit grey, white is 0 or black is 0', async () => {
    const parts = [[0, 51, 255]]
    expect(await valuesOf(tiff([3, 1], {}, { parts }), 255)).toEqual([0, 51, 255])
    const whiteIsZero = tiff([3, 1], { [TAG.photometric]: [0] }, { parts })
    expect(await valuesOf(whiteIsZero, 255)).toEqual([255, 204, 0])
  })

  test.each([
    ['II', little16],
    ['MM', big16],
  ] as const)('16 bits, byte order %s', async (order, write) => {
    const bytes = tiff([2, 1], { [TAG.bits]: [16] }, { order, parts: [write([258, 65535])] })
    const { info, data } = await decode(bytes)
    expect(Array.from(data)).toEqual([Math.fround(258 / 65535), 1])
    expect(info).toMatchObject({ format: 'tiff', scale: 'unit', notes: [{ kind: 'sixteen-bit' }] })
  })

  test('float keeps numbers of their own', async () => {
    const numbers = Float32Array.of(-1.5, 0.1, 300, NaN)
    const tags = { [TAG.bits]: [32], [TAG.sampleFormat]: [3] }
    const { info, data } = await decode(tiff([2, 2], tags, { parts: [bytesOf(numbers)] }))
    expect(data).toEqual(numbers)
    expect(info.scale).toBe('data')
  })

  test('signed numbers are as they are', async () => {
    const tags = { [TAG.bits]: [16], [TAG.sampleFormat]: [2] }
    const bytes = tiff([2, 1], tags, { parts: [bytesOf(Int16Array.of(-3, 7))] })
    expect(await valuesOf(bytes, 1)).toEqual([-3, 7])
  })

  test('one bit, four bits, a palette', async () => {
    const oneBit = tiff([3, 2], { [TAG.bits]: [1] }, { parts: [[0b10100000, 0b01000000]] })
    expect(await valuesOf(oneBit, 1)).toEqual([1, 0, 1, 0, 1, 0])
    const fourBits = tiff([3, 1], { [TAG.bits]: [4] }, { parts: [[0x0f, 0x30]] })
    expect(await valuesOf(fourBits, 15)).toEqual([0, 15, 3])
    const palette = [0, 257, 65535, 0, 0, 514, 0, 0, 0, 771, 65535, 0]
    const tags = { [TAG.bits]: [2], [TAG.photometric]: [3], [TAG.palette]: palette }
    expect(await valuesOf(tiff([2, 1], tags, { parts: [[0b01100000]] }), 255)).toEqual([
      1, 255, 2, 0, 3, 255,
    ])
  })
})

describe('layout', () => {
  const rgb = { [TAG.bits]: [8, 8, 8], [TAG.photometric]: [2], [TAG.samples]: [3] }

  test('RGB side by side, in two strips', async () => {
    const tags = { ...rgb, [TAG.rowsPerStrip]: [2] }
    const parts = [
      [1, 2, 3, 4, 5, 6],
      [7, 8, 9],
    ]
    expect(await valuesOf(tiff([1, 3], tags, { parts }), 255)).toEqual([1, 4, 7, 2, 5, 8, 3, 6, 9])
  })

  test('RGB as planes', async () => {
    const parts = [
      [1, 2],
      [3, 4],
      [5, 6],
    ]
    const bytes = tiff([2, 1], { ...rgb, [TAG.planar]: [2] }, { parts })
    expect(await valuesOf(bytes, 255)).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('alpha is left out, said so', async () => {
    const tags = { ...rgb, [TAG.bits]: [8, 8, 8, 8], [TAG.samples]: [4] }
    const { info, data } = await decode(tiff([1, 1], tags, { parts: [[10, 20, 30, 99]] }))
    expect(Array.from(data, (value) => Math.round(value * 255))).toEqual([10, 20, 30])
    expect(info.notes).toEqual([{ kind: 'alpha-left-out' }])
  })

  test('alpha is a fourth channel by choice, side by side and as planes, of 8 and 16 bits', async () => {
    const tags = { ...rgb, [TAG.bits]: [8, 8, 8, 8], [TAG.samples]: [4] }
    const pixels = [10, 20, 30, 99, 11, 21, 31, 0]
    const planes = [10, 11, 20, 21, 30, 31, 99, 0]
    const side = await decode(tiff([2, 1], tags, { parts: [pixels] }), { withAlpha: true })
    expect(side.info.shape).toEqual({ channels: 4, height: 1, width: 2 })
    expect(side.info.notes).toEqual([{ kind: 'alpha-as-channel' }])
    expect(Array.from(side.data, (value) => Math.round(value * 255))).toEqual(planes)
    const parts = [planes.slice(0, 2), planes.slice(2, 4), planes.slice(4, 6), planes.slice(6)]
    const planar = tiff([2, 1], { ...tags, [TAG.planar]: [2] }, { parts })
    expect((await decode(planar, { withAlpha: true })).data).toEqual(side.data)
    const deep = tiff([2, 1], { ...tags, [TAG.bits]: [16, 16, 16, 16] }, { parts: [little16(pixels)] }) // prettier-ignore
    const { data, info } = await decode(deep, { withAlpha: true })
    expect(Array.from(data, (value) => Math.round(value * 65535))).toEqual(planes)
    expect(info.notes).toEqual([{ kind: 'alpha-as-channel' }, { kind: 'sixteen-bit' }])
  })

  test('alpha of a palette or with white as 0 is refused in a sentence', async () => {
    const tags = { [TAG.photometric]: [0], [TAG.bits]: [8, 8], [TAG.samples]: [2] }
    const bytes = tiff([1, 1], tags, { parts: [[7, 9]] })
    const fault = await decode(bytes, { withAlpha: true }).catch((error: unknown) => toFault(error))
    expect(fault).toMatchObject({
      code: 'unsupported',
      message:
        'x.tif is a TIFF with a palette or with white as 0, whose transparency is not read; ' +
        'save it as PNG and open that.',
    })
  })

  test('tiles reach over the edge', async () => {
    const tags = { [TAG.tileWidth]: [2], [TAG.tileHeight]: [2] }
    const parts = [
      [1, 2, 4, 5],
      [3, 99, 6, 99],
      [7, 8, 99, 99],
      [9, 99, 99, 99],
    ]
    expect(await valuesOf(tiff([3, 3], tags, { parts, isTiled: true }), 255)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9,
    ])
  })

  test('the orientation is applied and noted', async () => {
    const bytes = tiff([3, 1], { [TAG.orientation]: [3] }, { parts: [[1, 2, 3]] })
    const { info } = await decode(bytes)
    expect(await valuesOf(bytes, 255)).toEqual([3, 2, 1])
    expect(info.notes).toEqual([{ kind: 'orientation-applied', orientation: 3 }])
  })
})

describe('what is refused, in a sentence', () => {
  const fault = async (bytes: readonly number[]) => {
    const { code, message } = toFault(await decode(bytes).catch((error: unknown) => error))
    return `${code}: ${message}`
  }
  const whole = tiff([2, 2], {}, { parts: [[1, 2, 3, 4]] })

  test.each([
    [
      { [TAG.compression]: [7] },
      'is a TIFF packed by method 7; save it unpacked or packed by LZW,',
    ],
    [{ [TAG.photometric]: [6] }, 'is a TIFF of colour model 6; save it as an 8-bit'],
    [{ [TAG.bits]: [12] }, 'is a TIFF of 12 bits per sample (unsigned); save it as'],
    [{ [TAG.sampleFormat]: [3] }, 'is a TIFF of 8 bits per sample (float); save it as'],
    [{ [TAG.width]: [0] }, 'is a TIFF of 0 × 2 pixels; '],
    [{ [TAG.rowsPerStrip]: [1] }, 'is a TIFF with 1 of the 2 parts that it needs; '],
    [{ [TAG.height]: [3] }, 'is damaged: its pixels cannot be unpacked; open a whole copy of it.'],
    [{ [TAG.tileWidth]: [0], [TAG.tileHeight]: [1] }, 'is a TIFF of tiles of 0 × 1; '],
  ])('%j', async (tags, message) => {
    expect(await fault(tiff([2, 2], tags, { parts: [[1, 2, 3, 4]] }))).toContain(
      `bad-picture: x.tif ${message}`,
    )
  })

  test('every cut of a file', async () => {
    for (let length = 4; length < whole.length; length++) {
      expect(await fault(whole.slice(0, length))).toMatch(/^bad-picture: x\.tif .+; .+\.$/)
    }
  })

  test('too large, before anything is unpacked', async () => {
    expect(await fault(tiff([16385, 1], {}, { parts: [[1]] }))).toBe(
      'picture-too-large: x.tif is 16385 pixels wide, more than 16384; make it smaller and open that.',
    )
    const huge = { [TAG.tileWidth]: [65536], [TAG.tileHeight]: [65536] }
    expect(await fault(tiff([1, 1], huge, { parts: [[1]], isTiled: true }))).toMatch(
      /^picture-too-large: x\.tif needs 4294967300 bytes of memory/,
    )
  })
})

const absence = sharedAbsence('pictures')
test.skipIf(absence)(`the 16-bit chessboard is exact${absence ?? ''}`, async () => {
  const bytes = readFileSync(sharedPath('pictures', 'chessboard_GRAY_U16.tif'))
  const { info, data } = await decode(bytes)
  const file = Uint8Array.from(bytes).buffer
  const [page] = UTIF.decode(file)
  UTIF.decodeImage(file, page!)
  const stored = new Uint16Array(Uint8Array.from(page!.data).buffer)
  expect(info.shape).toEqual({ channels: 1, height: 200, width: 200 })
  expect(info.notes).toEqual([{ kind: 'sixteen-bit' }])
  expect(data).toEqual(Float32Array.from(stored, (value) => value / 65_535))
  expect(new Set(stored).size).toBe(8)
})
