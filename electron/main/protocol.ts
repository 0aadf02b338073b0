import { protocol, session } from 'electron'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, resolve, sep } from 'node:path'
import { devServer, ROOT, SCHEME } from './pages'
import { pageHeaders } from './page-headers'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wgsl': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
}

/** Must run before the app is ready. */
export function setUpScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }])
}

/** Serves the built pages, and nothing else, from a table made once at start. */
export function setUpProtocol(): void {
  const table = packagedFiles(resolve(ROOT, 'out/pages'))
  protocol.handle(SCHEME, (request) => answer(table, request.method, request.url))
  const dev = devServer()
  if (dev !== null) addHeadersInDevelopment(dev)
}

/** Every file below `folder` by its URL path; links and unknown kinds of file are left out. */
export function packagedFiles(folder: string): ReadonlyMap<string, string> {
  const table = new Map<string, string>()
  for (const file of filesBelow(folder)) {
    const path = '/' + relative(folder, file).split(sep).join('/')
    if (TYPES[extname(file)] !== undefined) table.set(path, file)
  }
  return table
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path)
    return entry.isFile() ? [path] : []
  })
}

/** The reply to one request: 200, 404 outside the table, 405 for anything but GET and HEAD. */
export async function answer(
  table: ReadonlyMap<string, string>,
  method: string,
  url: string,
): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return refuse(405)
  const { hostname, pathname } = new URL(url)
  const file = table.get(pathname)
  if (file === undefined || (hostname !== 'lab' && hostname !== 'compute')) return refuse(404)
  const body = method === 'HEAD' ? null : new Uint8Array(await readFile(file))
  const type = TYPES[extname(file)] ?? 'application/octet-stream'
  return new Response(body, { headers: { ...pageHeaders(), 'Content-Type': type } })
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: pageHeaders() })
}

function addHeadersInDevelopment(server: string): void {
  session.defaultSession.webRequest.onHeadersReceived(
    { urls: [`${server}/*`] },
    ({ responseHeaders = {} }, done) => {
      done({
        responseHeaders: { ...responseHeaders, ...pageHeaders(server.replace(/^http/, 'ws')) },
      })
    },
  )
}
