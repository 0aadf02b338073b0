import { readFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import type { Runtime } from './arguments'
import type { Limits } from './peak'

/** Where and when the rows were measured. */
export interface BenchMachine {
  readonly cpu: string
  readonly cores: number
  readonly os: string
  /** The Node that runs the native peers and the coordinator. */
  readonly node: string
  /** `Node 20.20.2`, `Chromium 156.0.8078.79`, `Electron 25.1.1, Chromium 114.0.5735.134` */
  readonly runtime: string
  /** Code generation profile of the CPU engine. */
  readonly profile: string
  /** Threads were bound to cores of their own. */
  readonly pinned: boolean
  /** ISO 8601 */
  readonly date: string
  /** One for each thread count; none where the CPU engine took no part. */
  readonly limits: readonly Limits[]
}

/** Describes this machine. */
export function describeMachine(
  found: Pick<BenchMachine, 'runtime' | 'profile' | 'limits' | 'pinned'>,
): BenchMachine {
  return {
    cpu: cpuModel(),
    cores: cpus().length,
    os: `${platform()} ${arch()}`,
    node: process.versions.node,
    date: new Date().toISOString(),
    ...found,
  }
}

function cpuModel(): string {
  const [cpu] = cpus()
  const model = cpu?.model.trim() ?? ''
  if (model !== '' && model !== 'unknown') return model
  return platform() === 'linux' ? modelOfProc() : 'unknown'
}

function modelOfProc(): string {
  const text = readFileSync('/proc/cpuinfo', 'utf8')
  return /^model name\s*:\s*(.+)$/m.exec(text)?.[1] ?? 'unknown'
}

/** What the command prints with `--json`, and what is kept for BENCHMARKS.md. */
export interface BenchDocument<R> {
  readonly machine: BenchMachine
  readonly rows: readonly R[]
}

/** Everything that must be alike for two figures to stand in one table. */
export function isSameMachine(one: BenchMachine, other: BenchMachine): boolean {
  const keys = ['cpu', 'cores', 'os', 'runtime', 'profile', 'pinned'] as const
  return keys.every((key) => one[key] === other[key])
}

export const RUNTIME_TITLES: Readonly<Record<Runtime, string>> = {
  node: 'In Node',
  chromium: 'In Chromium',
  electron: 'In Electron',
}
