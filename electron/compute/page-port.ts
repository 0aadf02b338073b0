import type { CallPort } from '../contract/calls'

/** A page's port as the calls need it. canTransfer: buffers may move to the other side. */
export function pagePort(port: MessagePort, canTransfer: boolean): CallPort {
  return {
    post: (message, transfer) => port.postMessage(message, canTransfer ? [...transfer] : []),
    listen: (listener) => {
      port.onmessage = ({ data }: MessageEvent<unknown>) => listener(data)
    },
  }
}
