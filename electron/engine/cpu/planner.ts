import type { Candidate, Reason } from '../../contract/jobs'
import type { Convolution } from '../engine'
import { isMode, rankVariants, variantByName, type Mode, type Ranked } from './plan'
import type { Profile } from './profile'
import type { Variant } from './variant'

/** A variant and why it was taken. */
export interface Choice {
  readonly variant: Variant
  readonly reason: Reason
}

/** Measures a variant on a convolution: milliseconds of its quickest run. */
export type TimeVariant = (variant: Variant) => Promise<number>

export interface PlanRequest {
  /** `auto`, `fast`, a family or a whole name. */
  readonly name: string
  readonly threads: number
  /** Times the best few; null takes what was measured before, or the estimate. */
  readonly time: TimeVariant | null
}

/** A variant that is estimated so many times as slow as the best is not tried. */
const WORTH_A_TRIAL = 2.5
const MOST_TRIALS = 4
/** Measured orders that are kept. */
const KEPT = 256

/**
 * Decides which variant runs a convolution: by name, else by the cost model, then by measuring those
 * that it puts close together. What was measured holds for every later convolution of the same
 * geometry, mode and number of threads (and of the same rank, where that matters).
 */
export class Planner {
  readonly #profile: Profile
  readonly #measured = new Map<string, readonly Ranked[]>()

  constructor(profile: Profile) {
    this.#profile = profile
  }

  /** Throws `unsupported`, naming what exists or what covers the convolution. */
  async choose(convolution: Convolution, { name, threads, time }: PlanRequest): Promise<Choice> {
    if (!isMode(name)) {
      return { variant: variantByName(convolution, name), reason: { kind: 'asked' } }
    }
    const ranked = rankVariants(convolution, name, this.#profile)
    const close = closeToBest(ranked)
    if (close.length < 2) return choiceOf('estimated', ranked)
    const key = keyOf(convolution, close, { mode: name, threads })
    const measured = this.#measured.get(key) ?? (time && (await this.#measure(key, close, time)))
    return measured ? choiceOf('measured', measured) : choiceOf('estimated', ranked)
  }

  async #measure(
    key: string,
    close: readonly Ranked[],
    time: TimeVariant,
  ): Promise<readonly Ranked[]> {
    let measured = await timeEach(close, time)
    for (let round = 1; round < ROUNDS; round++) {
      const contenders = measured.filter(mayBeBest(measured))
      if (contenders.length < 2) break
      measured = quicker(measured, await timeEach(contenders, time))
    }
    measured.sort((one, other) => one.ms - other.ms)
    this.#keep(key, measured)
    return measured
  }

  #keep(key: string, measured: readonly Ranked[]): void {
    this.#measured.set(key, measured)
    const [oldest] = this.#measured.keys()
    if (oldest !== undefined && this.#measured.size > KEPT) this.#measured.delete(oldest)
  }
}

/**
 * How much slower a variant looks while other work takes a core, or the system keeps two threads on
 * one, for the whole of a trial at times: who is within it of the best is measured again, after the
 * others, and once more.
 */
const DISTURBED = 2.2
const ROUNDS = 3

function mayBeBest(measured: readonly Ranked[]): (one: Ranked) => boolean {
  const best = Math.min(...measured.map(({ ms }) => ms))
  return ({ ms }) => ms <= best * DISTURBED
}

/** Each with the quicker of its two times. */
function quicker(measured: readonly Ranked[], again: readonly Ranked[]): Ranked[] {
  return measured.map(({ variant, ms }) => {
    const other = again.find((one) => one.variant === variant)
    return { variant, ms: Math.min(ms, other?.ms ?? ms) }
  })
}

async function timeEach(ranked: readonly Ranked[], time: TimeVariant): Promise<Ranked[]> {
  const measured: Ranked[] = []
  for (const { variant } of ranked) measured.push({ variant, ms: await time(variant) })
  return measured
}

/** Those whose order an estimate cannot tell for certain. */
function closeToBest(ranked: readonly Ranked[]): readonly Ranked[] {
  const most = (ranked[0]?.ms ?? 0) * WORTH_A_TRIAL
  return ranked.slice(0, MOST_TRIALS).filter(({ ms }) => ms <= most)
}

function choiceOf(kind: 'estimated' | 'measured', ranked: readonly Ranked[]): Choice {
  const [best, second] = ranked
  if (!best) throw new Error('no variant covers the convolution')
  if (!second) return { variant: best.variant, reason: { kind: 'only' } }
  const candidates = ranked.map(({ variant, ms }): Candidate => ({ variant: variant.family, ms }))
  return { variant: best.variant, reason: { kind, candidates } }
}

/** Which variants stand to choose from is part of it: weights decide whether some cover a layer. */
function keyOf(
  { geometry }: Convolution,
  ranked: readonly Ranked[],
  { mode, threads }: { mode: Mode; threads: number },
): string {
  const families = ranked.map(({ variant }) => variant.family).join()
  return `${mode} ${threads} ${families} ${JSON.stringify(geometry.spec)}`
}
