import { app, session, type Session } from 'electron'

/** Denies every permission, device and download, in every session there will ever be. */
export function setUpPermissions(): void {
  deny(session.defaultSession)
  app.on('session-created', deny)
}

function deny(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  target.setPermissionCheckHandler(() => false)
  target.setDevicePermissionHandler(() => false)
  target.on('select-hid-device', (event) => event.preventDefault())
  target.on('select-serial-port', (event) => event.preventDefault())
  target.on('select-usb-device', (event) => event.preventDefault())
  target.on('will-download', (event) => event.preventDefault())
  target.setSpellCheckerEnabled(false)
}
