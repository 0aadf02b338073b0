import { FaultError } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import {
  DEFAULT_RUN,
  type EngineName,
  type JobResult,
  type RunOptions,
} from '../../electron/contract/jobs'

/** An engine in the race with one of its variants. */
export interface Racer {
  readonly engine: EngineName
  readonly variant: string
}

/**
 * Everyone who can be put into the race: each engine's own choice, and variants by name.
 * cpuVariants: what the CPU engine has, `auto` among them.
 */
export function racersOf(cpuVariants: readonly string[]): Racer[] {
  const named = cpuVariants.filter((variant) => variant !== 'auto')
  return [
    { engine: 'cpu', variant: 'auto' },
    { engine: 'webgpu', variant: 'auto' },
    ...named.map((variant): Racer => ({ engine: 'cpu', variant })),
    { engine: 'webgpu', variant: 'wgsl-direct' },
    { engine: 'webgpu', variant: 'wgsl-tiled' },
    { engine: 'reference', variant: 'auto' },
  ]
}

export function isSameRacer(one: Racer, other: Racer): boolean {
  return one.engine === other.engine && one.variant === other.variant
}

/** How the race is run; `racers` is who runs. */
export interface RaceOptions extends Pick<RunOptions, 'threads' | 'warmup' | 'runs'> {
  readonly racers: readonly Racer[]
}

export const DEFAULT_RACE: RaceOptions = {
  racers: DEFAULT_RUN.engines.map((engine) => ({ engine, variant: DEFAULT_RUN.variant })),
  threads: DEFAULT_RUN.threads,
  warmup: DEFAULT_RUN.warmup,
  runs: DEFAULT_RUN.runs,
}

/** One job for each variant: the engines of a job share its variant. */
export function jobsOf({ racers, threads, warmup, runs }: RaceOptions): RunOptions[] {
  if (racers.length === 0) {
    throw new FaultError('bad-spec', sentence`No engine is in the race; choose at least one.`)
  }
  const variants = [...new Set(racers.map(({ variant }) => variant))]
  return variants.map((variant) => ({
    engines: racers.filter((racer) => racer.variant === variant).map(({ engine }) => engine),
    variant,
    threads,
    warmup,
    runs,
  }))
}

/** The engines of several jobs on one subject as one result. Throws RangeError on none. */
export function mergeResults(results: readonly JobResult[]): JobResult {
  const [first] = results
  if (!first) throw new RangeError('There is no result to merge.')
  return { ...first, engines: results.flatMap(({ engines }) => engines) }
}
