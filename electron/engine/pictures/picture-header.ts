import type { PictureFormat } from '../../contract/tensors'

/** What a picture file says about itself, known before any pixel is decoded. */
export interface PictureHeader {
  readonly format: PictureFormat
  /** As stored, before the orientation is applied. */
  readonly width: number
  readonly height: number
  /** Grey gives 1, colour 3; NPY any number. Alpha is not counted. */
  readonly channels: number
  readonly hasAlpha: boolean
  /** Bits of one sample. */
  readonly bitDepth: number
  /** Pictures in the file; the first is taken. */
  readonly frames: number
  /** EXIF orientation, 1 … 8; 1 = upright. */
  readonly orientation: number
  readonly hasProfile: boolean
  /** What decoding holds in memory for each pixel besides the tensor, in bytes. */
  readonly workBytesPerPixel: number
}

/** A picture that the browser decodes. */
export interface BitmapFile {
  readonly header: PictureHeader
  readonly mimeType: string
  /** Where the words stand that announce EXIF data ("Exif" or "EXIF"). */
  readonly exifAt: readonly number[]
}
