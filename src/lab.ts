import { CallClient, type CallPort } from '../electron/contract/calls'
import type { MenuEntry } from '../electron/contract/commands'
import type { InspectRequest, Inspection } from '../electron/contract/doctor'
import { faultOf, unwrap } from '../electron/contract/faults'
import { sentence } from '../electron/contract/sentence'
import type { CompareRequest, JobResult } from '../electron/contract/jobs'
import type {
  FitRequest,
  FitResult,
  PatchKernel,
  PatchRequest,
  Peak,
  PeaksRequest,
} from '../electron/contract/kernels'
import type { MachineInfo } from '../electron/contract/machine'
import type {
  Conventions,
  ConventionsRequest,
  DifferenceRequest,
  Effects,
  EffectsRequest,
  GreySpread,
  GreySpreadRequest,
  GreyTwins,
  GreyTwinsRequest,
  PlanesRequest,
  PortCalls,
  PortEvents,
  PreviewRequest,
  PreviewResult,
  Probe,
  ProbeRequest,
  ShownChannel,
} from '../electron/contract/port'
import type { Preset } from '../electron/contract/presets'
import {
  LAB_PORT,
  type EventName,
  type Events,
  type LabBridge,
  type RequestName,
  type Requests,
  type Settings,
} from '../electron/contract/requests'
import type { Geometry, Layer } from '../electron/contract/spec'
import type { FusionDifference, FusionRequest, StackInputRequest } from '../electron/contract/stack'
import type { PictureInfo, Plane } from '../electron/contract/tensors'

declare global {
  interface Window {
    readonly lab: LabBridge
  }
}

type Client = CallClient<PortCalls>

const LOST = faultOf(
  'compute-lost',
  sentence`The compute window stopped before it answered; the lab asks again when it is back.`,
)

let client: Promise<Client> | null = null
let deliver: ((client: Client) => void) | null = null
let live: Client | null = null
let hasLost = false

/**
 * Listens for the direct port and asks main for it. When the compute window goes away every
 * waiting call fails with `compute-lost`; when another is ready, a new port is asked for.
 */
export function connectLab(): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0]
    if (event.source === window && isPortMessage(event.data) && port) receive(port)
  })
  onEvent('compute', (state) => {
    if (state.state === 'restarting') forget()
    else if (state.state !== 'starting' && hasLost) reconnect()
  })
  void connected()
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === LAB_PORT
}

function receive(port: MessagePort): void {
  if (live) live.lose({ ok: false, fault: LOST })
  live = new CallClient<PortCalls>(adapt(port), told)
  if (deliver) deliver(live)
  else client = Promise.resolve(live)
  deliver = null
}

function told(name: string, payload: unknown): void {
  if (name === ('fitProgress' satisfies keyof PortEvents)) onFitProgress(Number(payload))
}

let onFitProgress: (fraction: number) => void = () => undefined

function adapt(port: MessagePort): CallPort {
  return {
    post: (message, transfer) => port.postMessage(message, [...transfer]),
    listen: (listener) => {
      port.onmessage = (event: MessageEvent<unknown>) => listener(event.data)
    },
  }
}

/** The port is gone: whoever waits is told, and the next call asks for a new one. */
function forget(): void {
  live?.lose({ ok: false, fault: LOST })
  live = null
  hasLost = true
  if (!deliver) client = null
}

/** Asks again even while a port is awaited: the one asked for may have gone down on its way. */
function reconnect(): void {
  hasLost = false
  if (!deliver) void connected()
  else void ask('connectPort')
}

function connected(): Promise<Client> {
  client ??= new Promise<Client>((resolve, reject) => {
    deliver = resolve
    ask('connectPort').catch((error: unknown) => {
      client = deliver = null
      reject(error)
    })
  })
  return client
}

async function ask<N extends RequestName>(
  name: N,
  ...args: Parameters<Requests[N]>
): Promise<ReturnType<Requests[N]>> {
  return unwrap(await window.lab.invoke(name, ...args))
}

/** Listens to an event of main. Returns a way to stop. */
export function onEvent<N extends EventName>(
  name: N,
  listener: (payload: Events[N]) => void,
): () => void {
  return window.lab.on(name, listener)
}

/** What this machine is. Throws the fault of main. */
export const readMachine = (): Promise<MachineInfo> => ask('machine')

/** Puts the commands into the menu bar. */
export const setMenu = (entries: readonly MenuEntry[]): Promise<void> => ask('setMenu', entries)

export const readSettings = (): Promise<Settings> => ask('settings')

export const changeSettings = (change: Partial<Settings>): Promise<Settings> =>
  ask('changeSettings', change)

/** null when the dialog was closed without a choice. Throws `bad-picture` and its like. */
export const openDialog = (): Promise<PictureInfo | null> => ask('openDialog')

export const openSample = (id: string): Promise<PictureInfo> => ask('openSample', id)

/** Opens a dropped or pasted file: by its path where it has one, else by its bytes. */
export async function openFile(file: File): Promise<PictureInfo> {
  const path = window.lab.pathOf(file)
  if (path) return ask('openPath', path)
  return ask('openBytes', file.name, new Uint8Array(await file.arrayBuffer()))
}

export const closePicture = (id: string): Promise<void> => ask('closePicture', id)

/** Decodes an open picture again, with its transparency as the last channel or without. */
export const useAlpha = (id: string, withAlpha: boolean): Promise<PictureInfo> =>
  ask('useAlpha', id, withAlpha)

/** Runs the comparison `id`; progress comes as `jobProgress` events of that id. */
export const compare = (id: string, request: CompareRequest): Promise<JobResult> =>
  ask('compare', id, request)

export const cancelJob = (id: string): Promise<void> => ask('cancelJob', id)

/** Asks where and writes. The path, or null when the dialog was closed. */
export const saveFile = (
  suggestedName: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string | null> => ask('saveFile', suggestedName, bytes)

/** The presets that the person kept. */
export const readOwnPresets = (): Promise<readonly Preset[]> => ask('ownPresets')

/** Keeps these in place of all before. Throws `file-failed`. */
export const keepOwnPresets = (presets: readonly Preset[]): Promise<void> =>
  ask('keepOwnPresets', presets)

/** Tells main that the demonstration's result is on the screen. */
export const tellDemonstrated = (result: JobResult): void => window.lab.demonstrated(result)

/** Planes of a tensor at display size, f32. */
export async function readPlanes(request: PlanesRequest): Promise<readonly Plane[]> {
  return (await connected()).call('planes', request)
}

/** Planes with the statistics of their whole channels, in the order asked for. */
export async function readChannels(request: PlanesRequest): Promise<readonly ShownChannel[]> {
  return (await connected()).call('channels', request)
}

/** One plane less another, at display size. */
export async function readDifference(request: DifferenceRequest): Promise<ShownChannel> {
  return (await connected()).call('difference', request)
}

/** Which pixels have the grey of one pixel. */
export async function readGreyTwins(request: GreyTwinsRequest): Promise<GreyTwins> {
  return (await connected()).call('greyTwins', request)
}

/** How far the colours lie apart that one grey stands for. */
export async function readGreySpread(request: GreySpreadRequest): Promise<GreySpread> {
  return (await connected()).call('greySpread', request)
}

/** Runs the layer on the bench. Throws `bad-spec` with the sentence that says why not. */
export function preview(request: PreviewRequest): Promise<PreviewResult> {
  // Asked in this very task where the port is there: the page's own work for an edit comes after it.
  if (live) return live.call('preview', request)
  return connected().then((client) => client.call('preview', request))
}

/** Every product behind one output value. */
export async function probe(request: ProbeRequest): Promise<Probe> {
  return (await connected()).call('probe', request)
}

/** One map under two conventions. Throws `bad-spec` when either cannot be. */
export async function compareConventions(request: ConventionsRequest): Promise<Conventions> {
  return (await connected()).call('conventions', request)
}

/** Layers over one part of the picture, its own pixels. */
export async function readEffects(request: EffectsRequest): Promise<Effects> {
  return (await connected()).call('effects', request)
}

/** What the kernels of one output do to values and frequencies. */
export async function inspect(request: InspectRequest): Promise<Inspection> {
  return (await connected()).call('inspect', request)
}

/** Sizes of a layer over a picture. Throws `bad-spec`. */
export async function describe(picture: string, layer: Layer): Promise<Geometry> {
  return (await connected()).call('describe', { picture, layer })
}

/** A feature map of the newest full result as a file; `low`…`high` become black…white in a PNG. */
export async function exportMaps(
  request: Parameters<PortCalls['exportMaps']>[0],
): Promise<Uint8Array<ArrayBuffer>> {
  return (await connected()).call('exportMaps', request)
}

/** A patch of a picture as a kernel. Throws `bad-spec` for one that is flat or of even sides. */
export async function readPatch(request: PatchRequest): Promise<PatchKernel> {
  return (await connected()).call('patch', request)
}

/** The highest values of one of the newest maps. */
export async function readPeaks(request: PeaksRequest): Promise<readonly Peak[]> {
  return (await connected()).call('peaks', request)
}

/** The kernel that turns one picture into another; `onProgress` is told with 0–1. */
export async function fitKernel(
  request: FitRequest,
  onProgress: (fraction: number) => void,
): Promise<FitResult> {
  onFitProgress = onProgress
  return (await connected()).call('fit', request)
}

/** Stops the fit that is under way; it settles with `cancelled`. */
export async function cancelFit(): Promise<void> {
  return (await connected()).call('cancelFit', undefined)
}

/** Runs the layers before the chosen one; what they give is read by its id like a picture. */
export async function runLayersBefore(request: StackInputRequest): Promise<PictureInfo> {
  return (await connected()).call('stackInput', request)
}

/** How far two layers and the one that they were fused into lie apart. */
export async function readFusionDifference(request: FusionRequest): Promise<FusionDifference> {
  return (await connected()).call('fusionDifference', request)
}
