import type { Probe, ProbeChannel } from '../../electron/contract/port'

/** How a receipt's products are laid out. */
export type ReceiptForm = 'matrices' | 'products'

/** Room that a receipt's grids take, in CSS pixels. */
export const RECEIPT_CELL = { matrix: 42, product: 76 } as const
const BETWEEN = { matrix: 88, product: 24 } as const

/** More channels than this are summed up instead of drawn. */
export const MOST_RECEIPT_CHANNELS = 12

/**
 * The most telling form that fits `room` CSS pixels: per channel the values, the weights and the
 * products as three matrices; else one matrix of `value × weight = product`.
 */
export function receiptForm(probe: Probe, room: number): ReceiptForm {
  const count = Math.min(probe.channels.length, MOST_RECEIPT_CHANNELS)
  const { width } = probe.kernel
  const needed = count * (3 * width * RECEIPT_CELL.matrix + BETWEEN.matrix)
  return needed <= room ? 'matrices' : 'products'
}

/** One tap of the window as the receipt shows it. */
export interface Tap {
  readonly value: number
  readonly weight: number
  readonly product: number
  readonly isPadding: boolean
  /** The input pixel behind it. */
  readonly row: number
  readonly column: number
}

/** The taps of one channel as rows of the kernel, as it is drawn. */
export function tapRows(channel: ProbeChannel, width: number): Tap[][] {
  const taps = Array.from(channel.products, (product, index): Tap => ({
    value: channel.inputs[index] ?? NaN,
    weight: channel.weights[index] ?? NaN,
    product,
    isPadding: channel.isPadding[index] === 1,
    row: channel.rows[index] ?? -1,
    column: channel.columns[index] ?? -1,
  }))
  return Array.from({ length: taps.length / width }, (_, row) =>
    taps.slice(row * width, (row + 1) * width),
  )
}

/** The sums of the channels that are drawn, and of all that are not (null when there are none). */
export interface ReceiptSums {
  readonly shown: readonly ProbeChannel[]
  readonly rest: { readonly count: number; readonly sum: number } | null
}

/** Splits a receipt's channels; Σ shown + Σ rest + bias = value. */
export function receiptSums({ channels }: Probe): ReceiptSums {
  const shown = channels.slice(0, MOST_RECEIPT_CHANNELS)
  const others = channels.slice(MOST_RECEIPT_CHANNELS)
  if (others.length === 0) return { shown, rest: null }
  const sum = others.reduce((total, channel) => total + channel.sum, 0)
  return { shown, rest: { count: others.length, sum } }
}

/** The largest |product| and |weight| of a receipt: they take the full colour. */
export function receiptScale({ channels }: Probe): { product: number; weight: number } {
  const largest = (numbers: ArrayLike<number>): number =>
    Array.from(numbers).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return {
    product: Math.max(0, ...channels.map(({ products }) => largest(products))),
    weight: Math.max(0, ...channels.map(({ weights }) => largest(weights))),
  }
}
