import type { Convolution } from '../engine'
import { layerUniform, weightReader, type DispatchPlan } from './plan'

/** Outputs of one workgroup. */
export interface TileSize {
  readonly height: number
  readonly width: number
}

/** Plans shaders/direct.wgsl: one invocation per output value. Covers every convolution. */
export function planDirect(convolution: Convolution, tile: TileSize): DispatchPlan {
  const { geometry } = convolution
  const { output, outChannelsPerGroup, spec } = geometry
  const [tilesY, tilesX] = [
    Math.ceil(output.height / tile.height),
    Math.ceil(output.width / tile.width),
  ]
  return {
    shader: 'direct',
    constants: { tile_height: tile.height, tile_width: tile.width },
    layer: layerUniform(geometry, {
      tiles_y: tilesY,
      tiles_x: tilesX,
      blocks_per_group: outChannelsPerGroup,
      window_height: 0,
      window_width: 0,
      channels_per_load: 1,
    }),
    weights: packDirect(convolution),
    tiles: output.channels * tilesY * tilesX,
    macsPerTileAndChannel: tile.height * tile.width * spec.kernel.height * spec.kernel.width,
  }
}

/** [O,I/groups,kh,kw]. */
function packDirect(convolution: Convolution): Float32Array<ArrayBuffer> {
  const { geometry, weights } = convolution
  const { kernel, flip } = geometry.spec
  if (!flip) return Float32Array.from(weights)
  const weightAt = weightReader(convolution)
  const packed = new Float32Array(weights.length)
  let index = 0
  for (let o = 0; o < geometry.output.channels; o++) {
    for (let i = 0; i < geometry.inChannelsPerGroup; i++) {
      for (let a = 0; a < kernel.height; a++) {
        for (let b = 0; b < kernel.width; b++) packed[index++] = weightAt(o, i, a, b)
      }
    }
  }
  return packed
}
