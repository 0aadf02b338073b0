import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import { checkPictureBudget } from './budget'
import type { SniffedPicture } from './sniff'

/**
 * The same file with one channel more: its alpha, which stands behind the colours of each pixel.
 * Throws `unsupported` for a TIFF whose alpha is no sample of its own like the others, and
 * `picture-too-large` when the channel more is too much.
 */
export function withAlphaChannel(name: string, sniffed: SniffedPicture): SniffedPicture {
  const header = { ...sniffed.header, channels: sniffed.header.channels + 1 }
  checkPictureBudget(name, header)
  switch (sniffed.decoder) {
    case 'png':
      return { ...sniffed, header, png: { ...sniffed.png, header } }
    case 'tiff':
      if (sniffed.tiff.palette || sniffed.tiff.isWhiteZero) throw unreadable(name)
      return { ...sniffed, header, tiff: { ...sniffed.tiff, header } }
    default:
      return { ...sniffed, header }
  }
}

function unreadable(name: string): FaultError {
  return new FaultError(
    'unsupported',
    sentence`${name} is a TIFF with a palette or with white as 0, whose transparency is not read; save it as PNG and open that.`,
  )
}
