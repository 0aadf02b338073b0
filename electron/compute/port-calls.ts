import type { CallHandlers, TransferOf } from '../contract/calls'
import type { Inspection } from '../contract/doctor'
import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'
import type { FitResult } from '../contract/kernels'
import type {
  Conventions,
  Effects,
  GreySpread,
  GreyTwins,
  PlanesRequest,
  PortCalls,
  Probe,
  ProbeRequest,
  ShownChannel,
} from '../contract/port'
import type { Plane } from '../contract/tensors'
import { resolveConvolution } from '../engine/convolution/spec'
import type { Convolution, Tensor } from '../engine/engine'
import { nextTask } from '../engine/measure/next-task'
import { greySpread, greyTwins } from '../engine/pictures/grey-loss'
import { writeNpy } from '../engine/tensors/npy'
import { encodePng } from '../engine/tensors/png'
import { probeOutput } from '../engine/tensors/probe'
import { shownChannel, shownPlane } from '../engine/tensors/shown-channel'
import { channelOf } from '../engine/tensors/statistics'
import type { Bench } from './bench'
import { compareConventions } from './conventions'
import { planeDifference } from './plane-difference'
import { createKernelCalls, type TellLab } from './kernel-calls'
import { effectsOf } from './effect'
import { inspect } from './inspect'
import { mapsOfLayer } from './maps-of-layer'
import { runPreview } from './preview'
import { createStackCalls } from './stack-calls'

/** What the lab window may ask over the direct port. tell: sends it something unasked. */
export function createPortCalls(
  bench: Bench,
  tell: TellLab = () => undefined,
): CallHandlers<PortCalls> {
  const { store, lane } = bench
  return {
    planes: (request) => planes(bench, request),
    channels: (request) => channels(bench, request),
    greyTwins: ({ picture, ...request }) => greyTwins(store.picture(picture).tensor, request),
    greySpread: ({ picture, luma, ...room }) =>
      greySpread(store.picture(picture).tensor, luma, room),
    preview: (request) =>
      lane.preview(request.coarse ? 'coarse' : 'full', (signal) =>
        runPreview(bench, request, signal),
      ),
    difference: (request) => planeDifference(bench, request),
    probe: (request) => probe(bench, request),
    conventions: (request) => lane.job(() => compareConventions(bench, request)),
    effects: (request) => effectsOf(bench, request),
    inspect: (request) => inspect(bench, request),
    describe: ({ picture, layer }) =>
      resolveConvolution(layer, store.picture(picture).tensor.shape).geometry,
    exportMaps: (request) => exportMaps(bench, request),
    ...createKernelCalls(bench, tell),
    ...createStackCalls(bench),
  }
}

function planes({ store }: Bench, request: PlanesRequest): readonly Plane[] {
  const tensor = store.tensor(request.tensor)
  return request.channels.map((channel) => shownPlane(tensor, channel, request))
}

/** One channel after the other; previews and cancels that wait come in between. */
async function channels(
  { store }: Bench,
  { tensor: ref, channels, ...window }: PlanesRequest,
): Promise<readonly ShownChannel[]> {
  const isUnit = ref.kind === 'picture' && store.picture(ref.id).info.scale === 'unit'
  const shown: ShownChannel[] = []
  let since = performance.now()
  for (const channel of channels) {
    shown.push(shownChannel(store.tensor(ref), channel, { ...window, isUnit }))
    if (performance.now() - since < LONGEST_TURN_MS) continue
    await nextTask()
    since = performance.now()
  }
  return shown
}

/** How long channels are computed before others have their turn, ms. */
const LONGEST_TURN_MS = 8

function checkedChannel(tensor: Tensor, channel: number): Float32Array {
  const { channels } = tensor.shape
  if (Number.isInteger(channel) && channel >= 0 && channel < channels) {
    return channelOf(tensor, channel)
  }
  throw new FaultError(
    'not-found',
    sentence`There is no channel ${channel}; the tensor has ${channels}, counted from 0.`,
  )
}

function probe(bench: Bench, { picture, layer, output }: ProbeRequest): Probe {
  const { tensor } = bench.store.picture(picture)
  const convolution = resolveConvolution(layer, tensor.shape)
  const found = probeOutput(convolution, tensor, output)
  return { ...found, engineValue: engineValue(bench, picture, convolution, output) }
}

/** What the newest full result holds there, when it is of this very layer and picture. */
function engineValue(
  bench: Bench,
  picture: string,
  convolution: Convolution,
  { channel, y, x }: ProbeRequest['output'],
): number | null {
  const maps = mapsOfLayer(bench, picture, convolution)
  if (!maps) return null
  const { height, width } = maps.shape
  return maps.data[(channel * height + y) * width + x] ?? null
}

function exportMaps(
  { store }: Bench,
  { format, channel, low, high }: Parameters<PortCalls['exportMaps']>[0],
): Uint8Array<ArrayBuffer> {
  const { shape, data } = store.tensor({ kind: 'maps' })
  if (format === 'npy') return writeNpy([shape.channels, shape.height, shape.width], data)
  return encodePng(checkedChannel({ shape, data }, channel), shape, { low, high })
}

/** Buffers made for one reply; they move to the lab window instead of being copied. */
export const transferOf: TransferOf = (name, value) => {
  switch (name as keyof PortCalls) {
    case 'planes':
      return buffersOf(value as readonly Plane[])
    case 'difference':
      return buffersOf([(value as ShownChannel).plane])
    case 'channels':
      return buffersOf((value as readonly ShownChannel[]).map(({ plane }) => plane))
    case 'greyTwins':
      return buffersOf([(value as GreyTwins).share])
    case 'greySpread':
      return buffersOf([(value as GreySpread).spread])
    case 'effects':
      return (value as Effects).effects.flatMap((effect) => buffersOf(effect?.planes ?? []))
    case 'preview':
      return buffersOf((value as { planes: readonly Plane[] }).planes)
    case 'fit':
      return buffersOf([(value as FitResult).difference])
    case 'conventions': {
      const { maps, difference } = value as Conventions
      return buffersOf([...maps.map(({ plane }) => plane), difference])
    }
    case 'inspect':
      return [(value as Inspection).facts.response.values.buffer as ArrayBuffer]
    case 'exportMaps':
      return [(value as Uint8Array<ArrayBuffer>).buffer]
    default:
      return []
  }
}

function buffersOf(shown: readonly Plane[]): ArrayBuffer[] {
  return shown.map(({ values }) => values.buffer as ArrayBuffer)
}
