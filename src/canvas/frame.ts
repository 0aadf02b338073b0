const waiting = new Map<object, () => void>()
let isAsked = false

/** Draws once in the next frame; a newer drawing of the same owner replaces the one that waits. */
export function drawInFrame(owner: object, draw: () => void): void {
  waiting.set(owner, draw)
  if (isAsked) return
  isAsked = true
  requestAnimationFrame(drawAll)
}

function drawAll(): void {
  isAsked = false
  const draws = [...waiting.values()]
  waiting.clear()
  for (const draw of draws) draw()
}

/** Forgets what an owner that goes away still wanted to draw. */
export function forgetFrame(owner: object): void {
  waiting.delete(owner)
}

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
