import { sentence } from '../../contract/sentence'
import { exifOrientation } from './image-file-directory'
import type { PictureBytes } from './picture-bytes'
import type { BitmapFile, PictureHeader } from './picture-header'

const MARKER = { soi: 0xd8, eoi: 0xd9, sos: 0xda, app1: 0xe1, app2: 0xe2 } as const

interface Frame {
  readonly width: number
  readonly height: number
  readonly components: number
  readonly precision: number
}

interface Found {
  frame: Frame | null
  orientation: number
  hasProfile: boolean
  readonly exifAt: number[]
}

/**
 * Walks a JPEG from marker to marker up to the end-of-image marker: without it the file is cut
 * off, which decoders forgive and the lab does not. Throws `bad-picture`. (ITU-T T.81, annex B)
 */
export function readJpegFile(file: PictureBytes): BitmapFile {
  const found: Found = { frame: null, orientation: 1, hasProfile: false, exifAt: [] }
  let scans = 0
  let at = 2
  for (;;) {
    const { marker, next } = readMarker(file, at)
    if (marker === MARKER.eoi) break
    const end = next + file.u16(next, 'big')
    file.need(end)
    readSegment(file, found, { marker, start: next + 2, end })
    if (marker === MARKER.sos) scans++
    at = marker === MARKER.sos ? endOfScan(file, end) : end
  }
  if (found.frame === null || scans === 0) file.refuse(sentence`is a JPEG without a picture`)
  return { header: headerOf(found.frame, found), mimeType: 'image/jpeg', exifAt: found.exifAt }
}

function readMarker(file: PictureBytes, at: number): { marker: number; next: number } {
  if (file.u8(at) !== 0xff) file.refuse(sentence`is a JPEG that is damaged at byte ${at}`)
  let next = at + 1
  while (file.u8(next) === 0xff) next++
  return { marker: file.u8(next), next: next + 1 }
}

interface Segment {
  readonly marker: number
  readonly start: number
  readonly end: number
}

function readSegment(file: PictureBytes, found: Found, { marker, start, end }: Segment): void {
  if (isFrame(marker)) found.frame = readFrame(file, start)
  if (marker === MARKER.app1 && file.has(start, 'Exif\0\0')) {
    found.orientation = exifOrientation(file, start + 6, end)
    found.exifAt.push(start)
  }
  if (marker === MARKER.app2 && file.has(start, 'ICC_PROFILE\0')) found.hasProfile = true
}

/** Start-of-frame markers: C0 … CF without tables (C4, CC) and the reserved C8. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function readFrame(file: PictureBytes, start: number): Frame {
  const frame = {
    precision: file.u8(start),
    height: file.u16(start + 1, 'big'),
    width: file.u16(start + 3, 'big'),
    components: file.u8(start + 5),
  }
  if (frame.width === 0 || frame.height === 0) {
    file.refuse(sentence`is a JPEG of ${frame.width} × ${frame.height} pixels`)
  }
  if (frame.precision !== 8) {
    file.refuse(
      sentence`has ${frame.precision} bits per sample`,
      sentence`save it as an 8-bit JPEG or 16-bit PNG`,
    )
  }
  return frame
}

/** The next marker after entropy-coded data; 00 is a stuffed byte, D0 … D7 are restarts. */
function endOfScan(file: PictureBytes, start: number): number {
  let at = start
  for (;;) {
    at = file.bytes.indexOf(0xff, at)
    if (at < 0) file.need(file.length + 1)
    const marker = file.u8(at + 1)
    const isData = marker === 0 || (marker >= 0xd0 && marker <= 0xd7)
    if (!isData && marker !== 0xff) return at
    at += marker === 0xff ? 1 : 2
  }
}

function headerOf({ width, height, components }: Frame, found: Found): PictureHeader {
  return {
    format: 'jpeg',
    width,
    height,
    channels: components === 1 ? 1 : 3,
    hasAlpha: false,
    bitDepth: 8,
    frames: 1,
    orientation: found.orientation,
    hasProfile: found.hasProfile,
    workBytesPerPixel: 4,
  }
}
