import type { Probe, ProbeChannel } from '../../electron/contract/port'
import { exactText } from '../numbers/number-text'
import { tapRows, type Tap } from './receipt'

/** The words of a receipt as text, in the language of the window. */
export interface ReceiptWords {
  /** `Y0 at column 3, row 2`. */
  readonly where: string
  readonly values: string
  readonly weights: string
  readonly products: string
  readonly padding: string
  readonly bias: string
  readonly value: string
  readonly nameOf: (channel: number) => string
}

interface Block {
  readonly title: string
  readonly text: (tap: Tap) => string
}

/**
 * A receipt as lines of cells parted by tabs: a spreadsheet takes it as a table, a mail shows it as
 * one. Per channel the values, weights and products stand side by side, and where there is padding a
 * fourth block names the positions outside the picture. Values and weights are the shortest decimals
 * of the same f32; products and sums are those of the f64, with a point and an ASCII minus sign.
 */
export function receiptText(probe: Probe, words: ReceiptWords): string {
  const channels = probe.channels.flatMap((channel) => [
    ...channelLines(channel, probe.kernel.width, words),
    '',
  ])
  const sums = probe.channels.map(({ channel, sum }) => `Σ ${words.nameOf(channel)}\t${sum}`)
  const bias = `${words.bias}\t${exactText(probe.bias)}`
  const lines = [words.where, '', ...channels, ...sums, bias, `${words.value}\t${probe.value}`]
  return `${lines.join('\n')}\n`
}

function channelLines(channel: ProbeChannel, width: number, words: ReceiptWords): string[] {
  const blocks = blocksOf(channel, words)
  const pad = Array<string>(width - 1).fill('')
  const heads = blocks.flatMap(({ title }) => [title, ...pad, ''])
  const rows = tapRows(channel, width).map((row) =>
    blocks.flatMap(({ text }) => [...row.map(text), '']),
  )
  return [words.nameOf(channel.channel), ...[heads, ...rows].map(lineOf)]
}

function blocksOf(channel: ProbeChannel, words: ReceiptWords): Block[] {
  const blocks: Block[] = [
    { title: words.values, text: ({ value }) => exactText(value) },
    { title: words.weights, text: ({ weight }) => exactText(weight) },
    { title: words.products, text: ({ product }) => String(product) },
  ]
  if (!channel.isPadding.includes(1)) return blocks
  const outside = ({ isPadding, column, row }: Tap): string =>
    isPadding ? `(${column}, ${row})` : ''
  return [...blocks, { title: words.padding, text: outside }]
}

/** Without the tabs behind the last cell that holds something. */
function lineOf(cells: readonly string[]): string {
  return cells.join('\t').replace(/\t+$/, '')
}
