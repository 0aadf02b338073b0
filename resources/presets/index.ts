import type { Preset } from '../../electron/contract/presets'
import basic from './basic.json'
import channels from './channels.json'
import colour from './colour.json'
import edges from './edges.json'
import sharpen from './sharpen.json'
import smooth from './smooth.json'
import texture from './texture.json'
import timed from './timed.json'

/** The groups that presets are offered in, in order. */
export const PRESET_GROUPS = [
  'basic',
  'smooth',
  'sharpen',
  'edges',
  'texture',
  'colour',
  'channels',
  'timed',
] as const
export type PresetGroup = (typeof PRESET_GROUPS)[number]

/** Every preset by its group. */
export const GROUPED_PRESETS: Readonly<Record<PresetGroup, readonly Preset[]>> = {
  basic: basic as readonly Preset[],
  smooth: smooth as readonly Preset[],
  sharpen: sharpen as readonly Preset[],
  edges: edges as readonly Preset[],
  texture: texture as readonly Preset[],
  colour: colour as readonly Preset[],
  channels: channels as readonly Preset[],
  timed: timed as unknown as readonly Preset[],
}

/** Every preset, in the order in which they are offered. */
export const PRESETS: readonly Preset[] = PRESET_GROUPS.flatMap((group) => GROUPED_PRESETS[group])

/** The preset with this id. Throws RangeError naming the id when there is none. */
export function presetById(id: string): Preset {
  const preset = PRESETS.find((each) => each.id === id)
  if (!preset) throw new RangeError(`There is no preset "${id}".`)
  return preset
}
