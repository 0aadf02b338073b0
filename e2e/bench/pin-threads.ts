import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Processor time of every thread so far, ns, by thread number. */
export type ProcessorTimes = ReadonlyMap<number, number>

/** Reads the times of all threads of these processes; none where the kernel has no such account. */
export function processorTimes(pids: readonly number[]): ProcessorTimes {
  if (process.platform !== 'linux') return new Map()
  const folders = pids.flatMap((pid) =>
    readdirSync(`/proc/${pid}/task`).map(
      (tid) => [Number(tid), `/proc/${pid}/task/${tid}`] as const,
    ),
  )
  return new Map(folders.map(([tid, folder]) => [tid, runTime(folder)]))
}

/** 0 for a thread that has ended since the folder was listed. */
function runTime(folder: string): number {
  const file = `${folder}/schedstat`
  return existsSync(file) ? nanosecondsOf(readFileSync(file, 'utf8')) : 0
}

/**
 * Time on a core of a line of `/proc/…/schedstat` (sched-stats of the kernel). `/proc/…/stat` counts
 * ticks of 10 ms, in which runs of 2 ms are lost.
 */
export function nanosecondsOf(schedstat: string): number {
  return Number(schedstat.split(' ')[0])
}

/**
 * What each living thread computed between two readings, added to `earlier`. In one short warm-up a
 * thread may get no core at all; those that computed in earlier ones are known by it.
 */
export function addedTimes(
  earlier: ProcessorTimes,
  before: ProcessorTimes,
  after: ProcessorTimes,
): ProcessorTimes {
  const spent = (tid: number, time: number) =>
    (earlier.get(tid) ?? 0) + time - (before.get(tid) ?? 0)
  return new Map([...after].map(([tid, time]) => [tid, spent(tid, time)]))
}

/** The `count` threads that computed most, lowest number first. */
export function busiestOf(times: ProcessorTimes, count: number): number[] {
  const spent = (tid: number): number => times.get(tid) ?? 0
  return [...times.keys()]
    .sort((one, other) => spent(other) - spent(one) || one - other)
    .slice(0, count)
    .sort((one, other) => one - other)
}

/**
 * True for kernels of virtual machines that pack threads onto few cores by their load: threads that
 * compute for 2 ms now and then share one core. cmdline: what /proc/cmdline holds.
 */
export function packsThreads(cmdline: string): boolean {
  return /(^|\s)sched_vcpu_pack=[1-9]/.test(cmdline)
}

/** True where threads have to be bound if two are to run on two cores. */
export function mustPinHere(): boolean {
  const file = '/proc/cmdline'
  return (
    process.platform === 'linux' && existsSync(file) && packsThreads(readFileSync(file, 'utf8'))
  )
}

/** Binds thread number n of the list to core n. Throws where the system has no `taskset`. */
export function bindToCores(tids: readonly number[]): void {
  tids.forEach((tid, core) => {
    execFileSync('taskset', ['--cpu-list', '--pid', String(core), String(tid)])
  })
}
