import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Processor time of every thread so far, in the kernel's ticks, by thread number. */
export type ProcessorTimes = ReadonlyMap<number, number>

/** Reads the times of all threads of these processes; none where the kernel has no such account. */
export function processorTimes(pids: readonly number[]): ProcessorTimes {
  if (process.platform !== 'linux') return new Map()
  return new Map(
    pids.flatMap((pid) =>
      readdirSync(`/proc/${pid}/task`).map((tid): [number, number] => [
        Number(tid),
        ticksOf(readFileSync(`/proc/${pid}/task/${tid}/stat`, 'utf8')),
      ]),
    ),
  )
}

/** User and system time of a line of `/proc/…/stat` (proc(5)); the name before them may hold blanks. */
export function ticksOf(stat: string): number {
  const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(words[11]) + Number(words[12])
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
