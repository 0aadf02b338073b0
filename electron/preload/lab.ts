import { contextBridge, ipcRenderer, webUtils } from 'electron'
import {
  EVENT_NAMES,
  LAB_PORT,
  REQUEST_NAMES,
  type EventName,
  type Events,
  type LabBridge,
  type RequestName,
} from '../contract/requests'

const bridge: LabBridge = {
  invoke: (name, ...args) => ipcRenderer.invoke(channelOf(name), ...args),
  on: (name, listener) => subscribe(name, listener),
  pathOf: (file) => pathOf(file),
  demonstrated: (result) => ipcRenderer.send('demonstrated', result),
}

function channelOf(name: RequestName): string {
  if (!REQUEST_NAMES.includes(name)) throw new Error(`There is no request named "${String(name)}".`)
  return `request:${name}`
}

function subscribe<N extends EventName>(
  name: N,
  listener: (payload: Events[N]) => void,
): () => void {
  if (!EVENT_NAMES.includes(name)) throw new Error(`There is no event named "${String(name)}".`)
  const pass = (_event: unknown, payload: Events[N]) => listener(payload)
  ipcRenderer.on(`event:${name}`, pass)
  return () => void ipcRenderer.off(`event:${name}`, pass)
}

/** Electron before 29 has no webUtils and puts the path on the file itself. */
function pathOf(file: File): string {
  const modern = webUtils as typeof webUtils | undefined
  if (modern) return modern.getPathForFile(file)
  return 'path' in file && typeof file.path === 'string' ? file.path : ''
}

ipcRenderer.on(LAB_PORT, ({ ports }) => window.postMessage({ type: LAB_PORT }, '*', [...ports]))

contextBridge.exposeInMainWorld('lab', bridge)
