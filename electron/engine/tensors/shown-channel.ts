import { nominalRange, LUMAS, type Luma, type PlaneChannel } from '../../contract/tensors'
import type { ColourComponent, Plane } from '../../contract/tensors'
import type { Clipped, MapStatistics, ShownChannel } from '../../contract/port'
import type { Tensor } from '../engine'
import { colourTensor } from '../pictures/colour-plane'
import { componentOf } from '../pictures/colour-views'
import { checkedRegion, planeOf, type PlaneWindow } from './planes'
import { channelOf, mapStatisticsOf, statisticsOf } from './statistics'

/**
 * One plane of a tensor [C,H,W] as it is shown: `planeOf` for channels and lumas; a component of
 * another view is computed from every pixel, then averaged. Throws what `planeOf` does.
 */
export function shownPlane(tensor: Tensor, channel: PlaneChannel, window: PlaneWindow): Plane {
  if (!isComponent(channel)) return planeOf(tensor, channel, window)
  const region = checkedRegion(tensor, window.region)
  if (channel === 'hue') return huePlane(tensor, window)
  const component = colourTensor(tensor, channel, region)
  return { ...planeOf(component, 0, { ...window, region: null }), channel, region }
}

/**
 * A plane and the statistics of its whole channel, for which a component is computed only once.
 * isUnit: the tensor's numbers are 0–1 and can be clipped. Throws what `planeOf` does.
 */
export function shownChannel(
  tensor: Tensor,
  channel: PlaneChannel,
  { isUnit, ...window }: PlaneWindow & { readonly isUnit: boolean },
): ShownChannel {
  if (typeof channel === 'number') {
    const plane = planeOf(tensor, channel, window)
    const values = channelOf(tensor, channel)
    return {
      plane,
      statistics: mapStatisticsOf(values),
      clipped: isUnit ? clippedOf(values, [0, 1]) : null,
    }
  }
  const whole = colourTensor(tensor, channel, checkedRegion(tensor, null))
  const plane =
    window.region || channel === 'hue'
      ? shownPlane(tensor, channel, window)
      : { ...planeOf(whole, 0, window), channel }
  return {
    plane,
    statistics: statisticsFor(tensor, channel, whole.data),
    clipped: hasEnds(channel) ? clippedOf(whole.data, nominalRange(channel)) : null,
  }
}

function isComponent(channel: PlaneChannel): channel is ColourComponent {
  return typeof channel === 'string' && !(LUMAS as readonly string[]).includes(channel)
}

/** An angle has no ends, and no colour of a screen reaches those of a* and b*. */
function hasEnds(channel: Luma | ColourComponent): boolean {
  return channel !== 'hue' && channel !== 'lab-a' && channel !== 'lab-b'
}

/**
 * Angles have no mean as numbers: between 350° and 10° lies 0°, not 180°. The hue of the mean colour
 * is the mean of the hues as directions, each weighted by its chroma, so that greys do not count.
 */
function huePlane(tensor: Tensor, window: PlaneWindow): Plane {
  const red = planeOf(tensor, 0, window)
  const [green, blue] = [1, 2].map((channel) => planeOf(tensor, channel, window).values)
  const hue = componentOf('hue')
  const values = red.values.map((value, at) => hue(value, green?.[at] ?? NaN, blue?.[at] ?? NaN))
  return { ...red, channel: 'hue', values }
}

function statisticsFor(
  tensor: Tensor,
  channel: Luma | ColourComponent,
  values: Float32Array,
): MapStatistics {
  const statistics = mapStatisticsOf(values)
  if (channel !== 'hue') return statistics
  const mean = (of: number): number => statisticsOf(channelOf(tensor, of)).mean
  return { ...statistics, mean: componentOf('hue')(mean(0), mean(1), mean(2)) }
}

/** What rounding leaves of an end still counts as the end. */
const ROUNDING = 1e-6

function clippedOf(values: Float32Array, [low, high]: readonly [number, number]): Clipped {
  const slack = (high - low) * ROUNDING
  let [atLow, atHigh] = [0, 0]
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number
    if (value <= low + slack) atLow++
    else if (value >= high - slack) atHigh++
  }
  return { atLow, atHigh }
}
