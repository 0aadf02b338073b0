import type { Conventions } from '../../contract/port'
import type { Geometry, Size } from '../../contract/spec'
import type { Plane } from '../../contract/tensors'
import { fittedSize, type PlaneWindow } from './planes'

/** One output map [H,W] and the geometry that it is of. */
export interface MapOf {
  readonly geometry: Geometry
  readonly values: Float32Array
}

/** Where map `one` has its counterpart in map `other`: index + shift, in both axes; null = nowhere. */
function shiftBetween(one: Geometry, other: Geometry): { y: number; x: number } | null {
  const isOneSize =
    one.output.height === other.output.height && one.output.width === other.output.width
  if (isOneSize) return { y: 0, x: 0 }
  const { stride } = one.spec
  const y = (other.spec.padding.top - one.spec.padding.top) / stride.y
  const x = (other.spec.padding.left - one.spec.padding.left) / stride.x
  return Number.isInteger(y) && Number.isInteger(x) ? { y, x } : null
}

/** For each place of an axis whether the window there reaches outside the input. */
function reachesOut(
  { spec, output, effectiveKernel }: Geometry,
  side: 'height' | 'width',
): (index: number) => boolean {
  const stride = side === 'height' ? spec.stride.y : spec.stride.x
  const before = side === 'height' ? spec.padding.top : spec.padding.left
  const isOut = Array.from({ length: output[side] }, (_, index) => {
    const start = index * stride - before
    return start < 0 || start + effectiveKernel[side] > spec.input[side]
  })
  return (index) => isOut[index] ?? false
}

/** |difference| of two maps in places of the first [H,W], NaN where the second has no counterpart. */
type Difference = Pick<
  Conventions,
  'compared' | 'differing' | 'atEdge' | 'differingAtEdge' | 'largest'
> & { readonly values: Float32Array }

/**
 * Compares two maps of one picture, every output. Maps of one size are compared by place; others where
 * their windows stand at the same place. Differences up to `tolerance` count as none.
 */
export function differenceOf(one: MapOf, other: MapOf, tolerance: number): Difference {
  const { height, width } = one.geometry.output
  const values = new Float32Array(height * width).fill(NaN)
  const shift = shiftBetween(one.geometry, other.geometry)
  const counts = { compared: 0, differing: 0, atEdge: 0, differingAtEdge: 0 }
  let largest: Conventions['largest'] = null
  if (!shift) return { ...counts, largest, values }
  const { height: rows, width: columns } = other.geometry.output
  const edges = [one.geometry, other.geometry].map((geometry) => ({
    row: reachesOut(geometry, 'height'),
    column: reachesOut(geometry, 'width'),
  })) as [Edge, Edge]
  for (let y = Math.max(0, -shift.y); y < Math.min(height, rows - shift.y); y++) {
    const isRowAtEdge = edges[0].row(y) || edges[1].row(y + shift.y)
    for (let x = Math.max(0, -shift.x); x < Math.min(width, columns - shift.x); x++) {
      const first = one.values[y * width + x] as number
      const second = other.values[(y + shift.y) * columns + x + shift.x] as number
      const difference = Object.is(first, second) ? 0 : Math.abs(first - second)
      const isAtEdge = isRowAtEdge || edges[0].column(x) || edges[1].column(x + shift.x)
      const differs = !(difference <= tolerance)
      values[y * width + x] = differs ? difference : 0
      counts.compared++
      if (isAtEdge) counts.atEdge++
      if (!differs) continue
      counts.differing++
      if (isAtEdge) counts.differingAtEdge++
      if (difference > (largest?.difference ?? 0)) {
        largest = { y, x, difference, values: [first, second] }
      }
    }
  }
  return { ...counts, largest, values }
}

interface Edge {
  readonly row: (index: number) => boolean
  readonly column: (index: number) => boolean
}

/**
 * A map [H,W] at display size whose values are the largest of those they cover, so that a line of one
 * pixel stays visible; NaN only where nothing else is covered.
 */
export function largestPlane(
  values: Float32Array,
  map: Size,
  room: Pick<PlaneWindow, 'maxWidth' | 'maxHeight'>,
): Plane {
  const size = fittedSize(map, room)
  const shown = new Float32Array(size.height * size.width).fill(NaN)
  for (let y = 0; y < map.height; y++) {
    const row = Math.floor((y * size.height) / map.height) * size.width
    for (let x = 0; x < map.width; x++) {
      const at = row + Math.floor((x * size.width) / map.width)
      const value = values[y * map.width + x] as number
      if (!(value <= (shown[at] as number)) && !Number.isNaN(value)) shown[at] = value
    }
  }
  const region = { y: 0, x: 0, height: map.height, width: map.width }
  return { channel: 0, region, ...size, values: shown }
}
