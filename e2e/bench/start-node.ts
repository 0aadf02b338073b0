import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { withinLimit, type StageHandle } from './handle'
import type { StageCalls } from './stage'

/** coordinator → engine process */
export interface StageAsk {
  readonly id: number
  readonly name: keyof StageCalls
  readonly argument: unknown
}

/** engine process → coordinator */
export type StageAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string }

/**
 * Without these glibc hands every large result back to the system and fetches fresh pages for the
 * next: native engines then look 3 to 10 times slower than they compute.
 */
const NATIVE_MEMORY = {
  MALLOC_MMAP_MAX_: '0',
  MALLOC_TRIM_THRESHOLD_: '100000000000',
  MALLOC_ARENA_MAX: '1',
}

/** Starts a Node process for one engine. */
export function startNode(isNative: boolean): StageHandle {
  const child = fork(join(import.meta.dirname, 'node-process.js'), {
    env: { ...process.env, ...(isNative && NATIVE_MEMORY) },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const asked = new Asked(child)
  return {
    runtime: `Node ${process.versions.node}`,
    call: ((name: keyof StageCalls, argument?: unknown) =>
      withinLimit(
        `The engine process (${name})`,
        asked.ask(name, argument),
      )) as StageHandle['call'],
    residentMb: () => Promise.resolve(null),
    pids: () => Promise.resolve(child.pid === undefined ? [] : [child.pid]),
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await ended
    },
  }
}

class Asked {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, (answer: StageAnswer) => void>()
  #next = 1

  constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (answer: StageAnswer) => this.#settle(answer))
    child.on('exit', (code, signal) => {
      const message = `Its process ended (${signal ?? `exit code ${code}`}).`
      for (const id of [...this.#waiting.keys()]) this.#settle({ id, ok: false, message })
    })
  }

  ask(name: keyof StageCalls, argument: unknown): Promise<unknown> {
    if (!this.#child.connected) return Promise.reject(new Error('Its process has ended.'))
    const id = this.#next++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (answer) => {
        if (answer.ok) resolve(answer.value)
        else reject(new Error(answer.message))
      })
      this.#child.send({ id, name, argument } satisfies StageAsk)
    })
  }

  #settle(answer: StageAnswer): void {
    const settle = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    settle?.(answer)
  }
}
