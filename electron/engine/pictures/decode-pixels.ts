import type { PictureNote } from '../../contract/tensors'
import { readNpyValues } from '../tensors/npy'
import { decodeBitmap } from './bitmap-pixels'
import type { DecodedInfo } from './decode-messages'
import type { PictureHeader } from './picture-header'
import { PlanarWriter, uprightShape } from './planar-writer'
import { decodePng } from './png-pixels'
import { sniffPicture, type SniffedPicture } from './sniff'
import { withAlphaChannel } from './alpha-channel'
import { decodeTiff } from './tiff-pixels'

/** Gives room for so many f32, once the pixels are known to be good. */
export type Claim = (values: number) => Promise<Float32Array>

/**
 * Decodes a picture from untrusted bytes into memory that is claimed only after everything that
 * can fail has succeeded. Runs in the decode worker; PNG, TIFF and NPY also in Node.
 * withAlpha: alpha becomes the last channel where there is one; else it is left out.
 * Throws `bad-picture`, `bad-array`, `picture-too-large`, or `unsupported` for alpha that cannot be had.
 */
export async function decodePixels(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  claim: Claim,
  options: { readonly withAlpha: boolean } = { withAlpha: false },
): Promise<{ info: DecodedInfo; data: Float32Array }> {
  const found = sniffPicture(name, bytes)
  const isWithAlpha = options.withAlpha && found.header.hasAlpha
  const sniffed = isWithAlpha ? withAlphaChannel(name, found) : found
  const { header } = sniffed
  const stored = { channels: header.channels, height: header.height, width: header.width }
  const shape = uprightShape(stored, header.orientation)
  const decoded = await decode(name, bytes, sniffed)
  try {
    const data = await claim(shape.channels * shape.height * shape.width)
    await decoded.write(data, new PlanarWriter(data, stored, header.orientation))
    return {
      info: {
        shape,
        format: header.format,
        scale: scaleOf(sniffed),
        notes: notesOf(header, isWithAlpha),
      },
      data,
    }
  } finally {
    decoded.close()
  }
}

interface Decoded {
  write(data: Float32Array, writer: PlanarWriter): Promise<void> | void
  close(): void
}

const NOTHING_TO_CLOSE = (): void => undefined

async function decode(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  sniffed: SniffedPicture,
): Promise<Decoded> {
  switch (sniffed.decoder) {
    case 'png': {
      const write = await decodePng(name, sniffed.png)
      return { write: (_, writer) => write(writer), close: NOTHING_TO_CLOSE }
    }
    case 'tiff': {
      const write = await decodeTiff(name, bytes, sniffed.tiff)
      return { write: (_, writer) => write(writer), close: NOTHING_TO_CLOSE }
    }
    case 'npy': {
      const { npy } = sniffed
      return { write: (data) => readNpyValues(npy, bytes, data), close: NOTHING_TO_CLOSE }
    }
    case 'bitmap': {
      const bitmap = await decodeBitmap(name, bytes, sniffed)
      return { write: (_, writer) => bitmap.write(writer), close: bitmap.close }
    }
  }
}

/** Numbers that a file keeps for their own sake (NPY, float and signed TIFF) stay as they are. */
function scaleOf(sniffed: SniffedPicture): DecodedInfo['scale'] {
  if (sniffed.decoder === 'npy') return 'data'
  return sniffed.decoder === 'tiff' && sniffed.tiff.sampleKind !== 'unsigned' ? 'data' : 'unit'
}

function notesOf(header: PictureHeader, isWithAlpha: boolean): PictureNote[] {
  const { format, orientation, frames, hasAlpha, bitDepth, hasProfile } = header
  const notes: PictureNote[] = []
  if (orientation !== 1) notes.push({ kind: 'orientation-applied', orientation })
  if (frames > 1) notes.push({ kind: 'first-frame', frames })
  if (hasAlpha) notes.push({ kind: isWithAlpha ? 'alpha-as-channel' : 'alpha-left-out' })
  if (bitDepth === 16 && format !== 'npy') notes.push({ kind: 'sixteen-bit' })
  if (hasProfile) notes.push({ kind: 'colour-profile-ignored' })
  return notes
}
