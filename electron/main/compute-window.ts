import type { BrowserWindow } from 'electron'
import { createPageWindow } from './page-window'
import { pageUrl } from './pages'
import { hasRevectorizer } from './revectorizer'

/** The hidden window in which the engines live; loads nothing yet. */
export function createComputeWindow(): BrowserWindow {
  return createPageWindow('compute', {
    title: 'Convolution Lab – compute',
    skipTaskbar: true,
    focusable: false,
  })
}

/**
 * Loads the compute page and waits until its scripts listen. isReduced: one thread, no WebGPU.
 * Rejects when the page does not load or its process goes away meanwhile.
 */
export function loadComputePage(window: BrowserWindow, isReduced: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    window.webContents.once('render-process-gone', (_event, { reason }) => {
      reject(new Error(`its process ended while it started (${reason})`))
    })
    const options = new URLSearchParams({
      ...(isReduced && { reduced: '' }),
      ...(hasRevectorizer() && { revectorizer: '' }),
    })
    window.loadURL(`${pageUrl('compute')}?${options}`).then(resolve, reject)
  })
}
