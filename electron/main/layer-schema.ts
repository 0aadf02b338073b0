import * as v from 'valibot'
import { PADDING_MODES } from '../contract/spec'

export const whole = v.pipe(v.number(), v.integer())
const axes = v.object({ y: whole, x: whole })
const sides = v.object({ top: whole, right: whole, bottom: whole, left: whole })

/** The settings of a layer, as they come from the page and lie in files. */
export const layerSettings = {
  stride: axes,
  dilation: axes,
  padding: v.union([sides, v.picklist(['same', 'valid'])]),
  paddingMode: v.picklist(PADDING_MODES),
  paddingValue: v.number(),
  groups: whole,
  flip: v.boolean(),
}
