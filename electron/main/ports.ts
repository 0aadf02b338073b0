import { MessageChannelMain, type BrowserWindow, type MessagePortMain } from 'electron'
import { COMPUTE_PORT, LAB_PORT } from '../contract/requests'

/** Gives the compute window one end of a new port for main's own calls; returns the other end. */
export function connectMain(compute: BrowserWindow): MessagePortMain {
  const { port1, port2 } = new MessageChannelMain()
  compute.webContents.postMessage(COMPUTE_PORT, 'main', [port2])
  return port1
}

/** Joins the two windows by a port of their own; what they say to each other never passes main. */
export function connectWindows(lab: BrowserWindow, compute: BrowserWindow): void {
  const { port1, port2 } = new MessageChannelMain()
  compute.webContents.postMessage(COMPUTE_PORT, 'lab', [port1])
  lab.webContents.postMessage(LAB_PORT, null, [port2])
}
