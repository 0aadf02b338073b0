/**
 * What set-up tells people: one line per thing it does, always on stderr, because stdout belongs to
 * the program that is started afterwards.
 */

/**
 * Print one line of progress.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`[set-up] ${text}\n`)
}

/** A step that cannot go on: what is missing, and the command that mends it. */
export class SetupFault extends Error {
  /**
   * @param {string} what one sentence: what is missing or failed
   * @param {string} remedy what to do next, a command where there is one
   * @param {string} [output] everything the failed command printed
   */
  constructor(what, remedy, output = '') {
    super(what)
    this.name = 'SetupFault'
    this.remedy = remedy
    this.output = output
  }
}

/**
 * Print a fault with everything that is known about it.
 * @param {unknown} error
 */
export function sayFault(error) {
  if (!(error instanceof SetupFault)) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return
  }
  if (error.output !== '') process.stderr.write(`${error.output.trimEnd()}\n`)
  say(`FAILED: ${error.message}`)
  say(`To mend it: ${error.remedy}`)
}

/**
 * The time since a moment, as people read it.
 * @param {number} startMs from Date.now()
 * @returns {string} such as `3.2 s`
 */
export function since(startMs) {
  return `${((Date.now() - startMs) / 1000).toFixed(1)} s`
}
