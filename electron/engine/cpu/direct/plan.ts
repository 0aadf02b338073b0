import type { Geometry } from '../../../contract/spec'
import type { Profile } from '../profile'
import { placeTables, type StripTables } from '../strip-copy'
import { layStrip, PASSING_STRIP_BYTES, STRIP_BYTES, type StripLayout } from '../strip-layout'
import { cutOutputs, cutSlices, type OutputBlock } from '../output-blocks'
import type { TapWalk } from '../taps'
import { walkTaps } from './walk'

/** Everything that the direct routine's code and constants are made from. */
export interface DirectPlan {
  readonly geometry: Geometry
  readonly profile: Profile
  readonly layout: StripLayout
  readonly tables: StripTables
  /** Blocks of one group's outputs, cut into slices that different threads may take. */
  readonly slices: readonly (readonly OutputBlock[])[]
  /** Bands of output rows. */
  readonly bands: number
  readonly strips: number
  readonly walk: TapWalk
  /** Byte offsets among the constants. */
  readonly weightsAt: number
  readonly biasAt: number
  readonly tapsAt: number
  readonly constantsBytes: number
}

/** Strips that a run is cut into at least, where the geometry gives them: work for every thread. */
const WANTED_STRIPS = 16
/** A band is not cut lower than this for the threads' sake: its neighbours' rows are copied again. */
const WANTED_ROWS = 4

export function planDirect(geometry: Geometry, profile: Profile): DirectPlan {
  const { spec, output, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const taps = inChannelsPerGroup * spec.kernel.height * spec.kernel.width
  const blocks = cutOutputs(outChannelsPerGroup, output.width, profile)
  const columnsRead = Math.max(output.width, 4)
  const minBands = Math.min(
    Math.ceil(WANTED_STRIPS / spec.groups),
    Math.ceil(output.height / WANTED_ROWS),
  )
  const stripBytes = blocks.length === 1 ? PASSING_STRIP_BYTES : STRIP_BYTES
  const options = { stripBytes, startsOnLine: true }
  const layout = layStrip(geometry, columnsRead, minBands, options)
  const bands = Math.ceil(output.height / layout.outputRows)
  const slices = cutSlices(blocks, Math.ceil(WANTED_STRIPS / 2 / (bands * spec.groups)))
  const weightsAt = 0
  const biasAt = weightsAt + spec.outChannels * taps * 4
  const walk = walkTaps(geometry, layout, profile)
  const tapsAt = biasAt + spec.outChannels * 4
  const tables = placeTables(layout, tapsAt + walk.pieces.length * 4)
  return {
    geometry,
    profile,
    layout,
    tables,
    slices,
    bands,
    strips: bands * slices.length * spec.groups,
    walk,
    weightsAt,
    biasAt,
    tapsAt,
    constantsBytes: tables.end,
  }
}
