import type { Geometry } from '../../contract/spec'
import type { Convolution } from '../engine'

/** The fields of `Layer` in shaders/bindings.wgsl, in its order. */
export const LAYER_FIELDS = [
  'input_height',
  'input_width',
  'padded_height',
  'padded_width',
  'output_height',
  'output_width',
  'in_channels_per_group',
  'out_channels_per_group',
  'kernel_height',
  'kernel_width',
  'stride_y',
  'stride_x',
  'dilation_y',
  'dilation_x',
  'tiles_y',
  'tiles_x',
  'blocks_per_group',
  'window_height',
  'window_width',
  'channels_per_load',
  'padding_value',
] as const
type LayerField = (typeof LAYER_FIELDS)[number]

/** What a variant adds to the geometry. */
export type TileFields = Pick<
  Record<LayerField, number>,
  | 'tiles_y'
  | 'tiles_x'
  | 'blocks_per_group'
  | 'window_height'
  | 'window_width'
  | 'channels_per_load'
>

/** Everything that a variant decides about one convolution, before a device is touched. */
export interface DispatchPlan {
  /** Which file of shaders/ and what its `override` constants are: the key of its pipeline. */
  readonly shader: ShaderName
  readonly constants: Readonly<Record<string, number>>
  /** Bytes of the uniform `Layer`. */
  readonly layer: ArrayBuffer
  /** In the shader's own packing, flipped when the spec says so. */
  readonly weights: Float32Array<ArrayBuffer>
  /** Workgroups of one whole run. */
  readonly tiles: number
  /** Multiply-adds of one workgroup for one input channel. */
  readonly macsPerTileAndChannel: number
}

export const SHADER_NAMES = ['direct', 'tiled'] as const
export type ShaderName = (typeof SHADER_NAMES)[number]

/** Writes the uniform `Layer`. All fields are u32 but the padding value, which is f32. */
export function layerUniform(geometry: Geometry, tile: TileFields): ArrayBuffer {
  const { spec, output, paddedInput } = geometry
  const values: Record<LayerField, number> = {
    input_height: spec.input.height,
    input_width: spec.input.width,
    padded_height: paddedInput.height,
    padded_width: paddedInput.width,
    output_height: output.height,
    output_width: output.width,
    in_channels_per_group: geometry.inChannelsPerGroup,
    out_channels_per_group: geometry.outChannelsPerGroup,
    kernel_height: spec.kernel.height,
    kernel_width: spec.kernel.width,
    stride_y: spec.stride.y,
    stride_x: spec.stride.x,
    dilation_y: spec.dilation.y,
    dilation_x: spec.dilation.x,
    padding_value: spec.paddingValue,
    ...tile,
  }
  const bytes = new DataView(new ArrayBuffer(LAYER_FIELDS.length * 4))
  LAYER_FIELDS.forEach((field, index) => {
    if (field === 'padding_value') bytes.setFloat32(index * 4, values[field], true)
    else bytes.setUint32(index * 4, values[field], true)
  })
  return bytes.buffer
}

/** The weight W[o,i,a,b] as the shader is to see it: flipped for true convolution. */
export function weightReader({
  geometry,
  weights,
}: Convolution): (output: number, input: number, a: number, b: number) => number {
  const { kernel, flip } = geometry.spec
  const perGroup = geometry.inChannelsPerGroup
  return (output, input, a, b) => {
    const [u, v] = flip ? [kernel.height - 1 - a, kernel.width - 1 - b] : [a, b]
    return weights[((output * perGroup + input) * kernel.height + u) * kernel.width + v] ?? NaN
  }
}
