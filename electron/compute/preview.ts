import { FaultError } from '../contract/faults'
import type { PreviewRequest, PreviewResult } from '../contract/port'
import type { Geometry } from '../contract/spec'
import { resolveConvolution } from '../engine/convolution/spec'
import type { Convolution, Tensor } from '../engine/engine'
import { planeOf } from '../engine/tensors/planes'
import { channelOf, mapStatisticsOf } from '../engine/tensors/statistics'
import type { Bench } from './bench'
import { coarseConvolution } from './coarse'

/**
 * Runs the layer on the bench on the CPU engine. A full result is kept as the tensor `maps`.
 * Throws `bad-spec` and its like, `cancelled` when a newer preview takes its place.
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
  const { cpu } = bench.engines
  const prepared = await cpu.prepare(run, { variant: 'auto', threads: 0 })
  try {
    const { output, computeMs } = await prepared.run(input, signal, () => undefined)
    const tensor = { shape: run.geometry.output, data: output }
    if (run === whole) keepMaps(bench, request.picture, whole, tensor)
    return {
      geometry: whole.geometry,
      coarse: run !== whole,
      ...shown(tensor, whole.geometry, request),
      variant: prepared.variant,
      threads: prepared.threads,
      computeMs,
    }
  } finally {
    prepared.dispose()
  }
}

function checkSize({ maxWidth, maxHeight }: PreviewRequest): void {
  if (maxWidth >= 1 && maxHeight >= 1) return
  throw new FaultError(
    'forbidden',
    `A preview of ${maxWidth} × ${maxHeight} pixels cannot be shown; ask for at least 1 × 1.`,
  )
}

/** The wanted maps at display size with their statistics; a coarse plane stands for the whole map. */
function shown(
  tensor: Tensor,
  { output }: Geometry,
  request: PreviewRequest,
): Pick<PreviewResult, 'planes' | 'statistics'> {
  const { maxWidth, maxHeight } = request
  const region = { y: 0, x: 0, height: output.height, width: output.width }
  return {
    planes: request.outputs.map((channel) => ({
      ...planeOf(tensor, channel, { region: null, maxWidth, maxHeight }),
      region,
    })),
    statistics: request.outputs.map((channel) => mapStatisticsOf(channelOf(tensor, channel))),
  }
}

/** Copies a result out of the engine's memory; maps of the same size keep their place. */
function keepMaps(bench: Bench, picture: string, convolution: Convolution, result: Tensor): void {
  const { store, memory } = bench
  const former = store.maps?.tensor.data
  const isSameSize = former?.length === result.data.length
  if (!isSameSize) store.setMaps(null)
  const data = former && isSameSize ? former : memory.allocate(result.data.length)
  data.set(result.data)
  store.setMaps({ geometry: convolution.geometry, tensor: { shape: result.shape, data } })
  bench.mapsOf = { picture, convolution }
}
