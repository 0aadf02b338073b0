import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { build } from 'vite'

const FOLDER = join(import.meta.dirname, '..')
const BUILT = join(FOLDER, 'out', 'page')
const PACKAGES = join(FOLDER, 'node_modules')
/** What follows it in an address is a path in the peers' packages. */
const PEERS = '/peers/'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
}

/** Cross-origin isolated, as the compute window is: shared memory and a clock of 5 µs. */
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

export interface PageSite {
  readonly url: string
  close(): void
}

/** Bundles the page of the benchmarks as the product's pages are, and serves it to this machine. */
export async function openPageSite(): Promise<PageSite> {
  await build({
    configFile: false,
    root: join(FOLDER, 'page'),
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir: BUILT, emptyOutDir: true, minify: true, target: 'chrome114' },
  })
  const server = createServer((request, response) => {
    answer(response, fileOf(new URL(request.url ?? '/', 'http://localhost').pathname))
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the page is not served')
  return {
    url: `http://localhost:${address.port}/`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A file of the built page or of the peers; null for anything else. */
function fileOf(path: string): string | null {
  const [folder, rest] = path.startsWith(PEERS)
    ? [PACKAGES, path.slice(PEERS.length)]
    : [BUILT, path === '/' ? 'index.html' : path.slice(1)]
  const file = normalize(join(folder, decodeURIComponent(rest)))
  const isInside = file.startsWith(folder + sep)
  return isInside && existsSync(file) && statSync(file).isFile() ? file : null
}

function answer(response: ServerResponse, file: string | null): void {
  if (file === null) return void response.writeHead(404, HEADERS).end()
  const type = TYPES[extname(file)] ?? 'application/octet-stream'
  response.writeHead(200, { ...HEADERS, 'Content-Type': type })
  createReadStream(file).pipe(response)
}
