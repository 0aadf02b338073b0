import { expect, test, type RunningLab } from './launch'

test('the page has no Node, and its content policy lets nothing else in', async ({ page }) => {
  const seen = await page.evaluate(() => ({
    require: typeof (globalThis as { require?: unknown }).require,
    process: typeof (globalThis as { process?: unknown }).process,
    isolated: crossOriginIsolated,
    bridge: Object.keys((window as unknown as { lab: object }).lab).sort(),
  }))
  expect(seen).toEqual({
    require: 'undefined',
    process: 'undefined',
    isolated: true,
    bridge: ['demonstrated', 'invoke', 'on', 'pathOf'],
  })
})

test('no network request leaves either page', async ({ lab, page }) => {
  lab.allow(/Content Security Policy|net::ERR|Failed to load resource/)
  for (const window of [page, await lab.computePage()]) {
    const outcome = await window.evaluate(() =>
      fetch('http://127.0.0.1:9/').then(
        () => 'answered',
        (error: unknown) => String(error),
      ),
    )
    expect(outcome).toContain('TypeError')
  }
})

test('an inline script does not run', async ({ lab, page }) => {
  lab.allow(/Content Security Policy/)
  const hasRun = await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.hasRun = true'
    document.body.append(script)
    return 'hasRun' in window
  })
  expect(hasRun).toBe(false)
})

test('pages leave for nowhere and open no window', async ({ lab, page }) => {
  lab.allow(/Content Security Policy|Not allowed to|navigation/i)
  const before = lab.electron.windows().length
  const opened = await page.evaluate(() => window.open('https://example.com/') !== null)
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://example.com/'
    document.body.append(link)
    link.click()
    location.href = 'app://compute/electron/compute/index.html'
  })
  await page.waitForTimeout(300)
  expect(opened).toBe(false)
  expect(page.url()).toBe('app://lab/src/index.html')
  expect(lab.electron.windows()).toHaveLength(before)
})

test('every permission is denied', async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const denied = await Notification.requestPermission()
    const position = await new Promise<string>((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('told'),
        (error) => resolve(String(error.code)),
      ),
    )
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      (error: Error) => error.name,
    )
    return [denied, position, camera]
  })
  expect(answers.slice(0, 2)).toEqual(['denied', '1'])
  expect(answers[2]).toMatch(/NotAllowedError|NotFoundError/)
})

test('only the packaged files are served, to GET and HEAD', async ({ lab, page }) => {
  lab.allow(/Failed to load resource|Content Security Policy|ERR_UNEXPECTED/)
  const ask = (path: string, method = 'GET') =>
    page.evaluate(
      async ([path, method]) => {
        const { status, headers } = await fetch(path, { method })
        return { status, headers: Object.fromEntries(headers) }
      },
      [path, method] as const,
    )
  const { status, headers } = await ask('/src/index.html')
  expect(status).toBe(200)
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers).toMatchObject({
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  })
  expect(await ask('/src/index.html', 'HEAD')).toMatchObject({ status: 200 })
  expect(await ask('/src/index.html', 'POST')).toMatchObject({ status: 405 })
  for (const path of ['/package.json', '/../main/index.cjs', '/%2e%2e/main/index.cjs', '/src/']) {
    expect(await ask(path), path).toMatchObject({ status: 404 })
  }
})

test('requests with wrong arguments are refused before anything is done', async ({ lab }) => {
  const refused = [
    ['openSample', 7],
    ['openPath'],
    ['changeSettings', { theme: 'pink' }],
    ['compare', 'job', { picture: 'picture-1' }],
    ['saveFile', 'name.txt', 'text'],
  ] as const
  for (const [name, ...args] of refused) {
    await expect(lab.invoke(name, ...args)).rejects.toThrow(`The request ${name} was refused`)
  }
  await expect(lab.invoke('openSample', 'venus')).rejects.toThrow(/There is no sample "venus"/)
})

test('both windows are sandboxed and isolated', async ({ lab }) => {
  const safe = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true }
  expect(await preferences(lab)).toEqual([safe, safe])
  const compute = await lab.computePage()
  expect(await compute.evaluate(() => 'lab' in window)).toBe(false)
})

test("a request from another window is refused, even one that shows the lab's page", async ({
  lab,
}) => {
  lab.allow(/A call from \S+ was refused/)
  const reply = await lab.electron.evaluate(async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/out/preload/lab.cjs`
    const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
    try {
      await window.loadURL('app://lab/src/index.html')
      return (await window.webContents.executeJavaScript("window.lab.invoke('machine')")) as unknown
    } finally {
      window.destroy()
    }
  })
  expect(reply).toMatchObject({ ok: false, fault: { code: 'forbidden' } })
})

/** What Electron says of the windows it really made. */
function preferences(lab: RunningLab) {
  return lab.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = (
        contents as unknown as { getLastWebPreferences: () => Record<string, boolean> }
      ).getLastWebPreferences()
      return { sandbox, contextIsolation, nodeIntegration, webSecurity }
    }),
  )
}
