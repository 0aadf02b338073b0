import { toFault, type Fault } from '../../contract/faults'
import type { DecodedInfo } from './decode-messages'
import { handMadeExif, withExif } from './hand-made'
import { decodePicture, disposeDecoders, type DecodedPicture, type DecodeOptions } from './decode'

/** What the page tests of decoding ask for; everything here runs in Chromium. */

const load = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch(`/shared/${path}`)).arrayBuffer())

async function decodeShared(path: string, options: DecodeOptions = {}): Promise<DecodedPicture> {
  const bytes = await load(path)
  return decodePicture({ name: path.replace(/^.*\//, ''), bytes }, options)
}

async function faultOf(decoding: Promise<unknown>): Promise<Fault> {
  try {
    await decoding
  } catch (error) {
    return toFault(error)
  }
  throw new Error('the picture was decoded')
}

function infoOf({ shape, format, scale, notes }: DecodedPicture): DecodedInfo {
  return { shape, format, scale, notes }
}

/** The fault of a file beside the checkout. */
export function faultOfShared(path: string): Promise<Fault> {
  return faultOf(decodeShared(path))
}

/** What bytes given as numbers decode to. */
export async function decodeBytes(
  name: string,
  bytes: number[],
  options: DecodeOptions = {},
): Promise<DecodedInfo & { values: number[] }> {
  const picture = await decodePicture({ name, bytes: new Uint8Array(bytes) }, options)
  return { ...infoOf(picture), values: Array.from(picture.data) }
}

export function faultOfBytes(name: string, bytes: number[]): Promise<Fault> {
  return faultOf(decodePicture({ name, bytes: new Uint8Array(bytes) }))
}

/** PngSuite files whose decoded values are not the suite's pixels. */
export async function wrongPngSuiteFiles(names: string[]): Promise<string[]> {
  const wrong: string[] = []
  for (const name of names) {
    const { shape, data, notes } = await decodeShared(`conformance/pngsuite/png/${name}`)
    const json = await fetch(`/shared/conformance/pngsuite/json/${name.replace('.png', '.json')}`)
    const expected = (await json.json()) as number[]
    const maximum = notes.some(({ kind }) => kind === 'sixteen-bit') ? 65_535 : 255
    const pixels = shape.height * shape.width
    const differs = (value: number, at: number): boolean =>
      value !==
      Math.fround((expected[(at % pixels) * 4 + Math.floor(at / pixels)] ?? NaN) / maximum)
    if (expected.length !== 4 * pixels || data.some(differs)) wrong.push(name)
  }
  return wrong
}

/** Decodes an opaque picture and counts the values that differ from what a canvas shows of it. */
export async function compareWithCanvas(
  path: string,
  mimeType: string,
): Promise<DecodedInfo & { differing: number; isShared: boolean }> {
  const allocate = (values: number): Float32Array =>
    new Float32Array(new SharedArrayBuffer(4 * values + 64), 64, values)
  const picture = await decodeShared(path, { allocate })
  const { shape, data } = picture
  const pixels = shape.height * shape.width
  const shown = await canvasPixels(await load(path), mimeType)
  const differing = data.reduce((count, value, at) => {
    const [channel, pixel] = [Math.floor(at / pixels), at % pixels]
    return count + (value === Math.fround((shown[4 * pixel + channel] ?? NaN) / 255) ? 0 : 1)
  }, 0)
  return { ...infoOf(picture), differing, isShared: data.buffer instanceof SharedArrayBuffer }
}

async function canvasPixels(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
  imageOrientation: 'none' | 'from-image' = 'none',
): Promise<Uint8ClampedArray> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }), {
    imageOrientation,
    colorSpaceConversion: 'none',
  })
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('there is no 2d canvas')
  context.drawImage(bitmap, 0, 0)
  return context.getImageData(0, 0, bitmap.width, bitmap.height).data
}

/** A worker that never answers: a decoder that loops. */
const createSilentWorker = (): Worker =>
  new Worker(new URL('./silent.page-worker.ts', import.meta.url), { type: 'module' })

export async function faultOfSilentWorker(): Promise<Fault> {
  const bytes = new Uint8Array(4)
  return faultOf(
    decodePicture(
      { name: 'loop.png', bytes },
      { createWorker: createSilentWorker, timeLimitMs: 50 },
    ),
  )
}

/** A worker whose code throws as soon as it is asked. */
const createBrokenWorker = (): Worker =>
  new Worker(new URL('./broken.page-worker.ts', import.meta.url), { type: 'module' })

export async function faultOfBrokenWorker(): Promise<Fault> {
  const bytes = new Uint8Array(4)
  return faultOf(decodePicture({ name: 'x.png', bytes }, { createWorker: createBrokenWorker }))
}

/** How many workers were made for two pictures, one after the other, and for a cancelled third. */
export async function countWorkers(path: string): Promise<{ made: number[]; fault: Fault }> {
  const made: number[] = []
  let workers = 0
  const createWorker = (): Worker => {
    workers++
    return new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' })
  }
  const controller = new AbortController()
  const { signal } = controller
  await decodeShared(path, { createWorker })
  made.push(workers)
  await decodeShared(path, { createWorker })
  made.push(workers)
  const bytes = await load(path)
  const cancelled = faultOf(decodePicture({ name: 'a.png', bytes }, { createWorker, signal }))
  controller.abort()
  const fault = await cancelled
  await decodeShared(path, { createWorker })
  made.push(workers)
  disposeDecoders()
  return { made, fault }
}

/** Milliseconds to decode a file, the worker being there already: for information. */
export async function decodeMs(path: string): Promise<number> {
  await decodeShared(path)
  const start = performance.now()
  await decodeShared(path)
  return performance.now() - start
}

/**
 * Decodes a JPEG in each of the eight EXIF orientations and counts, for each, the values that
 * differ from what the browser shows when it applies the orientation itself.
 */
export async function compareOrientations(): Promise<
  { orientation: number; size: string; differing: number; noted: number }[]
> {
  const jpeg = await encodeCanvas('image/jpeg')
  const results = []
  for (let orientation = 1; orientation <= 8; orientation++) {
    const bytes = new Uint8Array(withExif(jpeg, handMadeExif(orientation)))
    const { shape, data, notes } = await decodePicture({ name: 'turned.jpg', bytes })
    const shown = await canvasPixels(bytes, 'image/jpeg', 'from-image')
    const pixels = shape.height * shape.width
    const differing = data.filter(
      (value, at) =>
        value !== Math.fround((shown[4 * (at % pixels) + Math.floor(at / pixels)] ?? NaN) / 255),
    ).length
    const size = `${shape.width}×${shape.height}`
    const note = notes.find(({ kind }) => kind === 'orientation-applied')
    const noted = note?.kind === 'orientation-applied' ? note.orientation : 1
    results.push({ orientation, size, differing, noted })
  }
  return results
}

/** A drawing of 24 × 16 pixels without any symmetry. */
async function encodeCanvas(type: string): Promise<number[]> {
  const canvas = new OffscreenCanvas(24, 16)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('there is no 2d canvas')
  context.fillStyle = 'rgb(200, 30, 60)'
  context.fillRect(0, 0, 24, 16)
  context.fillStyle = 'rgb(20, 180, 90)'
  context.fillRect(2, 3, 14, 5)
  context.fillStyle = 'rgb(240, 240, 30)'
  context.fillRect(12, 9, 3, 7)
  const blob = await canvas.convertToBlob({ type, quality: 0.9 })
  return Array.from(new Uint8Array(await blob.arrayBuffer()))
}

/** Decodes a JPEG and a WebP that the browser wrote, cut to every length: how many are accepted. */
export async function acceptedCuts(type: string, name: string): Promise<number[]> {
  const whole = await encodeCanvas(type)
  const accepted: number[] = []
  for (let length = 0; length <= whole.length; length++) {
    const bytes = new Uint8Array(whole.slice(0, length))
    const fault = await decodePicture({ name, bytes }).then(() => null, toFault)
    if (fault === null) accepted.push(whole.length - length)
    else if (fault.code !== 'bad-picture') throw new Error(`${fault.code}: ${fault.message}`)
  }
  return accepted
}
