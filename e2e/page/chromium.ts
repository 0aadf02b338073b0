/**
 * Runs page-side code of the engine in a current Chromium, from a unit test.
 *
 * Write the code under test as usual, and beside it a module `x.page.ts` whose exported functions
 * run in the page (they take and return plain data: JSON, no typed arrays). Then, in `x.test.ts`:
 *
 *     import { describe, expect, test } from 'vitest'
 *     import { chromiumAbsence, usePage } from '../../../e2e/page/chromium'
 *     import type * as PageCode from './x.page'
 *
 *     describe.skipIf(chromiumAbsence)(`in a page${chromiumAbsence ?? ''}`, () => {
 *       const page = usePage<typeof PageCode>('/electron/engine/part/x.page.ts')
 *       test('adds', async () => expect(await page.run('add', [1, 2])).toBe(3))
 *     })
 *
 * `usePage` starts, once per test file, a Vite server on the checkout (TypeScript, module workers
 * by `new Worker(new URL(…))` and packages work as in the product) and a headless Chromium, and
 * stops both afterwards. The page is served with the product's own policy: COOP and COEP, so it is
 * cross-origin isolated and has SharedArrayBuffer, and the CSP. WebGPU runs on SwiftShader.
 * Every console message, page error and request outside the server fails the test at its end.
 * Files beside the checkout (pictures, conformance) are at `/shared/…`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize, sep } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { createServer, type Plugin, type ViteDevServer } from 'vite'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { CHECKOUT, SHARED } from './shared'

const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** Why there are no page tests here, as the end of a test's name; null where they can run. */
export const chromiumAbsence: string | null = existsSync(EXECUTABLE)
  ? null
  : ` (skipped: there is no ${EXECUTABLE}; install chromium or set CHROMIUM)`

const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; " +
    "style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; connect-src 'self'; " +
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'",
}

const ARGUMENTS = [
  '--headless=new',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--no-first-run',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--disable-vulkan-surface',
]

type PageFunction = (...args: never[]) => unknown

/** The functions of a page module, called from the test. */
export interface TestPage<Code> {
  run<N extends keyof Code & string>(
    name: N,
    ...args: Code[N] extends PageFunction ? Parameters<Code[N]> : never
  ): Promise<Code[N] extends PageFunction ? Awaited<ReturnType<Code[N]>> : never>
}

/** Opens one page per test file and calls the exports of `module` (a path from the checkout). */
export function usePage<Code>(module: string): TestPage<Code> {
  const complaints: string[] = []
  let session: Session | null = null
  beforeAll(async () => {
    session = await startSession(complaints)
  }, 60_000)
  afterEach(() => expect(complaints.splice(0), 'the page complained').toEqual([]))
  afterAll(() => session?.stop())
  const run = (name: string, ...args: unknown[]): Promise<unknown> => {
    if (session === null) throw new Error('The page is not open yet; call run inside a test.')
    return session.page.evaluate((call) => window.callExport(call), { module, name, args })
  }
  return { run } as TestPage<Code>
}

interface ExportCall {
  readonly module: string
  readonly name: string
  readonly args: unknown[]
}

declare global {
  interface Window {
    /** Only in the page of a page test: imports the module and calls one of its exports. */
    callExport(call: ExportCall): Promise<unknown>
  }
}

const PAGE = '<!doctype html><title>page test</title><script src="/call-export.js"></script>'
const CALL_EXPORT = `
  globalThis.callExport = async ({ module, name, args }) => (await import(module))[name](...args)
`

interface Session {
  readonly page: Page
  stop(): Promise<void>
}

async function startSession(complaints: string[]): Promise<Session> {
  const cache = await mkdtemp(join(tmpdir(), 'convolution-lab-page-'))
  const server = await startServer(cache)
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: ARGUMENTS,
    ignoreDefaultArgs: ['--headless'],
  })
  const page = await openPage(browser, server, complaints)
  const stop = async (): Promise<void> => {
    await browser.close()
    await server.close()
    await rm(cache, { recursive: true, force: true })
  }
  return { page, stop }
}

async function startServer(cacheDir: string): Promise<ViteDevServer> {
  const server = await createServer({
    configFile: false,
    root: CHECKOUT,
    cacheDir,
    logLevel: 'error',
    clearScreen: false,
    plugins: [pageAndSharedFiles()],
    optimizeDeps: { include: ['fast-png'], noDiscovery: true },
    worker: { format: 'es' },
    server: { host: 'localhost', port: 0, hmr: false, watch: null, headers: HEADERS },
  })
  return server.listen()
}

/** Serves the empty page at / and the files beside the checkout at /shared/. */
function pageAndSharedFiles(): Plugin {
  return {
    name: 'page-and-shared-files',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = decodeURIComponent((request.url ?? '').replace(/[?#].*$/, ''))
        if (path === '/') answer(response, 'text/html', PAGE)
        else if (path === '/call-export.js') answer(response, 'text/javascript', CALL_EXPORT)
        else if (path === '/favicon.ico') answer(response, 'image/x-icon', '')
        else if (path.startsWith('/shared/')) answerShared(response, path.slice('/shared/'.length))
        else next()
      })
    },
  }
}

function answerShared(response: ServerResponse, path: string): void {
  const file = SHARED === null ? null : normalize(join(SHARED, path))
  if (file === null || !file.startsWith(`${SHARED}${sep}`) || !existsSync(file)) {
    response.statusCode = 404
    answer(response, 'text/plain', `There is no shared file ${path}.`)
    return
  }
  const type = extname(file) === '.json' ? 'application/json' : 'application/octet-stream'
  answer(response, type, readFileSync(file))
}

function answer(response: ServerResponse, type: string, body: string | Uint8Array): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
  response.setHeader('Content-Type', type)
  response.end(body)
}

async function openPage(
  browser: Browser,
  server: ViteDevServer,
  complaints: string[],
): Promise<Page> {
  const origin = server.resolvedUrls?.local[0] ?? ''
  const page = await browser.newPage()
  page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !/^(blob|data):/.test(url)) complaints.push(`request: ${url}`)
  })
  await page.goto(origin)
  return page
}
