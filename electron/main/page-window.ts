import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'
import { preloadPath, type PageName } from './pages'

/** A window with every protection that a page of the lab gets; loads nothing yet. */
export function createPageWindow(
  page: PageName,
  options: BrowserWindowConstructorOptions,
): BrowserWindow {
  return new BrowserWindow({
    ...options,
    show: false,
    webPreferences: {
      preload: preloadPath(page),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      safeDialogs: true,
      navigateOnDragDrop: false,
      backgroundThrottling: page === 'lab',
    },
  })
}
