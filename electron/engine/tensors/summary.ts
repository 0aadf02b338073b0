import type { MapStatistics } from '../../contract/port'
import type { Plane } from '../../contract/tensors'
import type { Tensor } from '../engine'
import { planeOf, type PlaneWindow } from './planes'
import { channelOf, mapStatisticsOf } from './statistics'

/** What is shown of a channel: its plane at display size and the statistics of all its values. */
export interface Summary {
  readonly plane: Plane
  readonly statistics: MapStatistics
}

/** Which channels of a tensor are shown whole, and the display size that they must fit into. */
export interface SummaryRequest extends Omit<PlaneWindow, 'region'> {
  readonly channels: readonly number[]
}

/** Summaries of channels, in their order. Throws `cancelled`, `not-found` and what `planeOf` throws. */
export type Summarize = (
  tensor: Tensor,
  request: SummaryRequest,
  signal: AbortSignal,
) => Promise<readonly Summary[]>

/** What a summary is, by definition: on the calling thread, whatever the tensor lies in. */
export function summariesOf(
  tensor: Tensor,
  { channels, maxWidth, maxHeight }: SummaryRequest,
): readonly Summary[] {
  return channels.map((channel) => ({
    plane: planeOf(tensor, channel, { region: null, maxWidth, maxHeight }),
    statistics: mapStatisticsOf(channelOf(tensor, channel)),
  }))
}
