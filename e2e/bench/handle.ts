import type { StageCalls } from './stage'

/** A running engine process, wherever it is. */
export interface StageHandle {
  /** `Node 20.20.2`, `Chromium 156.0.8078.79` … */
  readonly runtime: string
  /** Rejects when the process throws, dies or does not answer in time. */
  call<N extends keyof StageCalls>(
    name: N,
    ...args: Parameters<StageCalls[N]>
  ): ReturnType<StageCalls[N]>
  /** Megabytes that the system says it has, for runtimes whose pages cannot tell; else null. */
  residentMb(): Promise<number | null>
  /** The processes that compute. */
  pids(): Promise<readonly number[]>
  close(): Promise<void>
}

/** No call takes longer: the slowest run of the slowest engine takes seconds. */
const LIMIT_MS = 180_000

/** Rejects with a sentence when `work` takes too long. */
export async function withinLimit<T>(what: string, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    const message = `${what} did not answer within ${LIMIT_MS / 1000} s.`
    timer = setTimeout(() => reject(new Error(message)), LIMIT_MS)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
