import { app } from 'electron'

/** Chromium switches and process-wide settings that must stand before the app is ready. */
export function setUpSwitches(): void {
  // Nothing of this lab uses a network; Chromium's own services are kept quiet as well.
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('disable-component-update')
  app.commandLine.appendSwitch('disable-domain-reliability')
  // Together with --no-sandbox (root on Linux) this makes child processes abort in a loop.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
}
