import { sentence } from '../../contract/sentence'
import { exifOrientation } from './image-file-directory'
import type { PictureBytes } from './picture-bytes'
import type { BitmapFile } from './picture-header'

interface Found {
  size: { width: number; height: number } | null
  images: number
  hasAlpha: boolean
  hasProfile: boolean
  orientation: number
  readonly exifAt: number[]
}

/**
 * Walks the chunks of a WebP file; the RIFF length and every chunk must lie within the file.
 * Throws `bad-picture`. (RFC 9649)
 */
export function readWebpFile(file: PictureBytes): BitmapFile {
  const end = 8 + file.u32(4, 'little')
  file.need(end)
  const found: Found = {
    size: null,
    images: 0,
    hasAlpha: false,
    hasProfile: false,
    orientation: 1,
    exifAt: [],
  }
  let at = 12
  while (at + 8 <= end) {
    const [start, length] = [at + 8, file.u32(at + 4, 'little')]
    if (start + length > end) file.refuse(sentence`is a WebP whose parts are longer than the file`)
    readChunk(file, found, { type: file.text(at, 4), start, end: start + length })
    at = start + length + (length % 2)
  }
  if (found.size === null || found.images === 0) file.refuse(sentence`is a WebP without a picture`)
  return {
    header: {
      format: 'webp',
      ...found.size,
      channels: 3,
      hasAlpha: found.hasAlpha,
      bitDepth: 8,
      frames: found.images,
      orientation: found.orientation,
      hasProfile: found.hasProfile,
      workBytesPerPixel: 4,
    },
    mimeType: 'image/webp',
    exifAt: found.exifAt,
  }
}

interface Chunk {
  readonly type: string
  readonly start: number
  readonly end: number
}

function readChunk(file: PictureBytes, found: Found, { type, start, end }: Chunk): void {
  if (type === 'VP8X') readExtended(file, found, start)
  else if (type === 'VP8 ') readLossy(file, found, start)
  else if (type === 'VP8L') readLossless(file, found, start)
  else if (type === 'ANMF') found.images++
  else if (type === 'ALPH') found.hasAlpha = true
  else if (type === 'ICCP') found.hasProfile = true
  else if (type === 'EXIF') {
    const skipped = file.has(start, 'Exif\0\0') ? 6 : 0
    found.orientation = exifOrientation(file, start + skipped, end)
    found.exifAt.push(start - 8)
  }
}

/** Canvas size, each side minus one in 24 bits, and whether anything has alpha. */
function readExtended(file: PictureBytes, found: Found, start: number): void {
  found.hasAlpha ||= (file.u8(start) & 0x10) !== 0
  found.size = { width: file.u24(start + 4) + 1, height: file.u24(start + 7) + 1 }
}

/** A VP8 key frame: 3 bytes of tag, 3 of start code, 14 bits per side. (RFC 6386, 9.1) */
function readLossy(file: PictureBytes, found: Found, start: number): void {
  found.images++
  if (!file.has(start + 3, '\x9d\x01\x2a'))
    file.refuse(sentence`is a WebP whose picture is damaged`)
  found.size ??= {
    width: file.u16(start + 6, 'little') & 0x3fff,
    height: file.u16(start + 8, 'little') & 0x3fff,
  }
}

/** Lossless: a signature byte, 14 bits per side minus one, one bit that says there is alpha. */
function readLossless(file: PictureBytes, found: Found, start: number): void {
  found.images++
  if (file.u8(start) !== 0x2f) file.refuse(sentence`is a WebP whose picture is damaged`)
  const bits = file.u32(start + 1, 'little')
  found.hasAlpha ||= ((bits >>> 28) & 1) === 1
  found.size ??= { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
