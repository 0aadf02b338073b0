/**
 * Installs the engines that the benchmarks compare with: the package of this folder, with its own lock file.
 * Does nothing when they are there.
 */
import { join } from 'node:path'
import { withLock } from '../../electron/setup/lock.mjs'
import { ensureNodeModules, nodeModulesAreReady } from '../../electron/setup/node-modules.mjs'
import { ROOT } from '../../electron/setup/places.mjs'
import { runCommand } from '../../electron/setup/run-command.mjs'
import { say } from '../../electron/setup/say.mjs'

const FOLDER = import.meta.dirname

await runCommand(() =>
  withLock(join(ROOT, '.cache', 'install-peers.lock'), async () => {
    if (nodeModulesAreReady(FOLDER)) return
    say('the benchmarks compare with other engines, about 500 MB on disk; once only')
    await ensureNodeModules(FOLDER)
  }),
)
