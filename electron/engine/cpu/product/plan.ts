import type { Geometry } from '../../../contract/spec'
import { cutOutputs, cutSlices, type OutputBlock } from '../output-blocks'
import type { Profile } from '../profile'

/** Everything that the matrix product's code and constants are made from. */
export interface ProductPlan {
  readonly geometry: Geometry
  readonly profile: Profile
  /** m_h·m_w: a plane is one long row. */
  readonly pixels: number
  /** Pixels of a panel; the last one takes what is left, less than twice as many. */
  readonly panelPixels: number
  readonly panels: number
  /** Bytes from channel to channel of a packed panel. */
  readonly pitch: number
  /** Blocks of one group's outputs, cut into slices that different threads may take. */
  readonly slices: readonly (readonly OutputBlock[])[]
  readonly strips: number
  readonly scratchBytes: number
  /** Byte offsets among the constants. */
  readonly weightsAt: number
  readonly biasAt: number
  readonly constantsBytes: number
}

/** Strips that a run is cut into at least, where the geometry gives them: work for every thread. */
const WANTED_STRIPS = 16
/** What a packed panel should take of a thread's L2 cache, bytes. */
const PANEL_BYTES = 192 * 1024
/** Pixels of a panel: long enough for the memory to be read in runs, and for the stores. */
const [LEAST_PIXELS, MOST_PIXELS] = [64, 1024]
/** Panels are cut at cache lines. */
const LINE_PIXELS = 16

export function planProduct(geometry: Geometry, profile: Profile): ProductPlan {
  const { spec, output, inChannelsPerGroup, outChannelsPerGroup } = geometry
  const pixels = output.height * output.width
  const panelPixels = choosePanel(pixels, inChannelsPerGroup)
  const panels = Math.max(1, Math.floor(pixels / panelPixels))
  const longest = pixels - (panels - 1) * panelPixels
  const pitch = unaliased(Math.ceil(longest / LINE_PIXELS) * LINE_PIXELS * 4)
  const blocks = cutOutputs(outChannelsPerGroup, pixels, profile)
  const slices = cutSlices(blocks, Math.ceil(WANTED_STRIPS / 2 / (panels * spec.groups)))
  const weightsAt = 0
  const biasAt = weightsAt + spec.outChannels * inChannelsPerGroup * 4
  return {
    geometry,
    profile,
    pixels,
    panelPixels,
    panels,
    pitch,
    slices,
    strips: panels * slices.length * spec.groups,
    scratchBytes: inChannelsPerGroup * pitch,
    weightsAt,
    biasAt,
    constantsBytes: biasAt + spec.outChannels * 4,
  }
}

function choosePanel(pixels: number, channels: number): number {
  const held = PANEL_BYTES / 4 / channels
  const shared = pixels / WANTED_STRIPS
  const wanted = Math.min(MOST_PIXELS, Math.max(LEAST_PIXELS, Math.min(held, shared)))
  return Math.floor(wanted / LINE_PIXELS) * LINE_PIXELS
}

/** An odd number of cache lines: the channels of a tile spread over all cache sets. */
function unaliased(bytes: number): number {
  return (bytes / 64) % 2 === 0 ? bytes + 64 : bytes
}
