import type { Convolution, Tensor } from '../../engine'
import { compareWithReference } from '../../measure/agreement'
import { gflopsOf } from '../../measure/stopwatch'
import { TensorMemory } from '../../tensors/memory'
import { DIRECT } from '../direct/direct'
import type { Strip } from '../pool/serve-strips'
import type { Profile, WasmFeatures } from '../profile'
import { writeConstants, writeParameters } from '../routine-memory'
import { PARAMETER_BYTES, type Routine } from '../variant'
import { createTrialTask } from './trial-task'

/** What one profile's code did on this V8. */
export interface Trial {
  readonly profile: Profile
  readonly isRight: boolean
  /** Of the quickest run; 0 where the result is wrong or no time was wanted. */
  readonly gflops: number
}

/** A run that is not quicker than the best by this factor brings nothing new. */
const GAIN = 0.97
/** V8 compiles better code while the first runs go on: so long without a gain ends the trial, ms. */
const QUIET_MS = 100
/** The longest trial of a profile, ms. */
const MOST_MS = 400

/**
 * Compiles and runs a small routine in one profile, compares it with the f64 reference and, when
 * `isTimed`, runs it again until it gets no quicker. Takes a few ms, or 100–400.
 */
export async function tryProfile(
  profile: Profile,
  features: WasmFeatures,
  isTimed: boolean,
): Promise<Trial> {
  const { convolution, input } = createTrialTask()
  const run = await prepareTrial(profile, features, { convolution, input })
  const errorBound = DIRECT.errorBound(convolution)
  const isRight = () =>
    compareWithReference(convolution, input, { output: run(), errorBound }).agrees
  if (!isRight()) return { profile, isRight: false, gflops: 0 }
  const ms = isTimed ? quickestRun(run) : 0
  // The optimised code is another than that of the first run.
  return {
    profile,
    isRight: isRight(),
    gflops: gflopsOf(convolution.geometry.macs, ms),
  }
}

/** A function that runs the routine on this thread, in a memory of its own; gives [O,mh,mw]. */
async function prepareTrial(
  profile: Profile,
  { hasRelaxedSimd }: WasmFeatures,
  { convolution, input }: { convolution: Convolution; input: Tensor },
): Promise<() => Float32Array> {
  const memory = new TensorMemory(false)
  const routine = DIRECT.build(convolution, profile, { hasRelaxedSimd, isShared: false })
  const places = placeRoutine(memory, routine, { convolution, input })
  const imports = { lab: { memory: memory.memory } }
  const { instance } = await WebAssembly.instantiate(routine.module, imports)
  const strip = instance.exports['strip'] as Strip
  const { channels, height, width } = convolution.geometry.output
  return () => {
    for (let index = 0; index < routine.strips; index++)
      strip(index, places.scratch, places.parameters)
    return memory.floats(places.output, channels * height * width)
  }
}

function placeRoutine(
  memory: TensorMemory,
  routine: Routine,
  { convolution, input }: { convolution: Convolution; input: Tensor },
): { scratch: number; parameters: number; output: number } {
  const { channels, height, width } = convolution.geometry.output
  const [constants, scratch, source, output, parameters] = [
    routine.constantsBytes,
    routine.scratchBytes,
    input.data.byteLength,
    channels * height * width * 4,
    PARAMETER_BYTES,
  ].map((bytes) => memory.reserve(bytes)) as [number, number, number, number, number]
  writeConstants(memory, routine, { convolution, address: constants })
  memory.floats(source, input.data.length).set(input.data)
  writeParameters(memory, { parameters, input: source, output, constants })
  return { scratch, parameters, output }
}

function quickestRun(run: () => void): number {
  const start = performance.now()
  let [best, since] = [Infinity, start]
  for (let now = start; now - since < QUIET_MS && now - start < MOST_MS;) {
    run()
    const end = performance.now()
    if (end - now < best * GAIN) [best, since] = [end - now, end]
    now = end
  }
  return best
}
