import type { Preset } from '../contract/presets'
import { FaultError } from '../contract/faults'

const FILES = import.meta.glob<Preset>('../../resources/presets/*.json', {
  eager: true,
  import: 'default',
})

/** Every preset of resources/presets by its id. */
export const PRESETS: ReadonlyMap<string, Preset> = new Map(
  Object.values(FILES)
    .flat()
    .map((preset) => [preset.id, preset]),
)

/** Throws `not-found` with the names there are. */
export function findPreset(id: string): Preset {
  const preset = PRESETS.get(id)
  if (preset) return preset
  const names = [...PRESETS.keys()].sort().join(', ')
  throw new FaultError('not-found', `There is no preset "${id}"; there are ${names}.`)
}
