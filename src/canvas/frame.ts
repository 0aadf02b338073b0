/**
 * Resolves after the next frame's drawing with the time, `performance.now()` in ms: the message is
 * handled once the frame's callbacks, style, layout and paint are through.
 */
export function afterFrame(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        channel.port1.close()
        resolve(performance.now())
      }
      channel.port2.postMessage(null)
    })
  })
}
