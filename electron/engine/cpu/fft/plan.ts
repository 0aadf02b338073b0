import type { Geometry } from '../../../contract/spec'
import type { Profile } from '../profile'
import { windowSources, type WindowSources } from '../window-copy'
import { chooseSides, type Sides } from './choose-sides'
import { layBlock, type BlockLayout } from './layout'
import { placeTwiddles, type TwiddleTable } from './twiddles'

/** Everything that the FFT routine's code and constants are made from. */
export interface FftPlan {
  readonly geometry: Geometry
  readonly profile: Profile
  readonly layout: BlockLayout
  readonly twiddles: TwiddleTable
  /** Output pixels of a block per axis: side − effective kernel + 1. */
  readonly validRows: number
  readonly validColumns: number
  readonly blocksAcross: number
  /** Blocks of one group and image; two are transformed at once, as real and imaginary part. */
  readonly blocks: number
  readonly pairs: number
  readonly strips: number
  /** Output channels whose products are made in one go. */
  readonly outputsAtOnce: number
  /** Byte offsets: a spare row, the input channels' blocks, the outputs' (the same, when all fit). */
  readonly scratch: {
    readonly spare: number
    readonly inputs: number
    readonly outputs: number
    readonly bytes: number
  }
  readonly constants: {
    readonly spectra: number
    readonly bias: number
    readonly twiddles: number
    readonly rows: number
    readonly columns: number
    readonly bytes: number
  }
  readonly sources: WindowSources
}

/** Most bytes of transformed weights: more would be read from memory faster than computed with. */
export const MAX_SPECTRA_BYTES = 256 * 2 ** 20
/** Output channels whose sums fit the registers. */
const MOST_OUTPUTS = 4

/** Bytes of the transformed weights with blocks of these sides. */
export function spectraBytes(geometry: Geometry, { height, width }: Sides): number {
  const { bytes } = layBlock(height, width, 128)
  return geometry.spec.outChannels * geometry.inChannelsPerGroup * bytes
}

/** Sizes of the routine for one geometry and profile. */
export function planFft(geometry: Geometry, profile: Profile): FftPlan {
  const { output, effectiveKernel, spec } = geometry
  const sides = chooseSides(geometry, profile.vectorBits)
  const layout = layBlock(sides.height, sides.width, profile.vectorBits)
  const validRows = sides.height - effectiveKernel.height + 1
  const validColumns = sides.width - effectiveKernel.width + 1
  const blocksAcross = Math.ceil(output.width / validColumns)
  const blocksDown = Math.ceil(output.height / validRows)
  const blocks = blocksAcross * blocksDown
  const pairs = Math.ceil(blocks / 2)
  const twiddles = placeTwiddles(sides.height, sides.width, layout.vectors * 4)
  const sources = windowSources(geometry, [
    (blocksDown - 1) * validRows + sides.height,
    (blocksAcross - 1) * validColumns + sides.width + 4,
  ])
  return {
    geometry,
    profile,
    layout,
    twiddles,
    validRows,
    validColumns,
    blocksAcross,
    blocks,
    pairs,
    strips: pairs * spec.groups,
    ...placeScratch(geometry, layout),
    constants: placeConstants(geometry, { layout, twiddles, sources }),
    sources,
  }
}

function placeScratch(
  { inChannelsPerGroup, outChannelsPerGroup }: Geometry,
  layout: BlockLayout,
): Pick<FftPlan, 'outputsAtOnce' | 'scratch'> {
  const runs = Math.ceil(outChannelsPerGroup / MOST_OUTPUTS)
  const outputsAtOnce = Math.ceil(outChannelsPerGroup / runs)
  const inputs = layout.width * 8 + 64
  const outputs = runs === 1 ? inputs : inputs + inChannelsPerGroup * layout.bytes
  const end = Math.max(
    inputs + inChannelsPerGroup * layout.bytes,
    outputs + outputsAtOnce * layout.bytes,
  )
  return { outputsAtOnce, scratch: { spare: 0, inputs, outputs, bytes: end } }
}

function placeConstants(
  { spec, inChannelsPerGroup }: Geometry,
  { layout, twiddles, sources }: Pick<FftPlan, 'layout' | 'twiddles' | 'sources'>,
): FftPlan['constants'] {
  const twiddlesAt = spec.outChannels * inChannelsPerGroup * layout.bytes
  const biasAt = twiddlesAt + twiddles.values.byteLength
  const rowsAt = biasAt + spec.outChannels * 4
  const columnsAt = rowsAt + sources.rows.length * 4
  return {
    spectra: 0,
    twiddles: twiddlesAt,
    bias: biasAt,
    rows: rowsAt,
    columns: columnsAt,
    bytes: columnsAt + sources.columns.length * 4,
  }
}
