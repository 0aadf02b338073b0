import type { MessagePortMain } from 'electron'
import type { CallPort } from '../contract/calls'

/** A port of main as the calls need it. Nothing is ever transferred here: it would arrive empty. */
export function callPort(port: MessagePortMain): CallPort {
  return {
    post: (message) => port.postMessage(message),
    listen: (listener) => {
      port.on('message', ({ data }) => listener(data))
      port.start()
    },
  }
}
