import { resolve } from 'node:path'
import type { ArraySource, LayerSource } from '../contract/jobs'
import { presetLayer } from '../contract/presets'
import { DEFAULT_SETTINGS } from '../contract/spec'
import type { JobEntry } from './jobs-schema'
import { nestedWeights } from './nested-weights'
import { readSource } from './pictures'
import { findPreset } from './presets'

/**
 * The layer that a job asks for; NPY files are read here and parsed in the compute window.
 * folder: the jobs file's; channels: of the input, which a spatial preset spreads over.
 * Throws `bad-weights`, `not-found` or `file-failed`.
 */
export async function layerSource(
  { weights, bias, settings }: JobEntry,
  folder: string,
  channels: number,
): Promise<LayerSource> {
  if (typeof weights === 'object' && 'preset' in weights) {
    const preset = presetLayer(findPreset(weights.preset), channels, DEFAULT_SETTINGS)
    const own = preset.bias && values([preset.bias.length], preset.bias)
    return {
      ...preset,
      ...settings,
      weights: values(preset.weights.shape, preset.weights.data),
      bias: bias === undefined ? own : await biasSource(bias, folder),
    }
  }
  return {
    ...DEFAULT_SETTINGS,
    ...settings,
    weights: typeof weights === 'string' ? await npy(weights, folder) : nestedWeights(weights),
    bias: await biasSource(bias ?? null, folder),
  }
}

async function biasSource(
  bias: NonNullable<JobEntry['bias']> | null,
  folder: string,
): Promise<ArraySource | null> {
  if (bias === null) return null
  if (typeof bias === 'string') return await npy(bias, folder)
  return values([bias.length], Float32Array.from(bias))
}

async function npy(file: string, folder: string): Promise<ArraySource> {
  return { kind: 'npy', ...(await readSource({ kind: 'path', path: resolve(folder, file) })) }
}

function values(shape: readonly number[], data: Float32Array): ArraySource {
  return { kind: 'values', shape, data }
}
