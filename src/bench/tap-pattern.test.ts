import { describe, expect, it } from 'vitest'
import type { Geometry, PaddingMode } from '../../electron/contract/spec'
import { loupeRegion, partInside, tapPattern } from './tap-pattern'

/** A 3×3 kernel with dilation 2 and stride 2 over 5 × 6 pixels, padded by 2: outputs 3 × 3. */
function geometry(paddingMode: PaddingMode): Geometry {
  const two = { y: 2, x: 2 }
  return {
    spec: {
      input: { channels: 1, height: 5, width: 6 },
      outChannels: 1,
      kernel: { height: 3, width: 3 },
      stride: two,
      dilation: two,
      padding: { top: 2, right: 2, bottom: 2, left: 2 },
      paddingMode,
      paddingValue: 0,
      groups: 1,
      flip: false,
    },
    output: { channels: 1, height: 3, width: 3 },
    effectiveKernel: { height: 5, width: 5 },
    paddedInput: { height: 9, width: 10 },
    inChannelsPerGroup: 1,
    outChannelsPerGroup: 1,
    macs: 81,
    parameters: 10,
  }
}

const sources = (mode: PaddingMode): string[] =>
  tapPattern(geometry(mode), { y: 0, x: 0 })
    .taps.filter(({ isPadding }) => isPadding)
    .map(({ source }) => (source ? `${source.y} ${source.x}` : 'none'))

describe('the pattern of the window', () => {
  it('has its taps a dilation apart, from the padding on', () => {
    const { taps, field } = tapPattern(geometry('zero'), { y: 0, x: 1 })
    expect(field).toEqual({ y: -2, x: 0, height: 5, width: 5 })
    expect(taps.map(({ y, x }) => `${y} ${x}`)).toEqual([
      '-2 0',
      '-2 2',
      '-2 4',
      '0 0',
      '0 2',
      '0 4',
      '2 0',
      '2 2',
      '2 4',
    ])
    expect(taps.map(({ isPadding }) => isPadding)).toEqual([
      ...[true, true, true],
      ...Array<boolean>(6).fill(false),
    ])
  })

  it('knows where padded taps have their values from', () => {
    expect(sources('zero')).toEqual(['none', 'none', 'none', 'none', 'none'])
    expect(sources('replicate')).toEqual(['0 0', '0 0', '0 2', '0 0', '2 0'])
    expect(sources('reflect')).toEqual(['2 2', '2 0', '2 2', '0 2', '2 2'])
    expect(sources('symmetric')).toEqual(['1 1', '1 0', '1 2', '0 1', '2 1'])
    expect(sources('circular')).toEqual(['3 4', '3 0', '3 2', '0 4', '2 4'])
  })

  it('shows the stride by the windows beside it, where there are outputs', () => {
    const { neighbours } = tapPattern(geometry('zero'), { y: 0, x: 1 })
    expect(neighbours.map(({ y, x }) => [y, x])).toEqual([
      [-2, -2],
      [-2, 2],
      [0, 0],
    ])
  })

  it('is magnified with a stride around it, of which only a part may be picture', () => {
    const loupe = loupeRegion(tapPattern(geometry('zero'), { y: 0, x: 0 }))
    expect(loupe).toEqual({ y: -5, x: -5, height: 11, width: 11 })
    expect(partInside(loupe, { height: 5, width: 6 })).toEqual({ y: 0, x: 0, height: 5, width: 6 })
    expect(partInside({ y: -3, x: 0, height: 3, width: 2 }, { height: 5, width: 6 })).toBeNull()
  })
})
