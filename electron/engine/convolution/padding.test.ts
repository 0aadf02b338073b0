import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS, PADDING_MODES, type Layer } from '../../contract/spec'
import { OUTSIDE, sourceIndices } from './padding'
import { runReference } from './reference'
import { resolveConvolution } from './spec'

/** FORMATS, "Padding": what the row ABCD becomes. */
const ROWS = {
  zero: '00ABCD00',
  constant: 'kkABCDkk',
  replicate: 'AAABCDDD',
  reflect: 'CBABCDCB',
  symmetric: 'BAABCDDC',
  circular: 'CDABCDAB',
} as const

const VALUES: Readonly<Record<string, number>> = { A: 1, B: 2, C: 3, D: 4, k: 9, '0': 0 }

const paddedLayer = (paddingMode: Layer['paddingMode'], sides: [number, number]): Layer => ({
  ...DEFAULT_SETTINGS,
  padding: { top: 0, right: sides[1], bottom: 0, left: sides[0] },
  paddingMode,
  paddingValue: 9,
  weights: { shape: [1, 1, 1, 1], data: new Float32Array([1]) },
  bias: null,
})

const ABCD = { shape: { channels: 1, height: 1, width: 4 }, data: new Float32Array([1, 2, 3, 4]) }

describe.each(PADDING_MODES)('%s', (mode) => {
  const pattern = ROWS[mode]

  test(`turns ABCD into ${pattern}`, async () => {
    const convolution = resolveConvolution(paddedLayer(mode, [2, 2]), ABCD.shape)
    const { output } = await runReference(convolution, ABCD)
    expect(Array.from(output)).toEqual(Array.from(pattern, (letter) => VALUES[letter]))
  })

  test('has no entry for what is not there', () => {
    const indices = Array.from(sourceIndices(4, [2, 2], mode))
    const expected = Array.from(pattern, (letter) => {
      return letter >= 'A' && letter <= 'D' ? letter.charCodeAt(0) - 65 : OUTSIDE
    })
    expect(indices).toEqual(expected)
  })

  test('pads one side only', () => {
    expect(Array.from(sourceIndices(4, [0, 2], mode))).toEqual(
      Array.from(sourceIndices(4, [2, 2], mode)).slice(2),
    )
  })
})
