/* eslint-disable @typescript-eslint/no-require-imports -- Electron 25 loads its first file as CommonJS */
/** One sandboxed hidden window on the page of the benchmarks, with the settings of the compute window. */
const { app, BrowserWindow } = require('electron')

app.whenReady().then(() => {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false },
  })
  return window.loadURL(process.env.LAB_BENCH_URL)
})
