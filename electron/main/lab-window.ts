import { app, nativeTheme, type BrowserWindow } from 'electron'
import { join } from 'node:path'
import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'
import { createPageWindow } from './page-window'
import { loadBounds, saveBounds } from './window-bounds'

const DEFAULT_SIZE = { width: 1280, height: 800 }

/** Behind the page before it paints, so that nothing flashes: `--ground` of src/styles/tokens.css. */
const BACKGROUNDS = { light: '#e9ebee', dark: '#101214' } as const

/** The window that people work in; it shows when its page, loaded by the caller, is ready to. */
export async function createLabWindow(onProblem: (error: unknown) => void): Promise<BrowserWindow> {
  const boundsFile = join(app.getPath('userData'), 'window.json')
  const window = createPageWindow('lab', {
    title: 'Convolution Lab',
    ...DEFAULT_SIZE,
    ...(await loadBounds(boundsFile)),
    minWidth: 960,
    minHeight: 640,
    backgroundColor: backgroundColor(),
  })
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    saveBounds(boundsFile, window.getNormalBounds()).catch(onProblem)
  })
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(backgroundColor())
  })
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    onProblem(lostPage(reason))
    window.webContents.reload()
  })
  return window
}

function lostPage(reason: string): FaultError {
  return new FaultError(
    'internal',
    sentence`The lab's page went away (${reason}) and was loaded again; open your picture again.`,
  )
}

function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUNDS.dark : BACKGROUNDS.light
}
