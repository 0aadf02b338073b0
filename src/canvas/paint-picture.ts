import type { PictureInfo } from '../../electron/contract/tensors'
import { isColour } from '../channels'
import { drawColour, drawPlane, type Drawable } from './draw-plane'
import { rangeOfAll, scaleFor } from './scale'

/**
 * Draws a picture as people see it, from its first planes: in colour where it has that, else its
 * first channel, on the scale of its numbers. null while there is no plane.
 */
export function picturePainter(
  picture: PictureInfo | null,
  [red, green, blue]: readonly (Drawable | undefined)[],
): ((context: CanvasRenderingContext2D) => void) | null {
  if (!picture || !red) return null
  if (isColour(picture) && green && blue) {
    return (context) => drawColour(context, [red, green, blue])
  }
  const range = rangeOfAll(picture.statistics.slice(0, 1))
  const scale = scaleFor(picture.scale === 'unit' ? 'clamp' : 'min-max', range)
  return (context) => drawPlane(context, red, scale)
}
