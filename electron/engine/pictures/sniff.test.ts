import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sharedAbsence, sharedPath } from '../../../e2e/page/shared'
import { toFault } from '../../contract/faults'
import { writeNpy } from '../tensors/npy'
import { checkPictureBudget } from './budget'
import {
  handMadeBmp,
  handMadeExif,
  handMadeGif,
  handMadeTiff,
  handMadeWebp,
  withExif,
  withWebpExif,
} from './hand-made'
import { handMadeJpeg, handMadePng } from './hand-made-photos'
import type { PictureHeader } from './picture-header'
import { sniffPicture } from './sniff'

const sniff = (bytes: readonly number[] | Uint8Array, name = 'x') =>
  sniffPicture(name, Uint8Array.from(bytes))
const header = (bytes: readonly number[] | Uint8Array) => sniff(bytes).header

function refused(bytes: readonly number[] | Uint8Array, name = 'x'): string {
  try {
    sniff(bytes, name)
  } catch (error) {
    const { code, message } = toFault(error)
    return `${code}: ${message}`
  }
  return 'accepted'
}

const PALETTE = [10, 20, 30, 40, 50, 60]
const PNG = handMadePng({ width: 3, height: 2 })
const JPEG = handMadeJpeg({ width: 30, height: 20 })
const WEBP = handMadeWebp(5, 4, [1, 2, 3, 4])
const GIF = handMadeGif(PALETTE, 2)
const BMP = handMadeBmp([
  [
    [1, 2, 3],
    [4, 5, 6],
  ],
])
const TIFF = handMadeTiff({
  tags: { 256: [2], 257: [2], 258: [8], 262: [1] },
  parts: [[1, 2, 3, 4]],
})
const WHOLE_FILES = { png: PNG, jpeg: JPEG, webp: WEBP, gif: GIF, bmp: BMP, tiff: TIFF }

describe('what a header says', () => {
  test.each([
    ['png', PNG, { width: 3, height: 2, channels: 3, bitDepth: 8, hasAlpha: false }],
    ['jpeg', JPEG, { width: 30, height: 20, channels: 3, frames: 1, orientation: 1 }],
    ['webp', WEBP, { width: 5, height: 4, channels: 3, hasAlpha: true }],
    ['gif', GIF, { width: 2, height: 1, channels: 3, frames: 2, hasAlpha: false }],
    ['bmp', BMP, { width: 2, height: 1, channels: 3, hasAlpha: false }],
    ['tiff', TIFF, { width: 2, height: 2, channels: 1, bitDepth: 8 }],
    ['npy', writeNpy([4, 2, 3], new Float32Array(24)), { width: 3, height: 2, channels: 4 }],
  ] as const)('%s', (format, bytes, expected) => {
    expect(header(bytes)).toMatchObject({ format, ...expected })
  })

  test('the name plays no part', () => {
    expect(sniff(PNG, 'photo.jpg').header.format).toBe('png')
  })

  test('PNG: grey, 16 bits, alpha, a profile, frames, EXIF', () => {
    expect(header(handMadePng({ colourType: 0, bitDepth: 16 }))).toMatchObject({
      channels: 1,
      bitDepth: 16,
    })
    expect(header(handMadePng({ colourType: 4 }))).toMatchObject({ channels: 1, hasAlpha: true })
    expect(header(handMadePng({ chunks: [['tRNS', [0, 1, 0, 2, 0, 3]]] })).hasAlpha).toBe(true)
    expect(header(handMadePng({ chunks: [['iCCP', [65, 0, 0]]] })).hasProfile).toBe(true)
    expect(header(handMadePng({ chunks: [['acTL', [0, 0, 0, 7, 0, 0, 0, 0]]] })).frames).toBe(7)
    expect(header(handMadePng({ chunks: [['eXIf', handMadeExif(6, 'MM')]] })).orientation).toBe(6)
  })

  test('JPEG: grey, EXIF of both byte orders, a profile, a second scan, fill bytes', () => {
    expect(header(handMadeJpeg({ components: 1 })).channels).toBe(1)
    expect(header(withExif(JPEG, handMadeExif(8))).orientation).toBe(8)
    expect(header(withExif(JPEG, handMadeExif(3, 'MM'))).orientation).toBe(3)
    expect(header(withExif(JPEG, handMadeExif(9))).orientation).toBe(1)
    expect(header(withExif(JPEG, handMadeExif(6).slice(0, 20))).orientation).toBe(1)
    const profile = Array.from('ICC_PROFILE\0\x01\x01', (letter) => letter.charCodeAt(0))
    const segment = [0xff, 0xe2, 0, profile.length + 2, ...profile]
    expect(header([...JPEG.slice(0, 2), ...segment, ...JPEG.slice(2)]).hasProfile).toBe(true)
    expect(header(handMadeJpeg({ scans: 3 })).width).toBe(30)
    expect(header([...JPEG.slice(0, 2), 0xff, 0xff, ...JPEG.slice(2)]).width).toBe(30)
    expect(header([...JPEG, 1, 2, 3]).width).toBe(30)
  })

  test('WebP: the extended form, EXIF', () => {
    const turned = withWebpExif(WEBP, [7, 9], handMadeExif(5))
    expect(header(turned)).toMatchObject({ width: 7, height: 9, orientation: 5, hasAlpha: true })
  })

  test('GIF: a transparent colour, a first frame larger or smaller than the screen', () => {
    const control = [0x21, 0xf9, 4, 1, 0, 0, 0, 0]
    const at = 13 + PALETTE.length
    expect(header([...GIF.slice(0, at), ...control, ...GIF.slice(at)]).hasAlpha).toBe(true)
    const screen = (width: number) => [...GIF.slice(0, 6), width, 0, ...GIF.slice(8)]
    expect(header(screen(5))).toMatchObject({ width: 5, hasAlpha: true })
    expect(header(screen(1))).toMatchObject({ width: 2, hasAlpha: false })
  })
})

describe('a file that is cut off', () => {
  test.each(Object.entries(WHOLE_FILES))('%s: at every byte', (_, bytes) => {
    expect(refused(bytes)).toBe('accepted')
    for (let length = 0; length < bytes.length; length++) {
      expect(refused(bytes.slice(0, length)), `${length}`).toMatch(/^bad-picture: x .+; .+\.$/)
    }
  })

  const absence = sharedAbsence('pictures')
  test.skipIf(absence)(`truncated.jpg${absence ?? ''}`, () => {
    const bytes = readFileSync(sharedPath('pictures', 'truncated.jpg'))
    expect(refused(bytes, 'truncated.jpg')).toBe(
      'bad-picture: truncated.jpg ends after 400 bytes, in the middle of the picture; ' +
        'open a whole copy of it.',
    )
  })
})

describe('what is refused, in a sentence', () => {
  const changed = (bytes: readonly number[], at: number, value: number): number[] =>
    bytes.map((byte, index) => (index === at ? value : byte))

  test.each([
    ['nothing', [], 'x is empty; open another file.'],
    ['text', [104, 105], 'x is not a PNG, JPEG, WebP, GIF, BMP, TIFF or NPY file; convert it to'],
    [
      'PNG, one bit changed',
      changed(PNG, 17, 1),
      'x is damaged: the checksum of its "IHDR" part is',
    ],
    ['PNG, unknown part', handMadePng({ chunks: [['WHAT', []]] }), 'x has a "WHAT" part that PNG'],
    ['PNG of no width', handMadePng({ width: 0 }), 'x is a PNG of 0 × 2 pixels; '],
    [
      'PNG, colour type 5',
      handMadePng({ colourType: 5 }),
      'x has PNG colour type 5, which there is',
    ],
    [
      'PNG without a palette',
      handMadePng({ colourType: 3 }),
      'x is a PNG whose palette is missing; ',
    ],
    ['JPEG of 12 bits', handMadeJpeg({ precision: 12 }), 'x has 12 bits per sample; save it as an'],
    ['JPEG of no height', handMadeJpeg({ height: 0 }), 'x is a JPEG of 30 × 0 pixels; '],
    ['JPEG of nothing', [0xff, 0xd8, 0xff, 0xd9], 'x is a JPEG without a picture; '],
    ['JPEG, damaged', changed(JPEG, 2, 0xfe), 'x is not a PNG, JPEG'],
    ['GIF without frames', [...GIF.slice(0, 19), 0x3b], 'x is a GIF without a picture; '],
    ['GIF, damaged', changed(GIF, 19, 1), 'x is a GIF that is damaged at byte 19; '],
    ['BMP of 3 bits', changed(BMP, 28, 3), 'x is a BMP of 3 bits per pixel; save it with 24.'],
    ['BMP, odd header', changed(BMP, 14, 41 + 84), 'x is a BMP with a header of 125 bytes; '],
    [
      'BMP with a JPEG in it',
      changed(BMP, 30, 4),
      'x is a BMP packed by method 4; save it as PNG.',
    ],
    ['WebP of nothing', WEBP.slice(0, 12).with(4, 4), 'x is a WebP without a picture; '],
    ['WebP, part too long', changed(WEBP, 16, 200), 'x is a WebP whose parts are longer than the'],
    ['WebP, damaged', changed(WEBP, 20, 0), 'x is a WebP whose picture is damaged; '],
  ])('%s', (_, bytes, message) => {
    expect(refused(bytes)).toContain(`bad-picture: ${message}`)
  })

  test('damaged files are refused or read, never anything else, and soon', () => {
    for (const bytes of Object.values(WHOLE_FILES)) {
      const damage = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255))
      fc.assert(
        fc.property(fc.array(damage, { minLength: 1, maxLength: 6 }), (changes) => {
          const damaged = Uint8Array.from(bytes)
          for (const [at, byte] of changes) damaged[at] = byte
          expect(refused(damaged)).toMatch(
            /^(accepted|(bad-picture|bad-array|picture-too-large): x .+; .+\.)$/s,
          )
        }),
        { seed: 7, numRuns: 1000 },
      )
    }
  })
})

describe('the budget', () => {
  const of = (change: Partial<PictureHeader>): string => {
    const base = { ...header(PNG), width: 1, height: 1, ...change }
    try {
      checkPictureBudget('x.png', base)
    } catch (error) {
      const { code, message } = toFault(error)
      return `${code}: ${message}`
    }
    return 'kept'
  }
  const next = 'make it smaller and open that.'

  test('sides up to 16,384', () => {
    expect(of({ width: 16_384 })).toBe('kept')
    expect(of({ width: 16_385 })).toBe(
      `picture-too-large: x.png is 16385 pixels wide, more than 16384; ${next}`,
    )
    expect(of({ height: 20_000 })).toBe(
      `picture-too-large: x.png is 20000 pixels high, more than 16384; ${next}`,
    )
  })

  test('up to 100 million pixels', () => {
    expect(of({ width: 10_000, height: 10_000 })).toBe('kept')
    expect(of({ width: 10_000, height: 10_001 })).toBe(
      `picture-too-large: x.png has 10000 × 10001 = 100010000 pixels, more than 100000000; ${next}`,
    )
  })

  test('copies are counted: 100 million pixels of RGBA with 16 bits fit, of floats with 64 do not', () => {
    const size = { width: 10_000, height: 10_000, channels: 3 }
    expect(of({ ...size, workBytesPerPixel: 8 })).toBe('kept')
    expect(of({ ...size, workBytesPerPixel: 24 })).toBe(
      `picture-too-large: x.png needs 3600000000 bytes of memory to open, more than 2147483648; ${next}`,
    )
  })

  test('a header alone is enough', () => {
    expect(refused(handMadePng({ width: 30_000 }))).toContain('is 30000 pixels wide')
    expect(refused(handMadeJpeg({ width: 65_000 }))).toContain('is 65000 pixels wide')
  })
})
