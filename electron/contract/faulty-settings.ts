import type { Fault } from './faults'
import type { Sentence } from './sentence'

/** What a person sets on a layer, as far as a fault can be about it. */
export type LayerSetting = 'kernel' | 'stride' | 'dilation' | 'padding' | 'groups'

/** The parts of sentences that name a setting, as they stand apart from their values. */
const NAMES: Readonly<Record<string, LayerSetting>> = {
  'Kernel height': 'kernel',
  'Kernel width': 'kernel',
  'Stride y': 'stride',
  'Stride x': 'stride',
  'Dilation y': 'dilation',
  'Dilation x': 'dilation',
  '{0} with dilation {1} spans {2} and': 'dilation',
  'Padding top': 'padding',
  'Padding right': 'padding',
  'Padding bottom': 'padding',
  'Padding left': 'padding',
  'padding top': 'padding',
  'padding right': 'padding',
  'padding bottom': 'padding',
  'padding left': 'padding',
  'Padding mode "{0}" is not one of {1}.': 'padding',
  'Padding value {0} is not a finite number.': 'padding',
  Groups: 'groups',
  'Groups {0} does not divide the {1} input channels.': 'groups',
  'Groups {0} does not divide the {1} output channels.': 'groups',
}

/** The settings that a fault of a layer names, whatever the language it is said in; none for other faults. */
export function faultySettings({ code, sentence }: Fault): ReadonlySet<LayerSetting> {
  const isOfLayer = code === 'bad-spec' || code === 'bad-weights'
  return new Set(isOfLayer && sentence ? settingsIn(sentence) : [])
}

function settingsIn({ text, values }: Sentence): readonly LayerSetting[] {
  const own = Object.hasOwn(NAMES, text) ? NAMES[text] : undefined
  const inside = values.flatMap((value) => (typeof value === 'object' ? settingsIn(value) : []))
  return own ? [own, ...inside] : inside
}
