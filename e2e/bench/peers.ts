import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { BenchEngine } from './arguments'
import { isOwn } from './rows'

/** Installs the peers' package when one of them takes part and it is not there yet. Throws a sentence. */
export async function ensurePeers(engines: readonly BenchEngine[]): Promise<void> {
  if (engines.every(isOwn)) return
  const script = join(import.meta.dirname, '..', 'install-peers.mjs')
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] })
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code === 0) return
  throw new Error('The peers could not be installed; leave them out with --engines cpu.')
}
