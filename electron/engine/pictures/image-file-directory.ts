import type { ByteOrder, PictureBytes } from './picture-bytes'

/** One entry of an image file directory: a tag's numbers. */
export type TagValues = readonly number[]

export interface Directory {
  readonly tags: ReadonlyMap<number, TagValues>
  /** Where the next directory lies, 0 for none. */
  readonly next: number
}

/** A TIFF structure within a file: EXIF keeps one inside other formats. */
export interface TiffStructure {
  readonly file: PictureBytes
  /** Where the structure starts (offsets count from here) and ends. */
  readonly start: number
  readonly end: number
  readonly order: ByteOrder
}

/** Most entries of a directory and most numbers of one tag that are read. */
const MAX_ENTRIES = 4096
const MAX_VALUES = 1 << 20

/** Bytes of a value by TIFF field type: BYTE, ASCII, SHORT, LONG, RATIONAL, … (TIFF 6.0, p. 15) */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]

/** The byte order and first directory of a TIFF structure, or null when it is none. */
export function openTiffStructure(
  file: PictureBytes,
  start: number,
  end: number,
): { structure: TiffStructure; first: number } | null {
  if (end - start < 8 || end > file.length) return null
  const order = file.has(start, 'II') ? 'little' : file.has(start, 'MM') ? 'big' : null
  if (order === null || file.u16(start + 2, order) !== 42) return null
  return { structure: { file, start, end, order }, first: file.u32(start + 4, order) }
}

/**
 * Reads the directory at `offset`: whole-number tags only (BYTE, SHORT, LONG; others are left out,
 * but their presence is kept as an empty list). Null when it does not lie within the structure.
 */
export function readDirectory(structure: TiffStructure, offset: number): Directory | null {
  const { file, start, end, order } = structure
  const at = start + offset
  if (at + 2 > end) return null
  const entries = file.u16(at, order)
  const nextAt = at + 2 + entries * 12
  if (entries > MAX_ENTRIES || nextAt + 4 > end) return null
  const tags = new Map<number, TagValues>()
  for (let entry = 0; entry < entries; entry++) {
    const entryAt = at + 2 + entry * 12
    const values = readValues(structure, entryAt)
    if (values !== null) tags.set(file.u16(entryAt, order), values)
  }
  return { tags, next: file.u32(nextAt, order) }
}

/** Null when the values lie outside of the structure. */
function readValues(structure: TiffStructure, entryAt: number): TagValues | null {
  const { file, start, end, order } = structure
  const type = file.u16(entryAt + 2, order)
  const count = file.u32(entryAt + 4, order)
  const bytes = TYPE_BYTES[type] ?? 0
  if (bytes === 0 || count > MAX_VALUES) return null
  const isInline = bytes * count <= 4
  const at = isInline ? entryAt + 8 : start + file.u32(entryAt + 8, order)
  if (at + bytes * count > end) return null
  if (type !== 1 && type !== 3 && type !== 4) return []
  return Array.from({ length: count }, (_, index) => {
    const place = at + index * bytes
    if (type === 1) return file.u8(place)
    return type === 3 ? file.u16(place, order) : file.u32(place, order)
  })
}

const ORIENTATION_TAG = 274

/**
 * The orientation (1 … 8) in the EXIF data that lie in [start, end) of a file; 1 when there is
 * none that can be read.
 */
export function exifOrientation(file: PictureBytes, start: number, end: number): number {
  const opened = openTiffStructure(file, start, end)
  const directory = opened && readDirectory(opened.structure, opened.first)
  return checkedOrientation(directory?.tags.get(ORIENTATION_TAG)?.[0])
}

/** An orientation that EXIF knows; anything else counts as upright. */
export function checkedOrientation(value: number | undefined): number {
  return value !== undefined && value >= 1 && value <= 8 ? value : 1
}
