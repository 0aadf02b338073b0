import { sentence } from '../../contract/sentence'
import { npyPictureShape, parseNpyHeader, checkNpyLength, type NpyHeader } from '../tensors/npy'
import { readBmpFile } from './bmp-file'
import { checkPictureBudget } from './budget'
import { readGifFile } from './gif-file'
import { readJpegFile } from './jpeg-file'
import { PictureBytes } from './picture-bytes'
import type { BitmapFile, PictureHeader } from './picture-header'
import { PNG_SIGNATURE, readPngFile, type PngFile } from './png-file'
import { readTiffFile, type TiffFile } from './tiff-file'
import { readWebpFile } from './webp-file'

/** A picture file whose format and size are known, and which decoder it needs. */
export type SniffedPicture = { readonly header: PictureHeader } & (
  | { readonly decoder: 'png'; readonly png: PngFile }
  | { readonly decoder: 'tiff'; readonly tiff: TiffFile }
  | { readonly decoder: 'npy'; readonly npy: NpyHeader }
  /** The browser's own: `createImageBitmap`. */
  | ({ readonly decoder: 'bitmap' } & BitmapFile)
)

/**
 * Recognises a picture by its first bytes (never by its name), reads what it says about itself,
 * checks that the file is whole and that it keeps the budget. No pixel is decoded and nothing of
 * the picture's size is allocated. Throws `bad-picture`, `bad-array` or `picture-too-large`.
 */
export function sniffPicture(name: string, bytes: Uint8Array): SniffedPicture {
  const sniffed = read(new PictureBytes(name, bytes))
  checkPictureBudget(name, sniffed.header)
  return sniffed
}

function read(file: PictureBytes): SniffedPicture {
  if (file.has(0, PNG_SIGNATURE)) {
    const png = readPngFile(file)
    return { decoder: 'png', header: png.header, png }
  }
  if (file.has(0, 'II*\0') || file.has(0, 'MM\0*')) {
    const tiff = readTiffFile(file)
    return { decoder: 'tiff', header: tiff.header, tiff }
  }
  if (file.has(0, '\x93NUMPY')) return readNpy(file)
  if (file.has(0, '\xff\xd8\xff')) return bitmap(readJpegFile(file))
  if (file.has(0, 'RIFF') && file.has(8, 'WEBP')) return bitmap(readWebpFile(file))
  if (file.has(0, 'GIF87a') || file.has(0, 'GIF89a')) return bitmap(readGifFile(file))
  if (file.has(0, 'BM')) return bitmap(readBmpFile(file))
  if (file.length === 0) file.refuse(sentence`is empty`, sentence`open another file`)
  return file.refuse(
    sentence`is not a PNG, JPEG, WebP, GIF, BMP, TIFF or NPY file`,
    sentence`convert it to one of these`,
  )
}

function bitmap(file: BitmapFile): SniffedPicture {
  return { decoder: 'bitmap', ...file }
}

function readNpy(file: PictureBytes): SniffedPicture {
  const npy = parseNpyHeader(file.name, file.bytes)
  const shape = npyPictureShape(file.name, npy)
  checkNpyLength(file.name, npy, file.length)
  const header: PictureHeader = {
    format: 'npy',
    ...shape,
    hasAlpha: false,
    bitDepth: 32,
    frames: 1,
    orientation: 1,
    hasProfile: false,
    workBytesPerPixel: 0,
  }
  return { decoder: 'npy', header, npy }
}
