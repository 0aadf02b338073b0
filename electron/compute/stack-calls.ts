import type { CallHandlers } from '../contract/calls'
import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'
import type { PortCalls } from '../contract/port'
import type {
  FusionDifference,
  FusionRequest,
  StackInputRequest,
  StackedLayer,
} from '../contract/stack'
import type { PictureInfo } from '../contract/tensors'
import { resolveConvolution } from '../engine/convolution/spec'
import type { Tensor } from '../engine/engine'
import { activate } from '../engine/stack/activate'
import { fusionDifference } from '../engine/stack/fusion-difference'
import { channelStatistics } from '../engine/tensors/statistics'
import type { Bench } from './bench'

type StackCalls = Pick<CallHandlers<PortCalls>, 'stackInput' | 'fusionDifference'>

/** Layers one after another. What earlier layers made is kept until they are others. */
export function createStackCalls(bench: Bench): StackCalls {
  let newest = 0
  let kept: string | null = null
  return {
    stackInput: (request) => {
      const turn = ++newest
      return bench.lane.job(async () => {
        const check = (): void => {
          if (turn !== newest)
            throw new FaultError('cancelled', sentence`A newer stack took its place.`)
        }
        const tensor = await runLayers(bench, bench.store.picture(request.picture).tensor, {
          layers: request.before,
          check,
        })
        if (kept !== null) bench.store.closePicture(kept)
        kept = request.id
        const info = infoOf(request, tensor)
        bench.store.addPicture({ info, tensor })
        return info
      })
    },
    fusionDifference: (request) => bench.lane.job(() => difference(bench, request)),
  }
}

/** Runs layers one after another; the result lies in memory of its own, to be freed by the caller. */
async function runLayers(
  bench: Bench,
  input: Tensor,
  { layers, check }: { layers: readonly StackedLayer[]; check: () => void },
): Promise<Tensor> {
  let [tensor, isOwn] = [input, false]
  for (const layer of layers) {
    try {
      check()
      const next = await runLayer(bench, tensor, layer)
      if (isOwn) bench.memory.free(tensor.data)
      ;[tensor, isOwn] = [next, true]
    } catch (error) {
      if (isOwn) bench.memory.free(tensor.data)
      throw error
    }
  }
  return tensor
}

async function runLayer(
  { engines, memory }: Bench,
  input: Tensor,
  { layer, activation }: StackedLayer,
): Promise<Tensor> {
  const convolution = resolveConvolution(layer, input.shape)
  const prepared = await engines.cpu.prepare(convolution, { variant: 'auto', threads: 0 })
  try {
    const { output } = await prepared.run(input, new AbortController().signal, () => undefined)
    const data = memory.allocate(output.length)
    data.set(output)
    activate(data, activation)
    return { shape: convolution.geometry.output, data }
  } finally {
    prepared.dispose()
  }
}

function infoOf({ id, before }: StackInputRequest, tensor: Tensor): PictureInfo {
  return {
    id,
    name: `after layer ${before.length}`,
    format: 'npy',
    shape: tensor.shape,
    scale: 'data',
    notes: [],
    statistics: channelStatistics(tensor),
  }
}

async function difference(
  bench: Bench,
  { input, first, second, fused }: FusionRequest,
): Promise<FusionDifference> {
  const { tensor } = bench.store.picture(input)
  const plain = (layer: StackedLayer['layer']): StackedLayer => ({ layer, activation: 'none' })
  const run = (layers: readonly StackedLayer[]) =>
    runLayers(bench, tensor, { layers, check: () => undefined })
  const two = await run([plain(first), plain(second)])
  try {
    const one = await run([plain(fused)])
    const { geometry } = resolveConvolution(fused, tensor.shape)
    const found = fusionDifference(two, one, geometry)
    bench.memory.free(one.data)
    return found
  } finally {
    bench.memory.free(two.data)
  }
}
