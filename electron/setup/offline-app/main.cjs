/* eslint-disable @typescript-eslint/no-require-imports -- Electron 25 loads its first file as CommonJS */
/**
 * Stands in for Electron's own default app, which the offline runtime lacks: loads the folder named on the
 * command line as `electron folder` does. Copied into the runtime's resources/app.
 */
const { app } = require('electron')
const Module = require('node:module')
const path = require('node:path')

/** The folder to load and the modules to load before it (`-r`, as Playwright uses it). */
function readCommandLine(argv) {
  const preload = []
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i]
    if (word === '-r' || word === '--require') preload.push(argv[++i])
    else if (!word.startsWith('-')) return { folder: path.resolve(word), preload }
  }
  return { folder: undefined, preload }
}

/** Take the name, version and main file from the folder's package.json, then run it. */
function loadApplication(folder) {
  const description = require(path.join(folder, 'package.json'))
  app.name = description.productName ?? description.name
  app.setVersion(description.version)
  app.setAppPath(folder)
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', path.join(app.getPath('appData'), app.name))
  }
  Module._load(Module._resolveFilename(folder, null, true), Module, true)
}

const { folder, preload } = readCommandLine(process.argv)
Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true })
Module._preloadModules(preload)
if (folder === undefined) {
  process.stderr.write('usage: electron [switches] folder [arguments]\n')
  app.exit(2)
} else {
  loadApplication(folder)
}
