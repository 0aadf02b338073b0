import type { Size } from '../../electron/contract/spec'
import type { Plane, Region } from '../../electron/contract/tensors'
import { cellTexts, type CellTexts } from '../canvas/cell-texts'
import { drawPlane } from '../canvas/draw-plane'
import type { Scale } from '../canvas/scale'
import { useMachineStore } from '../stores/machine'
import { usePicturesStore } from '../stores/pictures'
import { useSettingsStore } from '../stores/settings'
import { useZoomStore } from '../stores/zoom'
import { fromInput, type Alignment } from '../zoom/alignment'

/** Something to draw, placed on the pixels of the input. */
export interface Shown {
  readonly name: string
  readonly paint: ((context: CanvasRenderingContext2D) => void) | null
  readonly drawn: Region | null
  readonly scale: Scale | null
  readonly texts: CellTexts | null
}

/** A rectangle of a map, on the input. */
function onInput({ scale, offset }: Alignment, { y, x, height, width }: Region): Region {
  return {
    y: scale.y * y + offset.y,
    x: scale.x * x + offset.x,
    height: scale.y * height,
    width: scale.x * width,
  }
}

/** Device pixels of a box of CSS pixels, `ratio` of them for each. */
export function deviceSize({ width, height }: Size, ratio: number): Size {
  return {
    width: Math.ceil(width * ratio),
    height: Math.ceil(height * ratio),
  }
}

/** Places a plane on the pixels of the input that it is aligned with. */
export function usePlacing(box: () => Size) {
  const zoom = useZoomStore()
  const settings = useSettingsStore()
  return (plane: Plane, scale: Scale, alignment: Alignment): Omit<Shown, 'name'> => {
    const { y, x, height, width } = zoom.picture
    const corner = fromInput(alignment, { y, x })
    const { scale: per } = alignment
    const window = { ...corner, height: height / per.y, width: width / per.x }
    const texts = cellTexts(plane, window, { ...box(), digits: settings.digits }, scale)
    return {
      paint: (context) => drawPlane(context, plane, scale),
      drawn: onInput(alignment, plane.region),
      scale,
      texts: texts && { ...texts, on: onInput(alignment, texts.region) },
    }
  }
}

/** Changes when the picture's numbers do. */
export function usePictureVersion() {
  const pictures = usePicturesStore()
  const machine = useMachineStore()
  return (): string => JSON.stringify([pictures.current, machine.readyCount])
}
