import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { Peak, PeaksRequest } from '../../contract/kernels'
import type { Convolution, Tensor } from '../engine'
import { channelOf } from '../tensors/statistics'
import { checkedChannel } from '../tensors/planes'
import { probeOutput } from '../tensors/probe'
import { withoutMean } from './patch'

/** Most peaks that are looked for at once. */
export const MOST_PEAKS = 100

interface Spot {
  readonly y: number
  readonly x: number
  readonly value: number
}

/**
 * Where a map [O,mh,mw] is highest, by non-maximum suppression: no value has a higher one within
 * `reach`, and of equal ones the first in reading order stands. The `MOST_PEAKS` highest of these
 * are ranked by their score, the normalised cross-correlation of kernel and window: a bright, busy
 * place has a high value whatever it shows. Windows that have no score come last, by their value.
 * input: what the maps were computed of. Throws `not-found` for a map and `forbidden` for a count that is not.
 */
export function findPeaks(
  { convolution, input, maps }: { convolution: Convolution; input: Tensor; maps: Tensor },
  { channel, count, reach }: PeaksRequest,
): readonly Peak[] {
  if (!Number.isInteger(count) || count < 1 || count > MOST_PEAKS) {
    throw new FaultError(
      'forbidden',
      sentence`${count} peaks cannot be shown; ask for 1 to ${MOST_PEAKS}.`,
    )
  }
  checkedChannel(maps, channel)
  const peaks = highestSpots(maps, channel, { count: MOST_PEAKS, reach }).map((spot) => ({
    ...spot,
    score: scoreAt(convolution, input, { channel, ...spot }),
    window: windowOf(convolution, spot),
  }))
  return peaks.sort((a, b) => (b.score ?? -2) - (a.score ?? -2)).slice(0, count)
}

/** Takes the highest value that is left, again and again, and clears what lies within reach of it. */
function highestSpots(
  maps: Tensor,
  channel: number,
  { count, reach }: Omit<PeaksRequest, 'channel'>,
): readonly Spot[] {
  const { height, width } = maps.shape
  const values = channelOf(maps, channel)
  const isCleared = new Uint8Array(values.length)
  const rowBest = Array.from({ length: height }, (_, y) => bestOfRow(values, isCleared, y, width))
  const spots: Spot[] = []
  while (spots.length < count) {
    const spot = rowBest.reduce<Spot | null>(
      (best, row) => (row && (!best || row.value > best.value) ? row : best),
      null,
    )
    if (!spot) break
    if (isHighest(values, spot, { height, width, reach })) spots.push(spot)
    const rows = [Math.max(0, spot.y - reach.y), Math.min(height - 1, spot.y + reach.y)] as const
    const columns = [Math.max(0, spot.x - reach.x), Math.min(width, spot.x + reach.x + 1)] as const
    for (let y = rows[0]; y <= rows[1]; y++) {
      isCleared.fill(1, y * width + columns[0], y * width + columns[1])
      rowBest[y] = bestOfRow(values, isCleared, y, width)
    }
  }
  return spots
}

function bestOfRow(
  values: Float32Array,
  isCleared: Uint8Array,
  y: number,
  width: number,
): Spot | null {
  let best: Spot | null = null
  for (let x = 0, at = y * width; x < width; x++, at++) {
    const value = values[at] as number
    if (isCleared[at] === 0 && Number.isFinite(value) && (!best || value > best.value)) {
      best = { y, x, value }
    }
  }
  return best
}

/** Whether nothing within reach is higher: a slope at the rim of what was cleared is no peak. */
function isHighest(
  values: Float32Array,
  { y, x, value }: Spot,
  { height, width, reach }: { height: number; width: number; reach: PeaksRequest['reach'] },
): boolean {
  for (let row = Math.max(0, y - reach.y); row <= Math.min(height - 1, y + reach.y); row++) {
    const last = row * width + Math.min(width - 1, x + reach.x)
    for (let at = row * width + Math.max(0, x - reach.x); at <= last; at++) {
      if ((values[at] as number) > value) return false
    }
  }
  return true
}

/** Σ(w − w̄)(x − x̄) / (‖w − w̄‖·‖x − x̄‖), means per channel, norms over all channels. */
function scoreAt(
  convolution: Convolution,
  input: Tensor,
  output: { channel: number; y: number; x: number },
): number | null {
  const { channels } = probeOutput(convolution, input, output)
  const weights = channels.flatMap((channel) => withoutMean(channel.weights))
  const window = channels.flatMap((channel) => withoutMean(channel.inputs))
  const product = weights.reduce((sum, weight, at) => sum + weight * (window[at] ?? 0), 0)
  const score = product / (Math.hypot(...weights) * Math.hypot(...window))
  return Number.isFinite(score) ? score : null
}

function windowOf({ geometry }: Convolution, { y, x }: Spot): Peak['window'] {
  const { stride, padding } = geometry.spec
  return {
    y: y * stride.y - padding.top,
    x: x * stride.x - padding.left,
    ...geometry.effectiveKernel,
  }
}
