/**
 * Calls back once nothing was touched for a while. A touch only notes the time: the timer is set
 * once per wait, not once per touch.
 */
export class IdleTimer {
  readonly #idleMs: number
  readonly #onIdle: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #last = 0

  constructor(idleMs: number, onIdle: () => void) {
    this.#idleMs = idleMs
    this.#onIdle = onIdle
  }

  touch(): void {
    this.#last = performance.now()
    if (this.#timer === undefined) this.#wait(this.#idleMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => this.#look(), ms)
    // Node would stay alive for it.
    if (typeof this.#timer === 'object') this.#timer.unref()
  }

  #look(): void {
    this.#timer = undefined
    const left = this.#idleMs - (performance.now() - this.#last)
    if (left > 0) this.#wait(left)
    else this.#onIdle()
  }
}
