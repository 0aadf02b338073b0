import { FaultError } from '../../contract/faults'
import { sentence, type Sentence } from '../../contract/sentence'
import { MOST_PATCH_SIDE, type PatchKernel } from '../../contract/kernels'
import type { Region } from '../../contract/tensors'
import type { Tensor } from '../engine'
import { checkedRegion } from '../tensors/planes'

/**
 * The kernel [1,C,h,w] that responds to a patch of a picture [C,H,W]: each channel less its mean,
 * divided by the norm over all channels, so that it does not care for brightness and has norm 1.
 * Throws `forbidden` for a region that is not there, `bad-spec` for even or too large sides and for
 * a patch of one colour.
 */
export function patchKernel(picture: Tensor, wanted: Region): PatchKernel {
  const region = checkedRegion(picture, wanted)
  checkSide(sentence`height`, region.height)
  checkSide(sentence`width`, region.width)
  const { channels } = picture.shape
  const centred = Float64Array.from(
    Array.from({ length: channels }, (_, channel) =>
      withoutMean(patchValues(picture, channel, region)),
    ).flat(),
  )
  const norm = Math.hypot(...centred)
  if (!(norm > FLATTEST)) refuse(flatSentence(region))
  const data = Float32Array.from(centred, (value) => value / norm)
  return { weights: { shape: [1, channels, region.height, region.width], data }, norm }
}

/** Below this norm a patch holds nothing but rounding. */
const FLATTEST = 1e-6

function patchValues({ shape, data }: Tensor, channel: number, region: Region): number[] {
  const { y, x, height, width } = region
  const rows = Array.from({ length: height }, (_, row) => {
    const start = (channel * shape.height + y + row) * shape.width + x
    return [...data.subarray(start, start + width)]
  })
  return rows.flat()
}

/** The values less their mean. */
export function withoutMean(values: ArrayLike<number>): number[] {
  const list = Array.from(values)
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length
  return list.map((value) => value - mean)
}

function checkSide(what: Sentence, side: number): void {
  if (side % 2 === 1 && side <= MOST_PATCH_SIDE) return
  refuse(sentence`The patch's ${what} ${side} is not an odd number from 1 to ${MOST_PATCH_SIDE}.`)
}

function flatSentence({ y, x, height, width }: Region): Sentence {
  return sentence`The ${width} × ${height} patch at (${x}, ${y}) is one colour or not finite: less its mean nothing is left; choose one with structure.`
}

function refuse(said: Sentence): never {
  throw new FaultError('bad-spec', said)
}
