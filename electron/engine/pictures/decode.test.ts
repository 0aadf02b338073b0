import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { chromiumAbsence, usePage } from '../../../e2e/page/chromium'
import { sharedAbsence, sharedPath } from '../../../e2e/page/shared'
import type * as PageCode from './decode.page'
import { handMadeBmp, handMadeExif, handMadeGif, handMadeWebp, withWebpExif } from './hand-made'

const f32 = (values: readonly number[]) => values.map(Math.fround)

describe.skipIf(chromiumAbsence)(`decoding in a page${chromiumAbsence ?? ''}`, () => {
  const page = usePage<typeof PageCode>('/electron/engine/pictures/decode.page.ts')

  test('WebP: colours under a low alpha are exact and the alpha is left out', async () => {
    const picture = await page.run('decodeBytes', 'a.webp', handMadeWebp(2, 1, [200, 100, 50, 3]))
    expect(picture).toEqual({
      shape: { channels: 3, height: 1, width: 2 },
      format: 'webp',
      scale: 'unit',
      notes: [{ kind: 'alpha-left-out' }],
      values: f32([200 / 255, 200 / 255, 100 / 255, 100 / 255, 50 / 255, 50 / 255]),
    })
  })

  test('BMP: rows from bottom to top, blue first', async () => {
    const rows = [
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
      [
        [10, 11, 12],
        [13, 14, 15],
        [16, 17, 18],
      ],
    ]
    const { shape, values, notes } = await page.run('decodeBytes', 'a.bmp', handMadeBmp(rows))
    expect(shape).toEqual({ channels: 3, height: 2, width: 3 })
    const bytes = [1, 4, 7, 10, 13, 16, 2, 5, 8, 11, 14, 17, 3, 6, 9, 12, 15, 18]
    expect(values).toEqual(f32(bytes.map((byte) => byte / 255)))
    expect(notes).toEqual([])
  })

  test('GIF: the first of three frames, said so', async () => {
    const { values, notes } = await page.run(
      'decodeBytes',
      'a.gif',
      handMadeGif([10, 20, 30, 40, 50, 60], 3),
    )
    expect(values).toEqual(f32([10, 40, 20, 50, 30, 60].map((byte) => byte / 255)))
    expect(notes).toEqual([{ kind: 'first-frame', frames: 3 }])
  })

  test('WebP: alpha is a fourth channel by choice', async () => {
    const bytes = handMadeWebp(2, 1, [200, 100, 50, 3])
    const { shape, values, notes } = await page.run('decodeBytes', 'a.webp', bytes, {
      withAlpha: true,
    })
    expect(shape).toEqual({ channels: 4, height: 1, width: 2 })
    const planes = [200, 200, 100, 100, 50, 50, 3, 3]
    expect(values).toEqual(f32(planes.map((byte) => byte / 255)))
    expect(notes).toEqual([{ kind: 'alpha-as-channel' }])
  })

  test('GIF: the clear colour of its palette is 0 in a fourth channel, the others 255', async () => {
    const gif = handMadeGif([10, 20, 30, 40, 50, 60])
    const screen = 13 + 6 // header and palette
    const clearIsOne = [0x21, 0xf9, 4, 0b1, 0, 0, 1, 0]
    const bytes = [...gif.slice(0, screen), ...clearIsOne, ...gif.slice(screen)]
    const { shape, values, notes } = await page.run('decodeBytes', 'a.gif', bytes, {
      withAlpha: true,
    })
    expect(shape).toEqual({ channels: 4, height: 1, width: 2 })
    const [opaque, clear] = [0, 1].map((pixel) =>
      [0, 2, 4, 6].map((at) => values[at + pixel]! * 255),
    )
    expect(opaque!.map(Math.round)).toEqual([10, 20, 30, 255])
    expect(clear![3]).toBe(0)
    expect(notes).toEqual([{ kind: 'alpha-as-channel' }])
  })

  test('a picture without alpha has none to give', async () => {
    const rows = [[[1, 2, 3]]]
    const picture = page.run('decodeBytes', 'a.bmp', handMadeBmp(rows), { withAlpha: true })
    expect((await picture).shape).toEqual({ channels: 3, height: 1, width: 1 })
  })

  test('EXIF: each orientation is applied once, as the browser itself does it', async () => {
    const upright = (orientation: number) => ({
      orientation,
      size: orientation < 5 ? '24×16' : '16×24',
      differing: 0,
      noted: orientation,
    })
    expect(await page.run('compareOrientations')).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map(upright))
  })

  test('EXIF in a WebP is applied once too', async () => {
    const bytes = withWebpExif(handMadeWebp(3, 1, [10, 20, 30, 255]), [3, 1], handMadeExif(6, 'MM'))
    expect(await page.run('decodeBytes', 'a.webp', bytes)).toMatchObject({
      shape: { channels: 3, height: 3, width: 1 },
      notes: [{ kind: 'orientation-applied', orientation: 6 }, { kind: 'alpha-left-out' }],
    })
  })

  test.each([
    ['image/jpeg', 'cut.jpg'],
    ['image/webp', 'cut.webp'],
    ['image/png', 'cut.png'],
  ])('%s: every cut is refused, only the whole file is accepted', async (type, name) => {
    expect(await page.run('acceptedCuts', type, name)).toEqual([0])
  })

  test('a decoder that loops is killed by the clock, in a sentence', async () => {
    expect(await page.run('faultOfSilentWorker')).toMatchObject({
      code: 'timeout',
      message:
        'loop.png could not be decoded within 0.05 s and was given up; ' +
        'save it again with another program and open that.',
    })
  })

  test('a decoder that breaks is told', async () => {
    const { code, message } = await page.run('faultOfBrokenWorker')
    expect(code).toBe('internal')
    expect(message).toContain('broken on purpose')
  })

  test('bytes that are no picture are refused and the worker goes on', async () => {
    expect(await page.run('faultOfBytes', 'notes.txt', [104, 105])).toMatchObject({
      code: 'bad-picture',
      message:
        'notes.txt is not a PNG, JPEG, WebP, GIF, BMP, TIFF or NPY file; convert it to one of these.',
    })
  })

  const pictures = sharedAbsence('pictures')
  describe.skipIf(pictures)(`sample pictures${pictures ?? ''}`, () => {
    test.each([
      ['coffee.png', 'image/png', 3, 400, 600],
      ['chelsea.png', 'image/png', 3, 300, 451],
      ['astronaut.png', 'image/png', 3, 512, 512],
      ['rocket.jpg', 'image/jpeg', 3, 427, 640],
      ['hubble_deep_field.jpg', 'image/jpeg', 3, 872, 1000],
    ] as const)('%s has the pixels that a canvas shows', async (name, type, ...sides) => {
      const [channels, height, width] = sides
      const found = await page.run('compareWithCanvas', `pictures/${name}`, type)
      expect(found).toMatchObject({
        shape: { channels, height, width },
        scale: 'unit',
        differing: 0,
        isShared: true,
      })
    })

    test('a truncated JPEG is refused in a sentence', async () => {
      expect(await page.run('faultOfShared', 'pictures/truncated.jpg')).toMatchObject({
        code: 'bad-picture',
        message:
          'truncated.jpg ends after 400 bytes, in the middle of the picture; open a whole copy of it.',
      })
    })

    test('a worker is used again, but not after it was cancelled', async () => {
      const { made, fault } = await page.run('countWorkers', 'pictures/chelsea.png')
      expect(made).toEqual([1, 1, 2])
      expect(fault.code).toBe('cancelled')
    })
  })

  const pngSuite = sharedAbsence('conformance/pngsuite')
  test.skipIf(pngSuite)(`PngSuite has its pixels here too${pngSuite ?? ''}`, async () => {
    const names = readdirSync(sharedPath('conformance', 'pngsuite', 'png'))
    const valid = names.filter((name) => name.endsWith('.png') && !name.startsWith('x'))
    expect(await page.run('wrongPngSuiteFiles', valid)).toEqual([])
  })
})
