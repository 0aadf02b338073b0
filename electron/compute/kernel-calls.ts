import type { CallHandlers } from '../contract/calls'
import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'
import type { FitRequest, FitResult, Peak, PeaksRequest } from '../contract/kernels'
import type { PortCalls, PortEvents } from '../contract/port'
import { DEFAULT_SETTINGS, type Layer } from '../contract/spec'
import { resolveConvolution } from '../engine/convolution/spec'
import { fitKernel } from '../engine/kernels/fit-kernel'
import { patchKernel } from '../engine/kernels/patch'
import { findPeaks } from '../engine/kernels/peaks'
import { residualsOf, type Residuals } from '../engine/kernels/residual'
import { planeOf } from '../engine/tensors/planes'
import type { Bench } from './bench'

/** Sends the lab window something that it did not ask for. */
export type TellLab = <N extends keyof PortEvents & string>(name: N, payload: PortEvents[N]) => void

type KernelCalls = Pick<CallHandlers<PortCalls>, 'patch' | 'peaks' | 'fit' | 'cancelFit'>

/** Kernels made of pictures. */
export function createKernelCalls(bench: Bench, tell: TellLab): KernelCalls {
  let running: AbortController | null = null
  return {
    patch: ({ picture, region }) => patchKernel(bench.store.picture(picture).tensor, region),
    peaks: (request) => peaks(bench, request),
    fit: (request) => {
      running?.abort()
      running = new AbortController()
      return fit(bench, request, { signal: running.signal, tell })
    },
    cancelFit: () => running?.abort(),
  }
}

function peaks({ store, mapsOf }: Bench, request: PeaksRequest): readonly Peak[] {
  const maps = store.tensor({ kind: 'maps' })
  if (!mapsOf)
    throw new FaultError('not-found', sentence`There are no feature maps yet; run the layer.`)
  const { convolution, picture } = mapsOf
  return findPeaks({ convolution, input: store.picture(picture).tensor, maps }, request)
}

/** Of the progress, the equations have this part; the rest is the check of the result. */
const SOLVING = 0.9

async function fit(
  bench: Bench,
  request: FitRequest,
  { signal, tell }: { signal: AbortSignal; tell: TellLab },
): Promise<FitResult> {
  const before = bench.store.picture(request.before).tensor
  const after = bench.store.picture(request.after).tensor
  const started = performance.now()
  const fitted = await fitKernel(before, after, {
    ...request,
    signal,
    onProgress: (fraction) => tell('fitProgress', fraction * SOLVING),
  })
  const solveMs = performance.now() - started
  const layer: Layer = { ...DEFAULT_SETTINGS, weights: fitted.weights, bias: fitted.bias }
  const { difference, ...residuals } = await bench.lane.job(() =>
    residual(bench, request, { layer, signal }),
  )
  return { ...fitted, ...residuals, solveMs, difference: planeOf(difference, 0, windowOf(request)) }
}

const windowOf = ({ maxWidth, maxHeight }: FitRequest) => ({ region: null, maxWidth, maxHeight })

/** What the fitted layer gives without padding, computed by the CPU engine, beside `after`. */
async function residual(
  { store, engines }: Bench,
  { before, after, kernel }: FitRequest,
  { layer, signal }: { layer: Layer; signal: AbortSignal },
): Promise<Residuals> {
  const input = store.picture(before).tensor
  const convolution = resolveConvolution(layer, input.shape)
  const prepared = await engines.cpu.prepare(convolution, { variant: 'auto', threads: 0 })
  try {
    const { output: data } = await prepared.run(input, signal, () => undefined)
    const result = { shape: convolution.geometry.output, data }
    return residualsOf(result, store.picture(after).tensor, kernel)
  } finally {
    prepared.dispose()
  }
}
