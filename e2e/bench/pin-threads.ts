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

/** The `count` threads that computed most between two readings, lowest number first. */
export function busiestOf(before: ProcessorTimes, after: ProcessorTimes, count: number): number[] {
  const spent = (tid: number): number => (after.get(tid) ?? 0) - (before.get(tid) ?? 0)
  return [...after.keys()]
    .sort((one, other) => spent(other) - spent(one) || one - other)
    .slice(0, count)
    .sort((one, other) => one - other)
}

/** Binds thread number n of the list to core n. Throws where the system has no `taskset`. */
export function bindToCores(tids: readonly number[]): void {
  tids.forEach((tid, core) => {
    execFileSync('taskset', ['--cpu-list', '--pid', String(core), String(tid)])
  })
}
