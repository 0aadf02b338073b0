import { ipcMain, type BrowserWindow, type WebFrameMain } from 'electron'
import * as v from 'valibot'
import { FaultError, toFault, type Reply } from '../contract/faults'
import { sentence } from '../contract/sentence'
import {
  REQUEST_NAMES,
  type EventName,
  type Events,
  type Handlers,
  type RequestName,
} from '../contract/requests'
import { isPage } from './pages'
import { ARGUMENTS, demonstratedResult } from './request-schemas'

/** The lab window, when there is one. */
export type LabWindow = () => BrowserWindow | null

/** Registers every request; a caller that is not the lab's own page is refused. */
export function setUpRequests(lab: LabWindow, handlers: Handlers): void {
  for (const name of REQUEST_NAMES) {
    ipcMain.handle(`request:${name}`, ({ senderFrame }, ...args: unknown[]) =>
      replyTo(async () => {
        checkSender(lab(), senderFrame)
        return await (handlers[name] as (...args: unknown[]) => unknown)(
          ...parseArguments(name, args),
        )
      }),
    )
  }
}

/** Sends the lab window an event; nothing when the window is gone. */
export function tellLab<N extends EventName>(lab: LabWindow, name: N, payload: Events[N]): void {
  const window = lab()
  if (window && !window.isDestroyed()) window.webContents.send(`event:${name}`, payload)
}

/** Waits for the lab page's word that the demonstration is on the screen. ms: how long at most. */
export function demonstration(
  lab: LabWindow,
  ms: number,
): Promise<v.InferOutput<typeof demonstratedResult>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(
        new FaultError(
          'timeout',
          sentence`The lab did not show the demonstration within ${ms / 1000} s.`,
        ),
      )
    }, ms)
    ipcMain.once('demonstrated', ({ senderFrame }, result: unknown) => {
      clearTimeout(timer)
      try {
        checkSender(lab(), senderFrame)
        resolve(v.parse(demonstratedResult, result))
      } catch (error) {
        reject(error as Error)
      }
    })
  })
}

/** Checked arguments in fresh objects. Throws `forbidden` with the place that does not fit. */
export function parseArguments(name: RequestName, args: readonly unknown[]): readonly unknown[] {
  const parsed = v.safeParse(ARGUMENTS[name] as v.GenericSchema<unknown, unknown[]>, args)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const place = v.getDotPath(issue) ?? ''
  throw new FaultError(
    'forbidden',
    sentence`The request ${name} was refused: argument ${place}: ${issue.message}.`,
  )
}

function checkSender(window: BrowserWindow | null, frame: WebFrameMain | null): void {
  const isLab =
    frame !== null && frame === window?.webContents.mainFrame && isPage(frame.url, 'lab')
  if (!isLab) {
    throw new FaultError(
      'forbidden',
      sentence`A call from ${frame?.url ?? 'a closed page'} was refused.`,
    )
  }
}

async function replyTo(act: () => Promise<unknown>): Promise<Reply<unknown>> {
  try {
    return { ok: true, value: await act() }
  } catch (error) {
    return { ok: false, fault: toFault(error) }
  }
}
