import { app, type BrowserWindow } from 'electron'
import type { MenuEntry } from '../contract/commands'
import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'
import type { EventName, Events, Settings } from '../contract/requests'
import type { Problems } from './errors'
import { applyTheme, applyZoom, createHandlers } from './handlers'
import { setUpRequests, tellLab } from './ipc'
import { createLabWindow } from './lab-window'
import { setUpMenu } from './menu'
import { LINKS, openLink } from './navigation'
import { ownPresets } from './own-presets'
import { pageUrl } from './pages'
import { loadSettings } from './settings'
import { createWorkbench, type Workbench } from './workbench'

/** A running lab: its window and what works behind it. */
export interface Lab extends Workbench {
  readonly window: BrowserWindow
  readonly tell: <N extends EventName>(name: N, payload: Events[N]) => void
}

/** Opens the lab window with everything behind it. */
export async function openLab(problems: Problems): Promise<Lab> {
  let window: BrowserWindow | null = null
  const labWindow = (): BrowserWindow | null => window
  const tell: Lab['tell'] = (name, payload) => tellLab(labWindow, name, payload)
  const settings = await loadSettings()
  problems.locale = () => settings.current.locale
  const workbench = createWorkbench({
    onState: (state) => tell('compute', state),
    onProgress: (progress) => tell('jobProgress', progress),
    onProblem: problems.report,
  })
  const change = (change: Partial<Settings>): void => {
    settings.change(change).catch(problems.report)
    onSettings(settings.current)
  }
  let entries: readonly MenuEntry[] = []
  const showMenu = (): void => {
    const { current } = settings
    setUpMenu(current, {
      entries,
      command: (command) => tell('command', command),
      change,
      openChapter: () => void openLink(LINKS[current.locale]).catch(problems.report),
    })
  }
  const onSettings = (current: Settings): void => {
    applyTheme(current)
    if (window) applyZoom(window, current)
    showMenu()
    tell('settings', current)
  }
  const handlers = createHandlers({
    ...workbench,
    settings,
    ownPresets: ownPresets(),
    window: () => present(window),
    onSettings,
    onMenu: (next) => {
      entries = next
      showMenu()
    },
  })
  onSettings(settings.current)
  setUpRequests(labWindow, handlers)
  const opened = await createLabWindow(problems.report)
  window = opened
  // Chromium keeps a size of its own for each page: what the settings say holds after every load.
  opened.webContents.on('did-finish-load', () => applyZoom(opened, settings.current))
  window.on('closed', () => app.quit())
  app.on('before-quit', () => workbench.compute.close())
  await window.loadURL(pageUrl('lab'))
  return { ...workbench, window, tell }
}

function present(window: BrowserWindow | null): BrowserWindow {
  if (window && !window.isDestroyed()) return window
  throw new FaultError('forbidden', sentence`The lab window is closed.`)
}
