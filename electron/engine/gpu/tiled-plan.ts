import type { Geometry, Size } from '../../contract/spec'
import type { Convolution } from '../engine'
import type { TileSize } from './direct-plan'
import { layerUniform, weightReader, type DispatchPlan } from './plan'

/** Output channels of one block: the lanes of the shader's vec4. */
const BLOCK_CHANNELS = 4
/** f32 values of workgroup memory that a pipeline declares: the smaller it is, the more workgroups run at once. */
const WINDOW_CAPACITIES = [1024, 2048, 4096] as const

/** How much of a device's workgroup memory a window may take: 16 KiB, which every device has. */
export function usableBytes(sharedBytes: number): number {
  return Math.min(sharedBytes, 4 * Math.max(...WINDOW_CAPACITIES))
}

/**
 * Plans shaders/tiled.wgsl. sharedBytes: workgroup memory of the device. Null when the window of
 * one input channel does not fit in it (`tiledWindow` has the size).
 */
export function planTiled(
  convolution: Convolution,
  tile: TileSize,
  sharedBytes: number,
): DispatchPlan | null {
  const { geometry } = convolution
  const { output, outChannelsPerGroup, spec } = geometry
  const window = tiledWindow(geometry, tile)
  const area = window.height * window.width
  const capacity = WINDOW_CAPACITIES.find((values) => values >= area && values * 4 <= sharedBytes)
  if (capacity === undefined) return null
  const tiles = {
    y: Math.ceil(output.height / tile.height),
    x: Math.ceil(output.width / tile.width),
  }
  const blocksPerGroup = Math.ceil(outChannelsPerGroup / BLOCK_CHANNELS)
  return {
    shader: 'tiled',
    constants: { tile_height: tile.height, tile_width: tile.width, window_capacity: capacity },
    layer: layerUniform(geometry, {
      tiles_y: tiles.y,
      tiles_x: tiles.x,
      blocks_per_group: blocksPerGroup,
      window_height: window.height,
      window_width: window.width,
      channels_per_load: Math.floor(capacity / area),
    }),
    weights: packTiled(convolution, blocksPerGroup),
    tiles: spec.groups * blocksPerGroup * tiles.y * tiles.x,
    macsPerTileAndChannel:
      BLOCK_CHANNELS * tile.height * tile.width * spec.kernel.height * spec.kernel.width,
  }
}

/** Input values behind one tile, per channel: (tile − 1)·stride + effective kernel, per axis. */
export function tiledWindow({ spec, effectiveKernel }: Geometry, tile: TileSize): Size {
  return {
    height: (tile.height - 1) * spec.stride.y + effectiveKernel.height,
    width: (tile.width - 1) * spec.stride.x + effectiveKernel.width,
  }
}

/** [groups·blocks][I/groups][kw][kh][4]; channels that a block lacks are 0. */
function packTiled(convolution: Convolution, blocksPerGroup: number): Float32Array<ArrayBuffer> {
  const { spec, inChannelsPerGroup, outChannelsPerGroup } = convolution.geometry
  const { height, width } = spec.kernel
  const weightAt = weightReader(convolution)
  const taps = inChannelsPerGroup * height * width
  const packed = new Float32Array(spec.groups * blocksPerGroup * taps * BLOCK_CHANNELS)
  for (let o = 0; o < spec.outChannels; o++) {
    const [group, within] = [Math.floor(o / outChannelsPerGroup), o % outChannelsPerGroup]
    const block = group * blocksPerGroup + Math.floor(within / BLOCK_CHANNELS)
    let index = block * taps * BLOCK_CHANNELS + (within % BLOCK_CHANNELS)
    for (let i = 0; i < inChannelsPerGroup; i++) {
      for (let b = 0; b < width; b++) {
        for (let a = 0; a < height; a++, index += BLOCK_CHANNELS)
          packed[index] = weightAt(o, i, a, b)
      }
    }
  }
  return packed
}
