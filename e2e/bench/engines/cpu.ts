import type { CreateWorker } from '../../../electron/engine/cpu/pool/control'
import { createCpuEngine } from '../../../electron/engine/cpu/engine'
import { PROFILES } from '../../../electron/engine/cpu/profile'
import { TensorMemory } from '../../../electron/engine/tensors/memory'
import { measureLimits } from '../peak'
import { createSoak, type ReadProcess } from '../soak'
import type { Contestant, PreparedRun, StageSetup } from '../stage'
import type { BenchTask } from '../shape'

const NEVER = new AbortController().signal
const NOTHING = (): void => undefined

/** What differs between runtimes. */
export interface Surroundings {
  readonly createWorker: CreateWorker
  readonly readProcess: ReadProcess
}

/** The lab's CPU engine, its input in the shared memory as in the compute window. */
export async function openCpu(
  setup: StageSetup,
  { createWorker, readProcess }: Surroundings,
): Promise<Contestant> {
  const memory = new TensorMemory()
  const profile = PROFILES.find(({ name }) => name === setup.profile)
  const engine = createCpuEngine({
    memory,
    createWorker,
    threads: setup.threads,
    ...(profile && { profile }),
  })
  const variant = setup.engine === 'typescript' ? 'typescript' : setup.variant
  const options = { variant, threads: setup.threads, isTuned: true }

  const prepare = async ({ convolution, input }: BenchTask): Promise<PreparedRun> => {
    const prepared = await engine.prepare(convolution, options)
    const data = memory.allocate(input.data.length)
    data.set(input.data)
    const placed = { shape: input.shape, data }
    let output: Float32Array = new Float32Array()
    return {
      variant: prepared.variant,
      errorBound: prepared.errorBound,
      run: async () => {
        output = (await prepared.run(placed, NEVER, NOTHING)).output
      },
      output: () => output,
      dispose: () => {
        prepared.dispose()
        memory.free(data)
      },
    }
  }
  let soak: ReturnType<typeof createSoak> | null = null
  return {
    about: (await engine.calibration()).profile.name,
    prepare,
    measureLimits: () => measureLimits(memory, { createWorker, threads: setup.threads }),
    soak: (part) => {
      soak ??= createSoak(engine, memory, { shapes: part.shapes, options, readProcess })
      return soak(part.runs)
    },
    dispose: () => engine.dispose(),
  }
}
