import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { rmSync } from 'node:fs'
import { electronExecutable, electronSwitches, ENVIRONMENT, freshFolder, ROOT } from './electron'

export { expect } from '@playwright/test'

/** A running lab. */
export class RunningLab {
  /** What either window wrote to its console, and every error that nothing caught. */
  readonly messages: string[] = []
  readonly #electron: ElectronApplication
  readonly #allowed: RegExp[] = []

  private constructor(electron: ElectronApplication) {
    this.#electron = electron
    electron.windows().forEach((window) => this.#watch(window))
    electron.on('window', (window) => this.#watch(window))
    electron.process().stderr?.on('data', (data: Buffer) => {
      if (/The lab made a mistake/.test(data.toString())) this.messages.push(data.toString())
    })
  }

  /** Starts a lab with a profile of its own and waits until both windows listen. */
  static async start(userData: string, words: readonly string[] = []): Promise<RunningLab> {
    const electron = await _electron.launch({
      executablePath: electronExecutable(),
      args: [...electronSwitches(), '--lang=en-US', `--user-data-dir=${userData}`, ROOT, ...words],
      env: ENVIRONMENT,
      cwd: ROOT,
    })
    const lab = new RunningLab(electron)
    await (await lab.labPage()).waitForLoadState('load')
    await lab.invoke('machine')
    return lab
  }

  get electron(): ElectronApplication {
    return this.#electron
  }

  labPage(): Promise<Page> {
    return this.#page('app://lab/')
  }

  /** The compute window's page as it is now. */
  computePage(): Promise<Page> {
    return this.#page('app://compute/')
  }

  /** Asks main, as the page does; what comes back is the reply's value. */
  async invoke<T>(name: string, ...args: unknown[]): Promise<T> {
    const page = await this.labPage()
    const reply = await page.evaluate(
      ([name, args]) =>
        (
          window as unknown as { lab: { invoke: (...all: unknown[]) => Promise<unknown> } }
        ).lab.invoke(name, ...args),
      [name, args] as const,
    )
    const { ok, value, fault } = reply as { ok: boolean; value: T; fault?: { message: string } }
    if (!ok) throw new Error(fault?.message)
    return value
  }

  /** Says that a console message like this one is part of the story. */
  allow(message: RegExp): void {
    this.#allowed.push(message)
  }

  unexpected(): readonly string[] {
    return this.messages.filter((message) => !this.#allowed.some((one) => one.test(message)))
  }

  /** Process id of the compute window's page. */
  computePid(): Promise<number> {
    return this.#electron.evaluate(({ webContents }) => {
      const compute = webContents
        .getAllWebContents()
        .find((one) => one.getURL().startsWith('app://compute/'))
      return compute?.getOSProcessId() ?? 0
    })
  }

  async close(): Promise<void> {
    await this.#electron.close()
  }

  async #page(origin: string): Promise<Page> {
    const find = (): Page | undefined =>
      this.#electron.windows().findLast((window) => window.url().startsWith(origin))
    for (let page = find(); ; page = find()) {
      if (page) return page
      await this.#electron.waitForEvent('window', { timeout: 20_000 }).catch(() => undefined)
    }
  }

  #watch(window: Page): void {
    window.on('console', (message) => this.messages.push(`${message.type()}: ${message.text()}`))
    window.on('pageerror', (error) => this.messages.push(`error: ${error.message}`))
  }
}

interface Fixtures {
  /** The lab, started for this story alone. */
  readonly lab: RunningLab
  /** Its window. */
  readonly page: Page
}

/**
 * A story gets a lab of its own. It fails when either window wrote something to its console that the
 * story did not `allow`, or left an error uncaught.
 */
export const test = base.extend<Fixtures>({
  lab: async ({}, use) => {
    const userData = freshFolder('profile')
    const lab = await RunningLab.start(userData)
    await use(lab)
    await lab.close()
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
    base.expect(lab.unexpected(), 'unexpected messages on a console').toEqual([])
  },
  page: async ({ lab }, use) => {
    await use(await lab.labPage())
  },
})
