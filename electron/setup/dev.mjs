/** `npm run dev [-- words]`: set up, then the lab with hot reload. */
import { forgetBuild } from './build.mjs'
import { openDisplay, sayThereIsNoDisplay } from './display.mjs'
import { thisMachine } from './machine.mjs'
import { packageScript } from './package-script.mjs'
import { ROOT } from './places.mjs'
import { runCommand } from './run-command.mjs'
import { runToEnd } from './run-to-end.mjs'
import { setUp } from './set-up.mjs'
import { chromiumSwitches } from './switches.mjs'

await runCommand(async () => {
  const machine = thisMachine()
  const electron = await setUp({ build: false })
  forgetBuild(ROOT) // electron-vite writes its own kind of main and preload into out/
  const withoutDisplay = machine.display === 'none'
  if (withoutDisplay) sayThereIsNoDisplay()
  const display = await openDisplay(withoutDisplay)
  const words = [...chromiumSwitches(machine), ...process.argv.slice(2)]
  try {
    return await runToEnd(
      process.execPath,
      [packageScript(ROOT, 'electron-vite'), 'dev', '--', ...words],
      {
        cwd: ROOT,
        env: { ...display.env, ELECTRON_EXEC_PATH: electron.executable },
        withoutNoise: withoutDisplay,
      },
    )
  } finally {
    await display.close()
  }
})
