import { nativeTheme, type BrowserWindow } from 'electron'
import type { MenuEntry } from '../contract/commands'
import type { LayerSource } from '../contract/jobs'
import type { Handlers, Settings } from '../contract/requests'
import type { Layer } from '../contract/spec'
import { askPicture, askTarget } from './dialogs'
import { describeMachine } from './machine'
import type { OwnPresets } from './own-presets'
import { connectWindows } from './ports'
import { samplePath } from './samples'
import { saveFile } from './save-file'
import type { SettingsStore } from './settings'
import type { Workbench } from './workbench'

export interface LabParts extends Workbench {
  readonly settings: SettingsStore
  readonly ownPresets: OwnPresets
  readonly window: () => BrowserWindow
  /** The settings are new: words and colours outside the page follow. */
  readonly onSettings: (settings: Settings) => void
  readonly onMenu: (entries: readonly MenuEntry[]) => void
}

/** What main does for each request of the lab window. */
export function createHandlers(parts: LabParts): Handlers {
  const { compute, pictures, queue, settings } = parts
  return {
    machine: async () => describeMachine(await compute.ready()),
    settings: () => settings.current,
    changeSettings: (change) => changeSettings(parts, change),
    openDialog: async () => {
      const path = await askPicture(parts.window(), settings.current.locale)
      return path === null ? null : await pictures.open({ kind: 'path', path })
    },
    openSample: (id) => pictures.open({ kind: 'path', path: samplePath(id) }),
    openPath: (path) => pictures.open({ kind: 'path', path }),
    openBytes: (name, bytes) => pictures.open({ kind: 'bytes', name, bytes }),
    closePicture: (id) => pictures.close(id),
    useAlpha: (id, withAlpha) => pictures.useAlpha(id, withAlpha),
    compare: (id, { picture, layer, ...options }) => {
      const name = pictures.nameOf(picture)
      return queue.run({ id, name, picture, layer: layerSource(layer), save: [], ...options })
    },
    cancelJob: (id) => queue.cancel(id),
    saveFile: async (suggestedName, bytes) => {
      const path = await askTarget(parts.window(), suggestedName)
      if (path !== null) await saveFile(path, bytes)
      return path
    },
    ownPresets: () => parts.ownPresets.read(),
    keepOwnPresets: (presets) => parts.ownPresets.keep(presets),
    connectPort: createConnector(parts),
    setMenu: (entries) => parts.onMenu(entries),
  }
}

/** Requests that arrive while one port is being made share that port. */
function createConnector({ compute, window }: LabParts): () => Promise<void> {
  let pending: Promise<void> | null = null
  const connect = async (): Promise<void> => {
    try {
      await compute.ready()
      if (compute.window) connectWindows(window(), compute.window)
    } finally {
      pending = null
    }
  }
  return () => (pending ??= connect())
}

async function changeSettings(parts: LabParts, change: Partial<Settings>): Promise<Settings> {
  const changed = parts.settings.change(change)
  parts.onSettings(parts.settings.current)
  return await changed
}

/** Follows the chosen theme in menus, dialogs and the window's own background. */
export function applyTheme({ theme }: Settings): void {
  nativeTheme.themeSource = theme
}

/** A room sees this much more of everything, by the size that the person chose. */
const PROJECTOR_ZOOM = 1.1

/** Shows the whole window in the chosen size. */
export function applyZoom(window: BrowserWindow, { zoom, isProjector }: Settings): void {
  if (!window.isDestroyed()) {
    window.webContents.setZoomFactor(zoom * (isProjector ? PROJECTOR_ZOOM : 1))
  }
}

function layerSource({ weights, bias, ...settings }: Layer): LayerSource {
  return {
    ...settings,
    weights: { kind: 'values', ...weights },
    bias: bias && { kind: 'values', shape: [bias.length], data: bias },
  }
}
