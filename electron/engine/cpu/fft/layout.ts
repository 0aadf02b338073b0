import type { BlockSide } from './order'

/**
 * A complex block in memory: panels of 4 or 8 columns, so that all passes down the columns of one
 * panel stay in the first cache; in a panel row after row, real parts before imaginary ones. Bytes.
 */
export interface BlockLayout {
  readonly height: BlockSide
  readonly width: BlockSide
  /** Vectors of 4 columns in a panel: 2 where the machine joins them. */
  readonly vectors: number
  readonly panels: number
  /** From row to row of a panel. */
  readonly rowBytes: number
  /** From the real to the imaginary part. */
  readonly imaginary: number
  /** From panel to panel: a cache line more than its rows, so that panels do not alias. */
  readonly panelBytes: number
  readonly bytes: number
}

/** The layout of a block of height × width for vectors of 128 or 256 bits. */
export function layBlock(height: BlockSide, width: BlockSide, vectorBits: number): BlockLayout {
  const vectors = vectorBits / 128
  const panels = width / (4 * vectors)
  const rowBytes = 32 * vectors
  const panelBytes = height * rowBytes + 64
  const imaginary = 16 * vectors
  return {
    height,
    width,
    vectors,
    panels,
    rowBytes,
    imaginary,
    panelBytes,
    bytes: panels * panelBytes,
  }
}
