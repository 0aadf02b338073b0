import type { Axes, Shape, Sides, Size } from '../../electron/contract/spec'

/** A convolution to measure: everything but its numbers, which are random and seeded. */
export interface BenchShape {
  /** A letter of the suite, or what `describeShape` makes of it. */
  readonly name: string
  readonly why: string
  readonly input: Shape
  readonly outChannels: number
  readonly kernel: Size
  readonly stride: Axes
  readonly dilation: Axes
  readonly padding: Sides
  readonly groups: number
  /** Every kernel is so many columns times rows; any weights when left out. */
  readonly rank?: 1 | 2
}

interface Row {
  readonly why: string
  /** [C,H,W] */
  readonly input: readonly [number, number, number]
  readonly outChannels: number
  /** The kernel's side; all kernels of the suite are square. */
  readonly k: number
  /** `same` pads k>>1 zeros on every side. */
  readonly padding: 'same' | 'valid'
  readonly stride?: number
  readonly groups?: number
}

const ROWS = {
  A: {
    why: 'the deck’s 1.024 G multiply-adds',
    input: [100, 68, 68],
    outChannels: 100,
    k: 5,
    padding: 'valid',
  },
  B: { why: 'live photo filter', input: [3, 1080, 1920], outChannels: 4, k: 3, padding: 'same' },
  C: { why: 'photo filter bank', input: [3, 1080, 1920], outChannels: 8, k: 5, padding: 'same' },
  D: { why: 'bigger bank', input: [3, 720, 1280], outChannels: 16, k: 7, padding: 'same' },
  E: { why: '1×1 layer', input: [64, 256, 256], outChannels: 64, k: 1, padding: 'valid' },
  F: { why: 'large kernel', input: [3, 1080, 1920], outChannels: 3, k: 15, padding: 'same' },
  G: {
    why: 'depthwise',
    input: [32, 512, 512],
    outChannels: 32,
    k: 3,
    padding: 'same',
    groups: 32,
  },
  H: { why: 'middle layer', input: [16, 512, 512], outChannels: 16, k: 3, padding: 'same' },
  I: { why: 'ResNet-like layer', input: [64, 112, 112], outChannels: 64, k: 3, padding: 'same' },
  J: {
    why: 'first layer of many nets',
    input: [3, 224, 224],
    outChannels: 64,
    k: 7,
    padding: 'valid',
    stride: 2,
  },
  K: { why: 'grey 4K filter', input: [1, 2160, 3840], outChannels: 1, k: 3, padding: 'same' },
  L: { why: 'very large kernel', input: [1, 1080, 1920], outChannels: 1, k: 31, padding: 'same' },
} as const satisfies Record<string, Row>

/** The shapes that every figure is given for, A to L, f32 and OIHW. Other shapes matter as much. */
export const SUITE: readonly BenchShape[] = Object.entries<Row>(ROWS).map(([name, row]) => {
  const [channels, height, width] = row.input
  const pad = row.padding === 'same' ? row.k >> 1 : 0
  const stride = row.stride ?? 1
  return {
    name,
    why: row.why,
    input: { channels, height, width },
    outChannels: row.outChannels,
    kernel: { height: row.k, width: row.k },
    stride: { y: stride, x: stride },
    dilation: { y: 1, x: 1 },
    padding: { top: pad, right: pad, bottom: pad, left: pad },
    groups: row.groups ?? 1,
  }
})
