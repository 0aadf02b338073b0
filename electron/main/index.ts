import { app } from 'electron'
import { appArguments, parseMode, USAGE } from './command-line'
import { runDemonstration } from './demonstration'
import { Problems, setUpErrors } from './errors'
import { runHeadless } from './headless'
import { setUpNavigation } from './navigation'
import { setUpNetwork } from './network'
import { setUpPermissions } from './permissions'
import { setUpProtocol, setUpScheme } from './protocol'
import { setUpRevectorizer } from './revectorizer'
import { setUpSwitches } from './switches'
import { setUpTemporaryUserData } from './user-data'
import { runWindow } from './window-mode'

const mode = parseMode(appArguments(process.argv, app.getAppPath()))
const problems = new Problems()

setUpErrors(problems, mode.mode !== 'window')
setUpSwitches()
if (mode.mode !== 'window') setUpTemporaryUserData()
setUpRevectorizer()
setUpScheme()
setUpNavigation()

async function start(): Promise<void> {
  await app.whenReady()
  setUpPermissions()
  setUpNetwork()
  setUpProtocol()
  switch (mode.mode) {
    case 'usage':
      process.stderr.write(`${mode.problem}\n\n${USAGE}\n`)
      return app.exit(2)
    case 'run':
      return app.exit(await runHeadless(mode))
    case 'demo':
      return app.exit(await runDemonstration(problems))
    case 'window':
      return await runWindow(mode.files, problems)
  }
}

void start()
