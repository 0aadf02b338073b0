import { decodePixels } from './decode-pixels'
import { handMadeTiff, type HandMadeTiff } from './hand-made'

/** Tags of a TIFF by name, as far as tests need them. */
export const TAG = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  planar: 284,
  predictor: 317,
  palette: 320,
  tileWidth: 322,
  tileHeight: 323,
  sampleFormat: 339,
}

/** [width, height] and tags, on top of a grey 8-bit picture. */
export function tiff(
  [width, height]: readonly [number, number],
  tags: Record<number, readonly number[]>,
  rest: Omit<HandMadeTiff, 'tags'>,
): number[] {
  const base = { [TAG.width]: [width], [TAG.height]: [height], [TAG.bits]: [8] }
  return handMadeTiff({ tags: { ...base, [TAG.photometric]: [1], ...tags }, ...rest })
}

/** 16-bit numbers, low byte first. */
export const little16 = (values: readonly number[]) =>
  values.flatMap((value) => [value & 255, value >> 8])

const claim = async (values: number) => new Float32Array(values)
export const decode = (
  bytes: readonly number[] | Uint8Array,
  options?: { readonly withAlpha: boolean },
) => decodePixels('x.tif', Uint8Array.from(bytes), claim, options)

/** The decoded pixels times a number, to three decimals. */
export async function valuesOf(bytes: readonly number[], times: number): Promise<number[]> {
  const { data } = await decode(bytes)
  return Array.from(data, (value) => Math.round(value * times * 1000) / 1000)
}
