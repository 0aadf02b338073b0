import type { Artifact, EngineName, Job, JobProgress, JobResult } from '../contract/jobs'
import type { Statistics } from '../contract/tensors'
import { resolveConvolution } from '../engine/convolution/spec'
import type { Tensor } from '../engine/engine'
import { measureEngines, type Contender } from '../engine/measure/measure'
import { channelStatistics } from '../engine/tensors/statistics'
import { artifactsOf } from './artifacts'
import type { Bench } from './bench'
import { layerOf } from './layer-source'

type Tell = (progress: JobProgress) => void

/**
 * Runs a job: every engine on the same picture and layer, measured and compared. Throws `bad-spec`,
 * `bad-weights`, `bad-array` or `not-found` for a job that cannot be, `cancelled`; what one engine
 * cannot do is that engine's outcome.
 */
export async function execute(
  bench: Bench,
  job: Job,
  { signal, tell }: { signal: AbortSignal; tell: Tell },
): Promise<JobResult> {
  const progress = (phase: JobProgress['phase'], engine: EngineName | null, fraction: number) =>
    tell({ id: job.id, name: job.name, state: 'running', engine, phase, fraction })
  progress('open', null, 0)
  const { tensor: input } = bench.store.picture(job.picture)
  const convolution = resolveConvolution(layerOf(job.layer), input.shape)
  const { output: shape, macs } = convolution.geometry
  const artifacts: Artifact[] = []
  let statistics: readonly Statistics[] | null = null
  const onOutput = (engine: EngineName, data: Float32Array): void => {
    const result: Tensor = { shape, data }
    statistics ??= channelStatistics(result)
    artifacts.push(...artifactsOf(job, engine, result))
  }
  const engines = await measureEngines(
    contendersOf(bench, job),
    { convolution, input },
    {
      signal,
      onOutput,
      onProgress: (engine, phase, fraction) => progress(phase, engine, fraction),
    },
  )
  return {
    id: job.id,
    name: job.name,
    input: input.shape,
    output: shape,
    macs,
    engines,
    statistics: statistics ?? [],
    artifacts,
  }
}

/**
 * Who runs, and how often. The reference is slow: beside other engines it runs once and that run is
 * its time (n = 1); alone it runs as often as it is told to.
 */
function contendersOf({ engines }: Bench, job: Job): readonly Contender[] {
  const names = [...new Set(job.engines)]
  return names.map((name): Contender => {
    const isOracle = name === 'reference'
    const runsOnce = isOracle && names.length > 1
    return {
      name,
      engine: () => engines.byName(name),
      options: { variant: variantFor(name, job), threads: job.threads, isTuned: true },
      warmup: runsOnce ? 0 : job.warmup,
      runs: runsOnce ? 0 : job.runs,
    }
  })
}

/**
 * A variant is one engine's: the others of the job choose for themselves. One that belongs to none of
 * them is put before all, so that they say what they have.
 */
function variantFor(name: EngineName, { variant, engines }: Job): string {
  if (variant === 'auto' || variant === 'fast') return variant
  const owner = ownerOf(variant)
  return engines.includes(owner) && owner !== name ? 'auto' : variant
}

function ownerOf(variant: string): EngineName {
  if (variant.startsWith('wgsl')) return 'webgpu'
  return variant.startsWith('reference') ? 'reference' : 'cpu'
}
