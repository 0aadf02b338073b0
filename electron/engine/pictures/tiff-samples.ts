import { halfToNumber } from '../tensors/npy'
import { unpackSamples } from './png-pixels'
import type { TiffFile } from './tiff-file'

/**
 * The numbers of one unpacked row of a strip or tile, predictor undone. Float and signed numbers
 * are as they are; unsigned ones run from 0 to `sampleMaximum`. row: rowBytes of the file.
 */
export function tiffSamples(tiff: TiffFile, row: Uint8Array, count: number): ArrayLike<number> {
  const { bitDepth, samplesPerPixel, isPlanar } = { ...tiff, ...tiff.header }
  if (bitDepth < 8) return invertWhite(tiff, unpackSamples(row, bitDepth, count))
  const distance = isPlanar ? 1 : samplesPerPixel
  const bytes = tiff.predictor === 3 ? undoFloatPredictor(row, distance, bitDepth / 8) : row
  const order = tiff.predictor === 3 ? 'big' : tiff.order
  const read = readerOf(tiff, order === 'little')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const samples = new Float64Array(count)
  for (let at = 0; at < count; at++) samples[at] = read(view, at)
  if (tiff.predictor === 2) undoPredictor(samples, distance, tiff)
  return invertWhite(tiff, samples)
}

/** What white is in whole unsigned numbers; 1 where numbers are as they are. */
export function sampleMaximum({ sampleKind, header }: TiffFile): number {
  return sampleKind === 'unsigned' ? 2 ** header.bitDepth - 1 : 1
}

type Read = (view: DataView, at: number) => number

function readerOf({ sampleKind, header }: TiffFile, little: boolean): Read {
  const readers: Readonly<Record<string, Read>> = {
    unsigned8: (view, at) => view.getUint8(at),
    unsigned16: (view, at) => view.getUint16(at * 2, little),
    unsigned32: (view, at) => view.getUint32(at * 4, little),
    signed8: (view, at) => view.getInt8(at),
    signed16: (view, at) => view.getInt16(at * 2, little),
    signed32: (view, at) => view.getInt32(at * 4, little),
    float16: (view, at) => halfToNumber(view.getUint16(at * 2, little)),
    float32: (view, at) => view.getFloat32(at * 4, little),
    float64: (view, at) => view.getFloat64(at * 8, little),
  }
  return readers[`${sampleKind}${header.bitDepth}`] ?? (() => NaN)
}

/** Predictor 2 keeps differences to the pixel on the left, modulo 2^bits. (TIFF 6.0, section 14) */
function undoPredictor(samples: Float64Array, distance: number, tiff: TiffFile): void {
  const modulus = 2 ** tiff.header.bitDepth
  const isSigned = tiff.sampleKind === 'signed'
  for (let at = distance; at < samples.length; at++) {
    const sum = (samples[at] as number) + (samples[at - distance] as number)
    const wrapped = ((sum % modulus) + modulus) % modulus
    samples[at] = isSigned && wrapped >= modulus / 2 ? wrapped - modulus : wrapped
  }
}

/**
 * Predictor 3 keeps byte-wise differences of a row whose numbers are taken apart: all highest
 * bytes first. (Adobe Photoshop TIFF Technical Note 3)
 */
function undoFloatPredictor(row: Uint8Array, distance: number, sampleBytes: number): Uint8Array {
  const sums = row.slice()
  for (let at = distance; at < sums.length; at++) {
    sums[at] = (sums[at] as number) + (sums[at - distance] as number)
  }
  const count = sums.length / sampleBytes
  return sums.map((_, at) => sums[(at % sampleBytes) * count + Math.floor(at / sampleBytes)] ?? 0)
}

function invertWhite(tiff: TiffFile, samples: ArrayLike<number>): ArrayLike<number> {
  if (!tiff.isWhiteZero || tiff.sampleKind !== 'unsigned') return samples
  const maximum = sampleMaximum(tiff)
  return Float64Array.from(samples, (sample) => maximum - sample)
}
