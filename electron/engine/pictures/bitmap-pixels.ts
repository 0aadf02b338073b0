import { sentence } from '../../contract/sentence'
import { OPEN_A_WHOLE_COPY, refusePicture } from './picture-bytes'
import type { BitmapFile, PictureHeader } from './picture-header'
import type { PlanarWriter } from './planar-writer'

/** Rows that are copied out of the browser's memory at a time. */
const STRIP_ROWS = 256

/** Where R, G and B stand in the four bytes of a pixel. */
const CHANNEL_ORDER: Readonly<Record<string, readonly number[]>> = {
  RGBA: [0, 1, 2],
  RGBX: [0, 1, 2],
  BGRA: [2, 1, 0],
  BGRX: [2, 1, 0],
}

/** What decoding left to be written. */
export interface DecodedBitmap {
  write(writer: PlanarWriter): Promise<void>
  close(): void
}

/**
 * Decodes JPEG, WebP, GIF and BMP by the browser, as they are stored: no turning, no premultiplied
 * alpha, no colour conversion. Throws `bad-picture`.
 */
export async function decodeBitmap(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  { header, mimeType, exifAt }: BitmapFile,
): Promise<DecodedBitmap> {
  const frame = await decodeFrame(name, withoutExif(bytes, exifAt), mimeType)
  const { codedWidth: width, codedHeight: height } = frame
  if (width !== header.width || height !== header.height) {
    frame.close()
    refusePicture(
      name,
      sentence`decodes to ${width} × ${height} pixels, but says it has ${header.width} × ${header.height}`,
      OPEN_A_WHOLE_COPY,
    )
  }
  return {
    write: (writer) => writeFrame(writer, frame, header),
    close: () => frame.close(),
  }
}

async function decodeFrame(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  mimeType: string,
): Promise<VideoFrame> {
  try {
    return mimeType === 'image/jpeg' ? await decodeJpeg(bytes) : await decodeRgb(bytes, mimeType)
  } catch (error) {
    // Both throw this kind of error when the picture cannot be decoded, and others for our mistakes.
    if (!(error instanceof DOMException) && !(error instanceof RangeError)) throw error
    return refusePicture(
      name,
      sentence`is damaged: its pixels cannot be decoded`,
      OPEN_A_WHOLE_COPY,
    )
  }
}

/** An ImageDecoder may give a JPEG as Y, U and V; an ImageBitmap is always R, G and B. */
async function decodeJpeg(bytes: Uint8Array<ArrayBuffer>): Promise<VideoFrame> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }), {
    imageOrientation: 'none',
    colorSpaceConversion: 'none',
  })
  try {
    return new VideoFrame(bitmap, { timestamp: 0 })
  } finally {
    bitmap.close()
  }
}

/**
 * Formats that may have alpha: an ImageBitmap (in Chromium 114) and a canvas (always) would give
 * colours multiplied by it, which cannot be undone where it is low.
 */
async function decodeRgb(data: Uint8Array<ArrayBuffer>, type: string): Promise<VideoFrame> {
  const decoder = new ImageDecoder({
    data,
    type,
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
  } as ImageDecoderInit)
  try {
    const { image } = await decoder.decode({ frameIndex: 0, completeFramesOnly: true })
    return image
  } finally {
    decoder.close()
  }
}

/**
 * A copy whose EXIF data are not found: Chromium turns the picture by them even when it is told
 * `imageOrientation: 'none'`, and turning is done here, once.
 */
function withoutExif(
  bytes: Uint8Array<ArrayBuffer>,
  exifAt: readonly number[],
): Uint8Array<ArrayBuffer> {
  if (exifAt.length === 0) return bytes
  const copy = bytes.slice()
  for (const at of exifAt) copy.set(VOID, at)
  return copy
}

/** "Void" in place of "Exif": a part that no decoder knows. */
const VOID = [0x56, 0x6f, 0x69, 0x64]

async function writeFrame(
  writer: PlanarWriter,
  frame: VideoFrame,
  { width, height, channels }: PictureHeader,
): Promise<void> {
  const colours = CHANNEL_ORDER[frame.format ?? '']
  if (colours === undefined) throw new Error(`unexpected pixel format ${frame.format}`)
  const order = channels === 1 ? colours.slice(0, 1) : channels === 4 ? [...colours, 3] : colours
  // A frame without alpha leaves anything in the fourth byte.
  const isOpaque = channels === 4 && !frame.format?.includes('A')
  const strip = new Uint8Array(width * Math.min(height, STRIP_ROWS) * 4)
  for (let y = 0; y < height; y += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - y)
    const layout = [{ offset: 0, stride: width * 4 }]
    await frame.copyTo(strip, { rect: { x: 0, y, width, height: rows }, layout })
    if (isOpaque) for (let at = 3; at < strip.length; at += 4) strip[at] = 255
    for (let row = 0; row < rows; row++) {
      writer.putRow({
        y: y + row,
        x: 0,
        step: 1,
        pixels: width,
        samples: strip.subarray(row * width * 4, (row + 1) * width * 4),
        samplesPerPixel: 4,
        order,
        firstChannel: 0,
        divisor: 255,
      })
    }
  }
}
