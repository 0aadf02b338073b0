import { boxesOf } from '../../tensors/boxes'
import { BOX } from './boxes-routine'

/** Writes the boxes of an axis where the routine reads them; every pixel is owned by one box. */
export function writeBoxes(view: DataView, at: number, pixels: number, count: number): void {
  const boxes = boxesOf(pixels, count)
  let owned = 0
  for (let n = 0; n < count; n++) {
    const box = at + n * BOX.bytes
    const last = boxes.last[n] as number
    view.setInt32(box + BOX.first, boxes.first[n] as number, true)
    view.setInt32(box + BOX.last, last, true)
    view.setInt32(box + BOX.owned, owned, true)
    view.setInt32(box + BOX.ownedEnd, last + 1, true)
    view.setFloat64(box + BOX.firstShare, boxes.firstShare[n] as number, true)
    view.setFloat64(box + BOX.lastShare, boxes.lastShare[n] as number, true)
    owned = last + 1
  }
}
