import { app } from 'electron'
import { resolve } from 'node:path'

/** The project's folder (or app.asar): main is built into out/main. */
export const ROOT = resolve(__dirname, '../..')
export const SCHEME = 'app'

/** The two pages; each is an origin of its own, so that each gets a process of its own. */
export type PageName = 'lab' | 'compute'

const PATHS: Record<PageName, string> = {
  lab: '/src/index.html',
  compute: '/electron/compute/index.html',
}

/** electron-vite's server with hot reload; only ever in an unpackaged lab. */
export function devServer(): string | null {
  const url = process.env['ELECTRON_RENDERER_URL']
  return !app.isPackaged && url ? url.replace(/\/$/, '') : null
}

/** Where a page is loaded from. */
export function pageUrl(page: PageName): string {
  return (devServer() ?? `${SCHEME}://${page}`) + PATHS[page]
}

/** True when `url` is that page itself, whatever stands behind ? and #. */
export function isPage(url: string, page: PageName): boolean {
  return url.split(/[?#]/)[0] === pageUrl(page)
}

export function preloadPath(page: PageName): string {
  return resolve(ROOT, 'out/preload', `${page}.cjs`)
}
