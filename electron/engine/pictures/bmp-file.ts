import { sentence } from '../../contract/sentence'
import type { PictureBytes } from './picture-bytes'
import type { BitmapFile } from './picture-header'

const COMPRESSION = { none: 0, rle8: 1, rle4: 2, masks: 3, alphaMasks: 6 } as const

interface BitmapInfo {
  readonly width: number
  readonly height: number
  readonly bitsPerPixel: number
  readonly compression: number
  readonly compressedBytes: number
  readonly hasAlpha: boolean
}

/**
 * Reads the headers of a BMP and checks that all its rows are there. Throws `bad-picture`.
 * (Microsoft, BITMAPCOREHEADER, BITMAPINFOHEADER, BITMAPV5HEADER)
 */
export function readBmpFile(file: PictureBytes): BitmapFile {
  const info = readInfo(file)
  const { width, height, bitsPerPixel } = info
  if (width < 1 || height < 1) file.refuse(sentence`is a BMP of ${width} × ${height} pixels`)
  if (![1, 4, 8, 16, 24, 32].includes(bitsPerPixel)) {
    file.refuse(sentence`is a BMP of ${bitsPerPixel} bits per pixel`, sentence`save it with 24`)
  }
  file.need(file.u32(10, 'little') + dataBytes(file, info))
  return {
    header: {
      format: 'bmp',
      width,
      height,
      channels: 3,
      hasAlpha: info.hasAlpha,
      bitDepth: 8,
      frames: 1,
      orientation: 1,
      hasProfile: false,
      workBytesPerPixel: 4,
    },
    mimeType: 'image/bmp',
    exifAt: [],
  }
}

/** The old core header has 16-bit sides; a negative height means that the top row comes first. */
function readInfo(file: PictureBytes): BitmapInfo {
  const headerBytes = file.u32(14, 'little')
  if (headerBytes === 12) {
    return {
      width: file.u16(18, 'little'),
      height: file.u16(20, 'little'),
      bitsPerPixel: file.u16(24, 'little'),
      compression: COMPRESSION.none,
      compressedBytes: 0,
      hasAlpha: false,
    }
  }
  if (headerBytes < 40 || headerBytes > 124) {
    file.refuse(
      sentence`is a BMP with a header of ${headerBytes} bytes`,
      sentence`save it again as BMP or PNG`,
    )
  }
  const bitsPerPixel = file.u16(28, 'little')
  return {
    width: file.i32(18, 'little'),
    height: Math.abs(file.i32(22, 'little')),
    bitsPerPixel,
    compression: file.u32(30, 'little'),
    compressedBytes: file.u32(34, 'little'),
    hasAlpha: headerBytes >= 56 && bitsPerPixel === 32 && file.u32(66, 'little') !== 0,
  }
}

/** Rows are padded to 4 bytes; a run-length picture says how long it is. */
function dataBytes(file: PictureBytes, info: BitmapInfo): number {
  const { compression, width, height, bitsPerPixel } = info
  switch (compression) {
    case COMPRESSION.none:
    case COMPRESSION.masks:
    case COMPRESSION.alphaMasks:
      return Math.ceil((width * bitsPerPixel) / 32) * 4 * height
    case COMPRESSION.rle8:
    case COMPRESSION.rle4:
      return info.compressedBytes
    default:
      return file.refuse(
        sentence`is a BMP packed by method ${compression}`,
        sentence`save it as PNG`,
      )
  }
}
