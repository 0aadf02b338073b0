import type { Effect } from '../../electron/contract/port'
import type { DisplayMode } from '../../electron/contract/presets'
import { drawColour, drawPlane } from './draw-plane'
import { automaticGain, scaleFor } from './scale'

/** Draws what a preset makes of the picture: three clamped maps as colours, else the first map. */
export function drawEffect(
  context: CanvasRenderingContext2D,
  { planes, statistics }: Effect,
  { mode, white }: { mode: DisplayMode; white: number },
): void {
  const [first, second, third] = planes
  const [of] = statistics
  if (!first || !of) return
  if (second && third && mode === 'clamp') return drawColour(context, [first, second, third], white)
  const gain = automaticGain(of.histogram)
  drawPlane(context, first, scaleFor(mode, of, { white, gain }))
}
