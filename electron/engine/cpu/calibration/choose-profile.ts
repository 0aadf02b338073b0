import { ONE_TAP_128, PROFILES, type Profile, type WasmFeatures } from '../profile'
import { tryProfile, type Trial } from './trial'

/** How this V8 is best written for, and how that was found. */
export interface Calibration {
  readonly profile: Profile
  /** One per profile that was tried; a remembered choice is tried alone and without a clock. */
  readonly trials: readonly Trial[]
  readonly isRemembered: boolean
  /** False when no profile's code agrees with the reference: then no WebAssembly may run. */
  readonly isRight: boolean
}

/** What an earlier start found for the same V8 and flags. */
export interface ProfileMemory {
  read(): string | null
  write(name: Profile['name']): void
}

/** A wider profile must win by so much: it was written for a flag that may go away. */
const MARGIN = 1.1

/**
 * Chooses the code generation profile by a self-test: the quickest whose code agrees with the
 * reference. A remembered choice only has to agree.
 */
export async function chooseProfile(
  features: WasmFeatures,
  remembered: ProfileMemory | null = null,
  attempt: typeof tryProfile = tryProfile,
): Promise<Calibration> {
  const known = PROFILES.find(({ name }) => name === remembered?.read())
  if (known) {
    const trial = await attempt(known, features, false)
    if (trial.isRight) {
      return { profile: known, trials: [trial], isRemembered: true, isRight: true }
    }
  }
  const trials = await tryAll((profile) => attempt(profile, features, true))
  const best = quickest(trials)
  if (best) remembered?.write(best.profile.name)
  const profile = best?.profile ?? ONE_TAP_128
  return { profile, trials, isRemembered: false, isRight: best !== null }
}

/**
 * Every profile twice, in turns, and the better of both: where the machine is busy, V8 may not have
 * come to optimising one of them the first time.
 */
async function tryAll(attempt: (profile: Profile) => Promise<Trial>): Promise<Trial[]> {
  const first: Trial[] = []
  for (const profile of PROFILES) first.push(await attempt(profile))
  const best: Trial[] = []
  for (const trial of first) {
    const again = await attempt(trial.profile)
    const isRight = trial.isRight && again.isRight
    const gflops = isRight ? Math.max(trial.gflops, again.gflops) : 0
    best.push({ profile: trial.profile, isRight, gflops })
  }
  return best
}

/** PROFILES are in the order of their width: a later one must win clearly. */
function quickest(trials: readonly Trial[]): Trial | null {
  return trials.reduce<Trial | null>((best, trial) => {
    if (!trial.isRight) return best
    return best === null || trial.gflops > best.gflops * MARGIN ? trial : best
  }, null)
}
