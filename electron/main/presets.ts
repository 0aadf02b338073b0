import { PRESETS } from '../../resources/presets'
import type { Preset } from '../contract/presets'
import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'

/** The preset with this id. Throws `not-found` with the names there are. */
export function findPreset(id: string): Preset {
  const preset = PRESETS.find((one) => one.id === id)
  if (preset) return preset
  const names = PRESETS.map((one) => one.id).join(', ')
  throw new FaultError('not-found', sentence`There is no preset "${id}"; there are ${names}.`)
}
