import { DEFAULT_SETTINGS, type LayerSettings } from '../../electron/contract/spec'

/** A preset is written for stride 1, dilation 1 and cross-correlation; the padding stays the person's. */
export function keptSettings({ padding, paddingMode, paddingValue }: LayerSettings): LayerSettings {
  return { ...DEFAULT_SETTINGS, padding, paddingMode, paddingValue }
}
