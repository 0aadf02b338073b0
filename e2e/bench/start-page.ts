import { _electron, chromium, type Page } from '@playwright/test'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withinLimit, type StageHandle } from './handle'
import type { StageCalls } from './stage'

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
/** The flag that the app asks for, and a way to collect garbage before memory is read. */
const JS_FLAGS = '--js-flags=--wasm-revectorize --expose-gc'
const SWITCHES = [
  JS_FLAGS,
  '--enable-precise-memory-info',
  '--disable-background-networking',
  '--disable-renderer-backgrounding',
  '--no-first-run',
]

interface Place {
  readonly runtime: string
  readonly page: Page
  readonly residentMb: () => Promise<number | null>
  readonly pids: () => Promise<readonly number[]>
  readonly close: () => Promise<void>
}

/** Starts a headless Chromium of its own for one engine. */
export async function startChromium(url: string): Promise<StageHandle> {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`There is no ${CHROMIUM}; install chromium or set CHROMIUM to a Chromium.`)
  }
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--headless=new', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...SWITCHES],
    ignoreDefaultArgs: ['--headless'],
  })
  const page = await browser.newPage()
  await page.goto(url)
  const devtools = await browser.newBrowserCDPSession()
  const pids = async (): Promise<number[]> => {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  }
  const residentMb = async (): Promise<number | null> => residentOf(await pids())
  const runtime = `Chromium ${browser.version()}`
  return pageHandle({ runtime, page, residentMb, pids, close: () => browser.close() })
}

/** Starts an Electron of its own for one engine: the one that set-up found, on a small main of ours. */
export async function startElectron(url: string): Promise<StageHandle> {
  const executablePath = process.env['LAB_ELECTRON']
  if (!executablePath) throw new Error('LAB_ELECTRON is not set; start this with `npm run bench`.')
  const userData = mkdtempSync(join(tmpdir(), 'convolution-lab-bench-'))
  const switches = JSON.parse(process.env['LAB_SWITCHES'] ?? '[]') as string[]
  const app = await _electron.launch({
    executablePath,
    args: [
      ...[...switches, ...SWITCHES, `--user-data-dir=${userData}`],
      join(import.meta.dirname, '..', 'electron-app'),
    ],
    env: { ...(process.env as Record<string, string>), LAB_BENCH_URL: url },
  })
  const page = await app.firstWindow()
  await page.waitForURL(url)
  await page.waitForLoadState('load')
  const versions = await app.evaluate(() => process.versions)
  return pageHandle({
    runtime: `Electron ${versions['electron']}, Chromium ${versions['chrome']}`,
    page,
    residentMb: () =>
      app.evaluate(({ app: electron }) => {
        const pages = electron.getAppMetrics().filter(({ type }) => type === 'Tab')
        return pages.reduce((sum, { memory }) => sum + memory.workingSetSize, 0) * 1.024e-3
      }),
    pids: () =>
      app.evaluate(({ app: electron }) =>
        electron.getAppMetrics().flatMap(({ type, pid }) => (type === 'Tab' ? [pid] : [])),
      ),
    close: async () => {
      await app.close()
      rmSync(userData, { recursive: true, force: true })
    },
  })
}

function pageHandle({ runtime, page, residentMb, pids, close }: Place): StageHandle {
  const evaluate = (name: keyof StageCalls, argument: unknown): Promise<unknown> =>
    page.evaluate(
      ([call, value]) => (window.stage[call] as (value: unknown) => Promise<unknown>)(value),
      [name, argument] as const,
    )
  return {
    runtime,
    call: ((name: keyof StageCalls, argument?: unknown) =>
      withinLimit(`The engine page (${name})`, evaluate(name, argument))) as StageHandle['call'],
    residentMb,
    pids,
    close,
  }
}

/** From the kernel's own account, where there is one. */
function residentOf(pids: readonly number[]): number | null {
  if (process.platform !== 'linux') return null
  const kilobytes = pids.map((pid) => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0)
  })
  return kilobytes.reduce((sum, kb) => sum + kb, 0) * 1.024e-3
}
