import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import {
  handMadeBmp,
  handMadeExif,
  handMadeGif,
  handMadeWebp,
  withExif,
  withWebpExif,
} from '../electron/engine/pictures/hand-made'
import { jobsFolder, readNpyF32, removeFolders, runLab } from './batch'
import { sampleBytes } from './pictures'
import { sharedAbsence, sharedPath } from './page/shared'

test.afterEach(removeFolders)

/** A layer that gives its picture back: the saved maps are what was decoded. */
const identity = (channels: number): number[][][][] =>
  Array.from({ length: channels }, (_, o) =>
    Array.from({ length: channels }, (_, i) => [[o === i ? 1 : 0]]),
  )

/** Decodes files in the real lab, in one run: name → [C,H,W] and values × 255. */
async function decodeInLab(files: Record<string, Uint8Array | readonly number[]>, channels = 3) {
  const names = Object.keys(files)
  const jobs = names.map((input) => ({
    name: input.replace('.', '-'),
    input,
    weights: identity(channels),
    engines: ['reference'],
    save: ['npy'],
  }))
  const folder = jobsFolder({ jobs })
  for (const [name, bytes] of Object.entries(files))
    writeFileSync(join(folder, name), Uint8Array.from(bytes))
  const { code, stderr } = await runLab([
    'run',
    join(folder, 'jobs.json'),
    '--out',
    join(folder, 'out'),
  ])
  expect(code, stderr).toBe(0)
  return (name: string) => {
    const file = join(folder, 'out', `${name.replace('.', '-')}.reference.npy`)
    const { shape, values } = readNpyF32(readFileSync(file))
    return { shape, values, bytes: values.map((value) => Math.round(value * 25_500) / 100) }
  }
}

test('WebP, GIF and BMP have their colours, under a low alpha too, and EXIF turns a picture once', async () => {
  const rocket = Array.from(sampleBytes('rocket.jpg'))
  const decoded = await decodeInLab({
    'low-alpha.webp': handMadeWebp(2, 1, [200, 100, 50, 3]),
    'turned.webp': withWebpExif(handMadeWebp(3, 1, [10, 20, 30, 255]), [3, 1], handMadeExif(6)),
    'frames.gif': handMadeGif([10, 20, 30, 40, 50, 60], 3),
    'rows.bmp': handMadeBmp([[[1, 2, 3]], [[4, 5, 6]]]),
    'upright.jpg': rocket,
    'turned.jpg': withExif(rocket, handMadeExif(8, 'MM')),
  })
  expect(decoded('low-alpha.webp')).toMatchObject({
    shape: [3, 1, 2],
    bytes: [200, 200, 100, 100, 50, 50],
  })
  expect(decoded('turned.webp')).toMatchObject({
    shape: [3, 3, 1],
    bytes: [10, 10, 10, 20, 20, 20, 30, 30, 30],
  })
  expect(decoded('frames.gif')).toMatchObject({ shape: [3, 1, 2], bytes: [10, 40, 20, 50, 30, 60] })
  expect(decoded('rows.bmp')).toMatchObject({ shape: [3, 2, 1], bytes: [1, 4, 2, 5, 3, 6] })

  const [upright, turned] = [decoded('upright.jpg'), decoded('turned.jpg')]
  expect([upright.shape, turned.shape]).toEqual([
    [3, 427, 640],
    [3, 640, 427],
  ])
  // Orientation 8: to be turned anticlockwise, so the top right corner becomes the top left one.
  const corner = upright.bytes.slice(600, 640).reverse()
  const found = Array.from({ length: 40 }, (_, y) => turned.bytes[y * 427])
  expect(found).toEqual(corner)
  expect(new Set(corner).size).toBeGreaterThan(1)
})

const absence = sharedAbsence('pictures')
test(`a 16-bit TIFF keeps its 16 bits${absence ?? ''}`, async () => {
  test.skip(absence !== null, absence ?? '')
  const file = readFileSync(sharedPath('pictures', 'chessboard_GRAY_U16.tif'))
  const decoded = await decodeInLab({ 'chessboard.tif': file }, 1)
  const { shape, values } = decoded('chessboard.tif')
  expect(shape).toEqual([1, 200, 200])
  // The file is not packed: its one strip of 200 · 200 little-endian numbers begins at byte 110.
  const stored = values.map((_, at) => Math.fround(file.readUInt16LE(110 + 2 * at) / 65_535))
  expect(values).toEqual(stored)
  expect(new Set(values).size).toBe(8)
})
