import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'
import type { PreviewRequest, PreviewResult } from '../contract/port'
import type { Geometry } from '../contract/spec'
import { resolveConvolution } from '../engine/convolution/spec'
import type { Convolution, Tensor } from '../engine/engine'
import type { StoredMaps } from '../engine/tensors/store'
import type { Bench } from './bench'
import { coarseConvolution } from './coarse'

/**
 * Runs the layer on the bench on the CPU engine. A full result is kept as the tensor `maps`, where the
 * engine wrote it. Throws `bad-spec` and its like, `cancelled` when a newer preview takes its place.
 */
export async function runPreview(
  bench: Bench,
  request: PreviewRequest,
  signal: AbortSignal,
): Promise<PreviewResult> {
  checkSize(request)
  const { tensor: input } = bench.store.picture(request.picture)
  const whole = resolveConvolution(request.layer, input.shape)
  const run = request.coarse ? coarseConvolution(whole, request.maxWidth, request.maxHeight) : whole
  const prepared = await bench.engines.cpu.prepare(run, { variant: 'auto', threads: 0 })
  let isKept = false
  try {
    const { output, computeMs } = await prepared.run(input, signal, () => undefined)
    const tensor = { shape: run.geometry.output, data: output }
    if (run === whole) {
      keepMaps(bench, request.picture, whole, { tensor, release: () => prepared.dispose() })
      isKept = true
    }
    return {
      geometry: whole.geometry,
      coarse: run !== whole,
      ...(await shown(bench, tensor, { geometry: whole.geometry, request, signal })),
      variant: prepared.variant,
      threads: prepared.threads,
      computeMs,
    }
  } finally {
    if (!isKept) prepared.dispose()
  }
}

function checkSize({ maxWidth, maxHeight }: PreviewRequest): void {
  if (maxWidth >= 1 && maxHeight >= 1) return
  throw new FaultError(
    'forbidden',
    sentence`A preview of ${maxWidth} × ${maxHeight} pixels cannot be shown; ask for at least 1 × 1.`,
  )
}

/** The wanted maps at display size with their statistics; a coarse plane stands for the whole map. */
async function shown(
  { engines }: Bench,
  tensor: Tensor,
  {
    geometry,
    request,
    signal,
  }: { geometry: Geometry; request: PreviewRequest; signal: AbortSignal },
): Promise<Pick<PreviewResult, 'planes' | 'statistics'>> {
  const { outputs: channels, maxWidth, maxHeight } = request
  const { height, width } = geometry.output
  const region = { y: 0, x: 0, height, width }
  const summaries = await engines.summarize(tensor, { channels, maxWidth, maxHeight }, signal)
  return {
    planes: summaries.map(({ plane }) => ({ ...plane, region })),
    statistics: summaries.map(({ statistics }) => statistics),
  }
}

/** Keeps a result where it lies until the next one is there. */
function keepMaps(
  bench: Bench,
  picture: string,
  convolution: Convolution,
  maps: Pick<StoredMaps, 'tensor' | 'release'>,
): void {
  bench.store.setMaps({ geometry: convolution.geometry, ...maps })
  bench.mapsOf = { picture, convolution }
}
