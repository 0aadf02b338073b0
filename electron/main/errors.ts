import { app, dialog } from 'electron'
import chinese from '../../resources/faults.zh-CN.json'
import { toFault, translateFault } from '../contract/faults'
import type { Locale } from '../contract/requests'

/** Main's own mistakes reach stderr and, where there is a window, the person. */
export class Problems {
  /** Set once the lab window is there; without it nobody can read a box. */
  hasWindow = false
  /** Of the window: boxes speak it too, stderr is English. */
  locale: () => Locale = () => 'en'

  /** Told of anything that no caller can be told of. */
  readonly report = (error: unknown): void => {
    const fault = toFault(error)
    process.stderr.write(`${fault.message}\n`)
    const message = this.locale() === 'zh-CN' ? translateFault(fault, chinese) : fault.message
    if (this.hasWindow) void dialog.showMessageBox({ type: 'error', message })
  }
}

/** Nothing that goes wrong in main is silent. isBatch: nobody watches, so the run ends with 1. */
export function setUpErrors(problems: Problems, isBatch: boolean): void {
  const onError = (error: unknown): void => {
    problems.report(error)
    if (isBatch) app.exit(1)
  }
  process.on('uncaughtException', onError)
  process.on('unhandledRejection', onError)
}
