import { compose, sentence, type Sentence } from '../../../contract/sentence'
import type { CreateWorker, RunNews, WorkerThread } from './control'

/** A thread died, hung or could not start: with others the same work may succeed. */
export class ThreadsLost extends Error {
  override readonly name = 'ThreadsLost'
  readonly why: Sentence

  constructor(why: Sentence) {
    super(compose(why))
    this.why = why
  }
}

/** Why work is given up: its threads were lost, and others after them. */
export function lostTwice(lost: unknown): Sentence {
  const what = lost instanceof ThreadsLost ? lost.why : String(lost)
  return sentence`The worker threads were lost twice in a row, ${what}; run it again with one thread.`
}

/** What a team tells the pool. */
export interface TeamEvents {
  readonly onNews: (news: RunNews) => void
  readonly onLost: (lost: ThreadsLost) => void
}

interface Member {
  readonly thread: WorkerThread
  /** Settle the wait for "this worker sleeps now". */
  onWaiting: () => void
  onLost: (lost: ThreadsLost) => void
}

/** Threads that are hired and dismissed together. */
export class WorkerTeam {
  readonly #members: readonly Member[]
  readonly #events: TeamEvents
  #isDismissed = false

  constructor(size: number, createWorker: CreateWorker, events: TeamEvents) {
    this.#events = events
    this.#members = Array.from({ length: size }, () => this.#hire(createWorker()))
  }

  /** Lets `send` post to every thread; they read it when they are awake. */
  post(send: (thread: WorkerThread, index: number) => void): void {
    this.#members.forEach(({ thread }, index) => send(thread, index))
  }

  /** Every thread does what was posted and sleeps until the wake word changes. Throws `ThreadsLost`. */
  async putToSleep(wake: number): Promise<void> {
    const asleep = this.#members.map((member) => {
      const waiting = new Promise<void>((resolve, reject) => {
        member.onWaiting = resolve
        member.onLost = reject
      })
      member.thread.post({ kind: 'wait', wake })
      return waiting
    })
    await Promise.all(asleep)
  }

  /** Ends every thread, whatever it does; settles when none touches the shared memory any more. */
  async dismiss(lost: ThreadsLost): Promise<void> {
    this.#isDismissed = true
    const gone = this.#members.map(({ thread }) => thread.terminate())
    for (const { onLost } of this.#members) onLost(lost)
    await Promise.all(gone)
  }

  #hire(thread: WorkerThread): Member {
    const member: Member = { thread, onWaiting: () => undefined, onLost: () => undefined }
    thread.onNews((news) => {
      if (this.#isDismissed) return
      if (news.kind === 'waiting') member.onWaiting()
      else this.#events.onNews(news)
    })
    thread.onDeath((message) => {
      if (!this.#isDismissed) this.#events.onLost(new ThreadsLost(sentence`one died (${message})`))
    })
    return member
  }
}
