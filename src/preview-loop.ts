import type { PreviewRequest, PreviewResult } from '../electron/contract/port'
import { changedOutputs, completed, hasNumbersOf, type MadeMaps } from './kept-maps'

/** What is on the bench when a preview is asked for. */
export interface Bench extends Omit<PreviewRequest, 'coarse'> {
  /** When the edit was made, `performance.now()` ms. */
  readonly editedAt: number
}

export interface PreviewListener {
  readonly shown: (result: PreviewResult, bench: Bench) => void
  readonly failed: (error: unknown, bench: Bench) => void
  /** Something is being computed, or nothing is any more. */
  readonly busy: (isBusy: boolean) => void
}

/** A whole result that comes back this fast needs no coarse one before it, ms. */
const FAST_MS = 24

/**
 * Asks for a coarse preview at once (in the task of the edit, before the page draws what else the edit
 * changes) and the whole one right after; the newest bench wins. At most
 * one of each kind is under way, a whole one never holds up the next coarse one, and what arrives
 * for an older bench is not shown. Only the maps that an edit changed are asked for; the others stay
 * as the last whole result has them. What changes the room alone brings no coarse one: its ranges
 * would take the place of the right ones.
 */
export class PreviewLoop {
  readonly #preview: (request: PreviewRequest) => Promise<PreviewResult>
  readonly #listener: PreviewListener
  #newest: Bench | null = null
  #isCoarseBusy = false
  #isFullBusy = false
  #fullMs = Infinity
  #made: MadeMaps | null = null

  constructor(
    preview: (request: PreviewRequest) => Promise<PreviewResult>,
    listener: PreviewListener,
  ) {
    this.#preview = preview
    this.#listener = listener
  }

  /** Puts this bench on screen as soon as can be; null stops showing anything new. */
  ask(bench: Bench | null): void {
    this.#newest = bench
    if (!bench) this.#listener.busy(false)
    if (!this.#isCoarseBusy) void this.#askCoarse()
  }

  /** Another picture: its whole result may take longer than the last, and no map of before stays. */
  forget(): void {
    this.#fullMs = Infinity
    this.#made = null
  }

  async #askCoarse(): Promise<void> {
    this.#isCoarseBusy = true
    let bench: Bench | null
    do {
      bench = this.#newest
      if (bench && this.#needsCoarse(bench)) await this.#step(bench, true)
    } while (bench !== this.#newest)
    this.#isCoarseBusy = false
    if (bench && !this.#isFullBusy) void this.#askFull()
  }

  #needsCoarse(bench: Bench): boolean {
    return this.#fullMs > FAST_MS && !hasNumbersOf(bench, this.#made)
  }

  async #askFull(): Promise<void> {
    this.#isFullBusy = true
    this.#listener.busy(true)
    let bench: Bench | null
    do {
      bench = this.#newest
      if (!bench) break
      const start = performance.now()
      await this.#step(bench, false)
      this.#fullMs = performance.now() - start
    } while (bench !== this.#newest && !this.#isCoarseBusy)
    this.#isFullBusy = false
    if (!this.#isCoarseBusy) this.#listener.busy(false)
  }

  async #step(bench: Bench, coarse: boolean): Promise<void> {
    const { picture, layer, maxWidth, maxHeight } = bench
    const made = this.#made
    const outputs = changedOutputs(bench, made)
    try {
      const request = { picture, layer, outputs, maxWidth, maxHeight, coarse }
      const result = completed(await this.#preview(request), bench, made)
      if (bench !== this.#newest) return
      if (!result.coarse) this.#made = { bench, result }
      this.#listener.shown(result, bench)
    } catch (error) {
      if (bench === this.#newest) this.#listener.failed(error, bench)
    }
  }
}
