import { sentence } from '../../contract/sentence'
import { crc32 } from './crc'
import { exifOrientation } from './image-file-directory'
import type { PictureBytes } from './picture-bytes'
import type { PictureHeader } from './picture-header'

/** What a PNG's chunks say; everything that `decodePng` needs. (PNG, 3rd edition) */
export interface PngFile {
  readonly header: PictureHeader
  readonly colourType: ColourType
  readonly isInterlaced: boolean
  /** R, G, B of each palette entry. */
  readonly palette: Uint8Array | null
  /**
   * The tRNS chunk: alpha of the palette's first entries, or the one sample or colour that is clear
   * (two bytes each). (PNG 3rd edition, 11.3.1.1)
   */
  readonly transparency: Uint8Array | null
  /** The compressed pixels, piece by piece. */
  readonly pieces: readonly Uint8Array[]
}

const COLOUR_TYPES = { grey: 0, colour: 2, palette: 3, greyAlpha: 4, colourAlpha: 6 } as const
type ColourType = (typeof COLOUR_TYPES)[keyof typeof COLOUR_TYPES]

/** Samples that stand side by side in the file for one pixel. */
export const SAMPLES_PER_PIXEL: Readonly<Record<ColourType, number>> = {
  0: 1,
  2: 3,
  3: 1,
  4: 2,
  6: 4,
}

const DEPTHS: Readonly<Record<ColourType, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

export const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n'

/**
 * Walks all chunks of a PNG, checks each CRC and that the file is whole. Nothing is decompressed.
 * Throws `bad-picture`.
 */
export function readPngFile(file: PictureBytes): PngFile {
  const image = readImageHeader(file)
  const seen = {
    palette: null as Uint8Array | null,
    transparency: null as Uint8Array | null,
    frames: 1,
    orientation: 1,
  }
  const flags = { hasAlpha: image.colourType >= COLOUR_TYPES.greyAlpha, hasProfile: false }
  const pieces: Uint8Array[] = []
  let chunk = readChunk(file, PNG_SIGNATURE.length)
  while (chunk.type !== 'IEND') {
    const { type, start, end } = chunk
    if (type === 'PLTE') seen.palette = readPalette(file, start, end)
    else if (type === 'IDAT') pieces.push(file.bytes.subarray(start, end))
    else if (type === 'tRNS') {
      flags.hasAlpha = true
      seen.transparency = file.bytes.subarray(start, end)
    } else if (type === 'iCCP') flags.hasProfile = true
    else if (type === 'eXIf') seen.orientation = exifOrientation(file, start, end)
    else if (type === 'acTL') seen.frames = Math.max(1, file.u32(start, 'big'))
    else if (isCritical(type) && type !== 'IHDR') {
      file.refuse(
        sentence`has a "${type}" part that PNG does not define`,
        sentence`save it again as PNG`,
      )
    }
    chunk = readChunk(file, end + 4)
  }
  if (pieces.length === 0) file.refuse(sentence`is a PNG without pixels`)
  const { colourType, bitDepth } = image
  if (colourType === COLOUR_TYPES.palette && seen.palette === null) {
    file.refuse(sentence`is a PNG whose palette is missing`)
  }
  return {
    header: {
      format: 'png',
      width: image.width,
      height: image.height,
      channels: colourType === 0 || colourType === 4 ? 1 : 3,
      bitDepth,
      frames: seen.frames,
      orientation: seen.orientation,
      ...flags,
      workBytesPerPixel: Math.max(1, (SAMPLES_PER_PIXEL[colourType] * bitDepth) / 8),
    },
    colourType,
    isInterlaced: image.isInterlaced,
    palette: seen.palette,
    transparency: seen.transparency,
    pieces,
  }
}

function readImageHeader(file: PictureBytes) {
  const { type, start, end } = readChunk(file, PNG_SIGNATURE.length)
  if (type !== 'IHDR' || end - start !== 13)
    file.refuse(sentence`is a PNG that does not begin with its header`)
  const width = file.u32(start, 'big')
  const height = file.u32(start + 4, 'big')
  const bitDepth = file.u8(start + 8)
  const colourType = file.u8(start + 9)
  if (width === 0 || height === 0) file.refuse(sentence`is a PNG of ${width} × ${height} pixels`)
  if (!isColourType(colourType))
    file.refuse(sentence`has PNG colour type ${colourType}, which there is not`)
  if (!DEPTHS[colourType].includes(bitDepth)) {
    file.refuse(
      sentence`has ${bitDepth} bits per sample, which PNG colour type ${colourType} has not`,
    )
  }
  if (file.u8(start + 10) !== 0 || file.u8(start + 11) !== 0 || file.u8(start + 12) > 1) {
    file.refuse(
      sentence`is packed by a method that PNG does not define`,
      sentence`save it again as PNG`,
    )
  }
  return { width, height, bitDepth, colourType, isInterlaced: file.u8(start + 12) === 1 }
}

function isColourType(value: number): value is ColourType {
  return Object.hasOwn(SAMPLES_PER_PIXEL, value)
}

interface Chunk {
  readonly type: string
  readonly start: number
  readonly end: number
}

function readChunk(file: PictureBytes, at: number): Chunk {
  const start = at + 8
  const end = start + file.u32(at, 'big')
  file.need(end + 4)
  const type = file.text(at + 4, 4)
  if (crc32(file.bytes, at + 4, end) !== file.u32(end, 'big')) {
    file.refuse(sentence`is damaged: the checksum of its "${printable(type)}" part is wrong`)
  }
  return { type, start, end }
}

function printable(type: string): string {
  return type.replace(/[^A-Za-z]/g, '?')
}

/** The first letter's case says whether a decoder must know a chunk. */
function isCritical(type: string): boolean {
  return /^[A-Z]/.test(type)
}

function readPalette(file: PictureBytes, start: number, end: number): Uint8Array {
  const bytes = end - start
  if (bytes % 3 !== 0 || bytes === 0 || bytes > 768) {
    file.refuse(sentence`is a PNG whose palette has ${bytes} bytes`)
  }
  return file.bytes.subarray(start, end)
}
