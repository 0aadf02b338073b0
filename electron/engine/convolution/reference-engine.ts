import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type {
  Convolution,
  Engine,
  OnProgress,
  PreparedConvolution,
  RunResult,
  Tensor,
} from '../engine'
import { exactErrorBound } from '../measure/agreement'
import { checkCancelled, nextTask } from '../measure/next-task'
import { startStopwatch } from '../measure/stopwatch'
import { runReference } from './reference'

export const REFERENCE_VARIANT = 'reference-f64'

/** How long the loops run before waiting messages are looked at, ms. */
const SLICE_MS = 30

/** The oracle as an engine: the seven loops in f64, rounded to f32 at the end. One thread. */
export function createReferenceEngine(): Engine {
  return {
    capabilities: () => ({
      engine: 'reference',
      variants: [REFERENCE_VARIANT],
      software: false,
      maxThreads: 1,
    }),
    prepare: async (convolution, { variant }) => {
      if (variant !== 'auto' && variant !== 'fast' && !REFERENCE_VARIANT.startsWith(variant)) {
        throw new FaultError(
          'unsupported',
          sentence`The reference has no variant "${variant}"; it has ${REFERENCE_VARIANT}.`,
        )
      }
      return prepareReference(convolution)
    },
    dispose: () => undefined,
  }
}

function prepareReference(convolution: Convolution): PreparedConvolution {
  return {
    variant: REFERENCE_VARIANT,
    reason: { kind: 'definition' },
    threads: 1,
    software: false,
    prepareMs: 0,
    errorBound: exactErrorBound(convolution),
    run: (input, signal, onProgress) => runLoops(convolution, input, { signal, onProgress }),
    dispose: () => undefined,
  }
}

async function runLoops(
  convolution: Convolution,
  input: Tensor,
  { signal, onProgress }: { signal: AbortSignal; onProgress: OnProgress },
): Promise<RunResult> {
  const elapsed = startStopwatch()
  let sliceEnd = SLICE_MS
  const { output } = await runReference(convolution, input, (fraction) => {
    if (elapsed() < sliceEnd) return undefined
    onProgress(fraction)
    return nextTask().then(() => {
      checkCancelled(signal)
      sliceEnd = elapsed() + SLICE_MS
    })
  })
  return {
    output: Float32Array.from(output),
    uploadMs: 0,
    computeMs: elapsed(),
    readbackMs: 0,
    clock: 'wall',
  }
}
