/**
 * The steps that `npm start`, `npm test`, `npm run dev` and `npm run bench` run first. Each does nothing when
 * there is nothing to do, and may be killed at any moment and run again.
 */
import { join } from 'node:path'
import { ensureBuild } from './build.mjs'
import { findElectron } from './find-electron.mjs'
import { withLock } from './lock.mjs'
import { thisMachine } from './machine.mjs'
import { ensureNodeModules } from './node-modules.mjs'
import { ROOT } from './places.mjs'
import { ensureSandbox } from './sandbox.mjs'
import { say } from './say.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

/**
 * @typedef {object} Needs
 * @property {boolean} [electron] an Electron and the system packages it needs
 * @property {boolean} [build] a fresh build
 * @property {boolean} [forTests] the system packages that only tests need
 */

/**
 * Set everything up; what does not depend on one another runs side by side.
 * @param {Needs} needs
 * @returns {Promise<import('./find-electron.mjs').Electron | undefined>} the Electron, when one was needed
 * @throws {AggregateError} of every step that failed
 */
export function setUp({ electron = true, build = true, forTests = false }) {
  return withLock(join(ROOT, '.cache', 'set-up.lock'), async () => {
    const nodeModules = ensureNodeModules(ROOT)
    const machine = thisMachine()
    const steps = [
      electron && findElectron({ root: ROOT, nodeModules: () => nodeModules }),
      electron && ensureSystemPackages({ forTests, machine }),
      nodeModules.then(() => (build ? ensureBuild(ROOT) : undefined)),
    ]
    const [found] = await allOf(steps)
    if (!electron) return undefined
    ensureSandbox(found.folder, machine)
    say(`using ${found.about}`)
    return found
  })
}

/** Wait for all of them even if one fails, so that nothing is left half-way and every fault is told at once. */
async function allOf(steps) {
  const outcomes = await Promise.allSettled(steps)
  const reasons = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  const distinct = new Map(reasons.map((reason) => [String(reason), reason]))
  if (distinct.size > 0) throw new AggregateError(distinct.values())
  return outcomes.map((one) => one.value)
}
