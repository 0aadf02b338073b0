import { app, shell, type WebContents } from 'electron'
import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'
import { devServer } from './pages'

/** The only addresses that the lab ever hands to the person's browser. */
export const LINKS = {
  en: 'https://d2l.ai/chapter_convolutional-neural-networks/channels.html',
  'zh-CN': 'https://zh.d2l.ai/chapter_convolutional-neural-networks/channels.html',
} as const

/** Denies leaving a page, new windows and webviews, for every page there will ever be. */
export function setUpNavigation(): void {
  app.on('web-contents-created', (_event, contents) => lock(contents))
}

function lock(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    const isHotReload = devServer() !== null && event.url === contents.getURL()
    if (!isHotReload) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Opens one of `LINKS` in the browser. Throws `forbidden` for any other address. */
export async function openLink(url: string): Promise<void> {
  if (!Object.values(LINKS).some((link) => link === url)) {
    throw new FaultError('forbidden', sentence`The address ${url} is not one that the lab opens.`)
  }
  await shell.openExternal(url)
}
