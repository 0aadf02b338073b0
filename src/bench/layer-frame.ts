import type { Layer, LayerSettings, Weights } from '../../electron/contract/spec'

/** A layer without its numbers. */
export interface LayerFrame extends LayerSettings {
  /** [O, I/groups, kh, kw]. */
  readonly shape: Weights['shape']
}

/** The frame of a layer; `before` itself while it is still right, so that what shows it stays as it is. */
export function frameOf(layer: Layer, before?: LayerFrame): LayerFrame {
  const { stride, dilation, padding, paddingMode, paddingValue, groups, flip } = layer
  const settings = { stride, dilation, padding, paddingMode, paddingValue, groups, flip }
  const frame = { ...settings, shape: layer.weights.shape }
  return before && isSame(frame, before) ? before : frame
}

function isSame(one: LayerFrame, other: LayerFrame): boolean {
  const names = Object.keys(one) as (keyof LayerFrame)[]
  return names.every((name) => one[name] === other[name])
}
