import { deflateSync } from 'node:zlib'
import { crc32 } from './crc'

/** PNG and JPEG files written byte by byte, for tests in Node. */

const big = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** (bytes - 1 - at)) & 255)

export interface HandMadePng {
  readonly width?: number
  readonly height?: number
  readonly colourType?: number
  readonly bitDepth?: number
  readonly isInterlaced?: boolean
  /** Further parts between the header and the pixels. */
  readonly chunks?: readonly (readonly [string, readonly number[]])[]
  /** Rows with their filter bytes, not packed yet. */
  readonly filtered?: readonly number[]
}

/** A PNG. Without `filtered` its pixels are not what its header promises. */
export function handMadePng(of: HandMadePng): number[] {
  const { width = 3, height = 2, colourType = 2, bitDepth = 8, chunks = [] } = of
  const interlace = of.isInterlaced ? 1 : 0
  const head = [...big(width, 4), ...big(height, 4), bitDepth, colourType, 0, 0, interlace]
  const packed = deflateSync(Uint8Array.from(of.filtered ?? []))
  return [
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', head),
    ...chunks.flatMap(([type, data]) => chunk(type, data)),
    ...chunk('IDAT', Array.from(packed)),
    ...chunk('IEND', []),
  ]
}

function chunk(type: string, data: readonly number[]): number[] {
  const named = [...Array.from(type, (letter) => letter.charCodeAt(0)), ...data]
  const crc = crc32(Uint8Array.from(named), 0, named.length)
  return [...big(data.length, 4), ...named, ...big(crc, 4)]
}

export interface HandMadeJpeg {
  readonly width?: number
  readonly height?: number
  readonly components?: number
  readonly precision?: number
  readonly scans?: number
}

/** The markers of a JPEG in order; its scan data are four bytes with a stuffed FF and a restart. */
export function handMadeJpeg(of: HandMadeJpeg): number[] {
  const { width = 30, height = 20, components = 3, precision = 8, scans = 1 } = of
  const parts = Array.from({ length: components }, (_, at) => [at + 1, 0x11, 0]).flat()
  const frame = [precision, ...big(height, 2), ...big(width, 2), components, ...parts]
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0x00, 0xff, 0xd0, 0x34]
  return [
    ...[0xff, 0xd8],
    ...[0xff, 0xc0, ...big(frame.length + 2, 2), ...frame],
    ...Array.from({ length: scans }, () => scan).flat(),
    ...[0xff, 0xd9],
  ]
}
