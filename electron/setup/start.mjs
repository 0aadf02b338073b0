/**
 * `npm start [-- words]`: set up, then open the lab with those words. Without a display it runs under Xvfb and,
 * unless there is a batch to `run`, plays its demonstration.
 */
import { openDisplay, sayThereIsNoDisplay } from './display.mjs'
import { thisMachine } from './machine.mjs'
import { ROOT } from './places.mjs'
import { runCommand } from './run-command.mjs'
import { runToEnd } from './run-to-end.mjs'
import { setUp } from './set-up.mjs'
import { chromiumSwitches, labArguments } from './switches.mjs'

/** npm changes to the project's folder; the paths people type mean the folder they are in. */
function typedIn() {
  const byNpm = process.env.npm_lifecycle_event === 'start' && process.cwd() === ROOT
  return (byNpm && process.env.INIT_CWD) || process.cwd()
}

await runCommand(async () => {
  const machine = thisMachine()
  const electron = await setUp({})
  const withoutDisplay = machine.display === 'none'
  if (withoutDisplay) sayThereIsNoDisplay()
  const display = await openDisplay(withoutDisplay)
  const words = labArguments(process.argv.slice(2), machine)
  try {
    return await runToEnd(electron.executable, [...chromiumSwitches(machine), ROOT, ...words], {
      cwd: typedIn(),
      env: display.env,
      withoutNoise: withoutDisplay,
    })
  } finally {
    await display.close()
  }
})
