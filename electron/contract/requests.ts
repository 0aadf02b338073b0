import type { MenuEntry } from './commands'
import type { Fault, Reply } from './faults'
import type { CompareRequest, JobProgress, JobResult } from './jobs'
import type { MachineInfo } from './machine'
import type { Preset } from './presets'
import type { PictureInfo } from './tensors'

export const LOCALES = ['en', 'zh-CN'] as const
export type Locale = (typeof LOCALES)[number]
export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]

/** Sizes of the whole window, 1 is the size it was designed in. */
export const ZOOMS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const
export type Zoom = (typeof ZOOMS)[number]

export interface Settings {
  readonly locale: Locale
  readonly theme: Theme
  /** Everything larger, and the digits of wall, receipt and maps larger still: for a room. */
  readonly isProjector: boolean
  readonly zoom: Zoom
}

/** A picture that ships with the lab. */
export interface SampleInfo {
  readonly id: string
  readonly name: string
  readonly credit: string
}

/** lab window → main, by `invoke`. The only list of these channels; handlers and verbs derive from it. */
export interface Requests {
  machine: () => MachineInfo
  settings: () => Settings
  changeSettings: (change: Partial<Settings>) => Settings
  /** null when the dialog was closed without a choice. */
  openDialog: () => PictureInfo | null
  openSample: (id: string) => PictureInfo
  /** A file that was dropped and has a path. */
  openPath: (path: string) => PictureInfo
  /** Pasted or dropped bytes that have no path. */
  openBytes: (name: string, bytes: Uint8Array<ArrayBuffer>) => PictureInfo
  closePicture: (id: string) => void
  /** Decodes an open picture again, with its transparency as the last channel or without. */
  useAlpha: (id: string, withAlpha: boolean) => PictureInfo
  /** Settles when the job has ended; progress comes as `jobProgress` events with this id. */
  compare: (id: string, request: CompareRequest) => JobResult
  cancelJob: (id: string) => void
  /** Asks where, then writes; null when the dialog was closed. The path that was written. */
  saveFile: (suggestedName: string, bytes: Uint8Array<ArrayBuffer>) => string | null
  /** The presets that the person kept. */
  ownPresets: () => readonly Preset[]
  /** Keeps these in place of all before. */
  keepOwnPresets: (presets: readonly Preset[]) => void
  /** Asks main for a new port to the compute window; it arrives as the `lab-port` message. */
  connectPort: () => void
  /** The lab window's commands, for the menu bar; sent again when their words or state change. */
  setMenu: (entries: readonly MenuEntry[]) => void
}
export type RequestName = keyof Requests

export const REQUEST_NAMES = [
  'machine',
  'settings',
  'changeSettings',
  'openDialog',
  'openSample',
  'openPath',
  'openBytes',
  'closePicture',
  'useAlpha',
  'compare',
  'cancelJob',
  'saveFile',
  'ownPresets',
  'keepOwnPresets',
  'connectPort',
  'setMenu',
] as const satisfies readonly RequestName[]

/** One handler per request: a missing or wrong one does not compile. */
export type Handlers = {
  readonly [N in RequestName]: (
    ...args: Parameters<Requests[N]>
  ) => ReturnType<Requests[N]> | Promise<ReturnType<Requests[N]>>
}

/** What `invoke` brings back for a request. */
export type RequestReply<N extends RequestName> = Reply<ReturnType<Requests[N]>>

/** What the compute window's process is doing, as the person is told. */
export type ComputeState =
  | { readonly state: 'starting' }
  | { readonly state: 'ready' }
  /** It went away; main has started another and opens the pictures again. */
  | { readonly state: 'restarting'; readonly deaths: number; readonly jobWillRunAgain: boolean }
  | { readonly state: 'reduced'; readonly fault: Fault }

/** Steps that main asks of the lab window: the demonstration and the menu. */
export type LabCommand =
  /** A command of the lab window's registry, chosen in the menu. */
  | { readonly kind: 'run'; readonly id: string }
  | { readonly kind: 'demonstrate'; readonly sample: string; readonly preset: string }

/** main → lab window. */
export interface Events {
  jobProgress: JobProgress
  compute: ComputeState
  settings: Settings
  command: LabCommand
  /** A picture that main opened by itself (command line, menu). */
  picture: PictureInfo
}
export type EventName = keyof Events

export const EVENT_NAMES = [
  'jobProgress',
  'compute',
  'settings',
  'command',
  'picture',
] as const satisfies readonly EventName[]

/**
 * What the preload puts on `window.lab`: one verb per request, and a way to listen. The direct port
 * to the compute window reaches the page as a window message `{type: LAB_PORT}` with the port.
 */
export interface LabBridge {
  readonly invoke: <N extends RequestName>(
    name: N,
    ...args: Parameters<Requests[N]>
  ) => Promise<RequestReply<N>>
  readonly on: <N extends EventName>(name: N, listener: (payload: Events[N]) => void) => () => void
  /** The path of a dropped file, or '' when it has none. */
  readonly pathOf: (file: File) => string
  /** Tells main that the demonstration's step is on the screen, with the result it shows. */
  readonly demonstrated: (result: JobResult) => void
}

export const LAB_PORT = 'lab-port'
export const COMPUTE_PORT = 'compute-port'
