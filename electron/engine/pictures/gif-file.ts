import { sentence } from '../../contract/sentence'
import type { PictureBytes } from './picture-bytes'
import type { BitmapFile } from './picture-header'

interface Found {
  frames: number
  hasAlpha: boolean
  /** What the first frame needs when it is larger than the screen. */
  width: number
  height: number
}

/**
 * Walks the blocks of a GIF up to its trailer and counts the frames; without the trailer the file
 * is cut off. Throws `bad-picture`. (GIF89a specification)
 */
export function readGifFile(file: PictureBytes): BitmapFile {
  const found: Found = {
    frames: 0,
    hasAlpha: false,
    width: file.u16(6, 'little'),
    height: file.u16(8, 'little'),
  }
  let at = 13 + colourTableBytes(file.u8(10))
  for (let kind = file.u8(at); kind !== 0x3b; kind = file.u8(at)) {
    if (kind === 0x2c) at = readFrame(file, found, at)
    else if (kind === 0x21) at = readExtension(file, found, at)
    else file.refuse(sentence`is a GIF that is damaged at byte ${at}`)
  }
  if (found.frames === 0) file.refuse(sentence`is a GIF without a picture`)
  if (found.width === 0 || found.height === 0) file.refuse(sentence`is a GIF of no pixels`)
  return {
    header: {
      format: 'gif',
      width: found.width,
      height: found.height,
      channels: 3,
      hasAlpha: found.hasAlpha,
      bitDepth: 8,
      frames: found.frames,
      orientation: 1,
      hasProfile: false,
      workBytesPerPixel: 4,
    },
    mimeType: 'image/gif',
    exifAt: [],
  }
}

function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

/** Pixels outside of a first frame that is smaller than the screen are transparent. */
function readFrame(file: PictureBytes, found: Found, at: number): number {
  const [left, top, width, height] = [1, 3, 5, 7].map((offset) => file.u16(at + offset, 'little'))
  if (found.frames === 0) {
    const [right, bottom] = [(left ?? 0) + (width ?? 0), (top ?? 0) + (height ?? 0)]
    const covers = left === 0 && top === 0 && right >= found.width && bottom >= found.height
    found.hasAlpha ||= !covers
    found.width = Math.max(found.width, right)
    found.height = Math.max(found.height, bottom)
  }
  found.frames++
  return skipBlocks(file, at + 10 + colourTableBytes(file.u8(at + 9)) + 1)
}

/** The graphic control extension (F9) before the first frame says whether it is transparent. */
function readExtension(file: PictureBytes, found: Found, at: number): number {
  if (file.u8(at + 1) === 0xf9 && found.frames === 0 && (file.u8(at + 3) & 1) === 1) {
    found.hasAlpha = true
  }
  return skipBlocks(file, at + 2)
}

/** Data stand in blocks of a length byte and that many bytes; a length of 0 ends them. */
function skipBlocks(file: PictureBytes, start: number): number {
  let at = start
  for (let length = file.u8(at); length !== 0; length = file.u8(at)) at += 1 + length
  return at + 1
}
