import { RESPONSE_SIDE, type Response } from '../../electron/contract/doctor'
import { GREY } from './colour-maps'
import { drawPlane } from './draw-plane'

/** The lowest level of the logarithmic picture, dB below the largest. */
export const FLOOR_DB = -60

export type ResponseScale = 'linear' | 'log'

/** Draws |H| with DC in the middle: black is 0 or `FLOOR_DB`, white the largest. */
export function drawResponse(
  context: CanvasRenderingContext2D,
  { values, largest }: Response,
  scale: ResponseScale,
): void {
  const size = { width: RESPONSE_SIDE, height: RESPONSE_SIDE }
  const high = largest || 1
  if (scale === 'linear') {
    return drawPlane(
      context,
      { ...size, values },
      { low: 0, high, isMagnitude: false, colours: GREY },
    )
  }
  const levels = values.map((value) => levelOf(value, high))
  drawPlane(
    context,
    { ...size, values: levels },
    { low: FLOOR_DB, high: 0, isMagnitude: false, colours: GREY },
  )
}

/** dB below `largest`, not less than `FLOOR_DB`. */
export function levelOf(value: number, largest: number): number {
  return Math.max(FLOOR_DB, 20 * Math.log10(value / largest))
}

/** Cycles per pixel of a column or row of the picture: −0.5 … 0.484. */
export function frequencyAt(index: number): number {
  return (index - RESPONSE_SIDE / 2) / RESPONSE_SIDE
}
