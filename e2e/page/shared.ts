import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The checkout: the nearest folder above this file that has a package.json. */
export const CHECKOUT = resolve(__dirname, '../..')

/** The folder with pictures and conformance data beside the checkout, or null. */
export const SHARED: string | null = findShared()

/** Why a test that needs `path` of the shared folder is skipped, as the end of its name; or null. */
export function sharedAbsence(path: string): string | null {
  if (SHARED !== null && existsSync(join(SHARED, path))) return null
  return ` (skipped: there is no ../shared/${path} beside the checkout; or set CONVOLUTION_LAB_SHARED)`
}

/** A path in the shared folder. Call it only where `sharedAbsence` gives null. */
export function sharedPath(...parts: readonly string[]): string {
  return join(SHARED ?? 'shared-folder-is-missing', ...parts)
}

function findShared(): string | null {
  const named = process.env['CONVOLUTION_LAB_SHARED']
  const candidates = named ? [resolve(named)] : [join(dirname(CHECKOUT), 'shared')]
  return candidates.find((folder) => existsSync(folder)) ?? null
}
