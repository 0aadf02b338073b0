import { deflateSync } from 'node:zlib'
import { encode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { toFault } from '../../contract/faults'
import { createRandom } from '../../contract/random'
import { crc32 } from './crc'
import { decodePixels } from './decode-pixels'
import { handMadeExif } from './hand-made'
import { handMadePng } from './hand-made-photos'
import { inflate } from './inflate'

const decode = (bytes: readonly number[] | Uint8Array) =>
  decodePixels('x.png', Uint8Array.from(bytes), async (values) => new Float32Array(values))

async function fault(bytes: readonly number[]): Promise<string> {
  const { code, message } = toFault(await decode(bytes).catch((error: unknown) => error))
  return `${code}: ${message}`
}

describe('what another encoder wrote', () => {
  const random = createRandom('png')
  const [width, height] = [37, 23]

  test.each([
    [1, 8],
    [2, 8],
    [3, 8],
    [4, 8],
    [1, 16],
    [2, 16],
    [3, 16],
    [4, 16],
  ] as const)('%d channels of %d bits', async (channels, depth) => {
    const maximum = 2 ** depth - 1
    const count = width * height * channels
    const samples = Array.from({ length: count }, () => Math.floor(random() * (maximum + 1)))
    const data = depth === 8 ? Uint8Array.from(samples) : Uint16Array.from(samples)
    const { info, data: planar } = await decode(encode({ width, height, data, channels, depth }))
    const colours = channels < 3 ? 1 : 3
    const pixels = width * height
    expect(info.shape).toEqual({ channels: colours, height, width })
    expect(planar).toEqual(
      Float32Array.from({ length: colours * pixels }, (_, at) => {
        const sample = samples[(at % pixels) * channels + Math.floor(at / pixels)]!
        return sample / maximum
      }),
    )
    expect(info.notes).toEqual([
      ...(channels % 2 === 0 ? [{ kind: 'alpha-left-out' }] : []),
      ...(depth === 16 ? [{ kind: 'sixteen-bit' }] : []),
    ])
  })
})

describe('by hand', () => {
  const grey = { colourType: 0, width: 2, height: 1 }
  const bytesOf = async (bytes: readonly number[]) =>
    Array.from((await decode(bytes)).data, (value) => Math.round(value * 255))

  test('every filter', async () => {
    const filtered = [
      [0, 10, 20, 30], // as it is
      [1, 1, 2, 3], // plus left: 1 3 6
      [2, 9, 7, 4], // plus above: 10 10 10
      [3, 5, 10, 20], // plus the mean of left and above: 10 20 35
      [4, 1, 1, 1], // plus the nearest of left, above, above-left: 11 21 36
    ]
    const png = handMadePng({ ...grey, width: 3, height: 5, filtered: filtered.flat() })
    expect(await bytesOf(png)).toEqual([10, 20, 30, 1, 3, 6, 10, 10, 10, 10, 20, 35, 11, 21, 36])
  })

  test('EXIF turns it', async () => {
    const chunks = [['eXIf', handMadeExif(3)]] as const
    const { info, data } = await decode(handMadePng({ ...grey, chunks, filtered: [0, 51, 255] }))
    expect(Array.from(data)).toEqual([1, Math.fround(0.2)])
    expect(info.notes).toEqual([{ kind: 'orientation-applied', orientation: 3 }])
  })

  test('a colour beyond the palette is black', async () => {
    const chunks = [['PLTE', [1, 2, 3]]] as const
    const png = handMadePng({ ...grey, colourType: 3, chunks, filtered: [0, 0, 9] })
    expect(await bytesOf(png)).toEqual([1, 0, 2, 0, 3, 0])
  })

  test('the checksum of an empty IEND, as every PNG ends', () => {
    expect(crc32(Uint8Array.from([73, 69, 78, 68]), 0, 4)).toBe(0xae426082)
  })
})

describe('hostile files', () => {
  const grey = { colourType: 0, width: 2, height: 1 }
  const damaged =
    'bad-picture: x.png is damaged: its pixels cannot be unpacked; open a whole copy of it.'

  test('too few pixels, a filter that does not exist, no zlib at all', async () => {
    expect(await fault(handMadePng({ ...grey, filtered: [0, 1] }))).toBe(damaged)
    expect(await fault(handMadePng({ ...grey, filtered: [5, 1, 2] }))).toBe(
      'bad-picture: x.png is damaged: it has PNG filter 5; open a whole copy of it.',
    )
    const chunks = [['IDAT', [1, 2, 3, 4, 5, 6]]] as const
    expect(await fault(handMadePng({ ...grey, chunks }))).toBe(damaged)
  })

  test('pixels beyond the picture are never unpacked', async () => {
    const filtered = [0, 1, 2, ...new Array<number>(100_000).fill(0)]
    expect((await decode(handMadePng({ ...grey, filtered }))).data).toHaveLength(2)
  })

  test('a small file that promises a large picture takes no memory', async () => {
    let claimed = 0
    const png = Uint8Array.from(handMadePng({ width: 10_000, height: 10_000 }))
    const decoding = decodePixels('x.png', png, async (values) => {
      claimed = values
      return new Float32Array(values)
    })
    await expect(decoding).rejects.toThrow('its pixels cannot be unpacked')
    expect(claimed).toBe(0)
    expect(await inflate([Uint8Array.of(1, 2, 3)], 2 ** 40)).toBeNull()
  })

  test('a stream in many pieces, some empty, is one stream', async () => {
    const data = Uint8Array.from({ length: 100_000 }, (_, at) => (at * at) & 255)
    const packed = deflateSync(data)
    const pieces = Array.from(packed, (_, at) => packed.subarray(at, at + (at % 2 ? 0 : 2)))
    expect(await inflate(pieces, data.length)).toEqual(data)
    expect(await inflate(pieces.slice(0, -8), data.length)).toBeNull()
  })
})

describe('alpha as the last channel', () => {
  const withAlpha = (bytes: Uint8Array | readonly number[]) =>
    decodePixels('x.png', Uint8Array.from(bytes), async (values) => new Float32Array(values), {
      withAlpha: true,
    })
  const bytesOf = (data: Float32Array): number[] =>
    [...data].map((value) => Math.round(value * 255))

  test.each([
    [2, [10, 0, 20, 128], [10, 20, 0, 128]],
    [4, [1, 2, 3, 0, 4, 5, 6, 200], [1, 4, 2, 5, 3, 6, 0, 200]],
  ] as const)('stands behind the colours of %d samples', async (channels, samples, planar) => {
    const png = encode({ width: 2, height: 1, data: Uint8Array.from(samples), channels, depth: 8 })
    const { info, data } = await withAlpha(png)
    expect(info.shape).toEqual({ channels, height: 1, width: 2 })
    expect(info.notes).toEqual([{ kind: 'alpha-as-channel' }])
    expect(bytesOf(data)).toEqual(planar)
  })

  test('is what tRNS says of one colour and of palette entries', async () => {
    const colour = handMadePng({
      width: 2,
      height: 1,
      colourType: 2,
      chunks: [['tRNS', [0, 1, 0, 2, 0, 3]]],
      filtered: [0, 1, 2, 3, 1, 2, 4],
    })
    expect(bytesOf((await withAlpha(colour)).data)).toEqual([1, 1, 2, 2, 3, 4, 0, 255])
    const palette = handMadePng({
      width: 2,
      height: 1,
      colourType: 3,
      chunks: [
        ['PLTE', [9, 8, 7, 6, 5, 4]],
        ['tRNS', [40]],
      ],
      filtered: [0, 1, 0],
    })
    expect(bytesOf((await withAlpha(palette)).data)).toEqual([6, 9, 5, 8, 4, 7, 255, 40])
  })

  test('is nothing where a picture has none', async () => {
    const data = Uint8Array.of(1, 2, 3)
    const { info } = await withAlpha(encode({ width: 1, height: 1, data, channels: 3, depth: 8 }))
    expect(info).toMatchObject({ shape: { channels: 3 }, notes: [] })
  })
})
