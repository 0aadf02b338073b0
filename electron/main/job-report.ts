import type { Fault } from '../contract/faults'
import type { EngineOutcome, JobResult } from '../contract/jobs'
import type { MachineInfo } from '../contract/machine'
import type { Shape } from '../contract/spec'

/** One job of a batch: its result with the files it left, or why it failed. */
export type JobReport =
  | { readonly name: string; readonly result: JobResult; readonly files: readonly string[] }
  | { readonly name: string; readonly fault: Fault }

/** True when every engine that was asked for ran and agrees with the reference. */
export function hasSucceeded(report: JobReport): boolean {
  if ('fault' in report) return false
  return report.result.engines.every((outcome) => outcome.ok && outcome.report.agrees)
}

/** The document that `--json` prints. files: names in the output folder. */
export function jsonDocument(machine: MachineInfo, reports: readonly JobReport[]): object {
  const { electron, chromium, node, cpus, gpu } = machine
  return {
    machine: {
      electron,
      chromium,
      node,
      cpus,
      gpu: gpu && { adapter: gpu.adapter, software: gpu.software },
    },
    jobs: reports.map((report) =>
      'fault' in report ? { ...report, fault: jsonFault(report.fault) } : jsonJob(report),
    ),
  }
}

function jsonJob({ name, result, files }: Extract<JobReport, { result: JobResult }>): object {
  return {
    name,
    input: sides(result.input),
    output: sides(result.output),
    macs: result.macs,
    engines: result.engines.map(jsonEngine),
    files,
  }
}

/** Without what only the window needs. */
function jsonFault({ code, message }: Fault): object {
  return { code, message }
}

/** Of a result that disagrees with the reference no time is told. */
function jsonEngine(outcome: EngineOutcome): object {
  if (!outcome.ok) return { engine: outcome.engine, fault: jsonFault(outcome.fault) }
  const { report } = outcome
  const { engine, variant, threads, software, maxAbsError, relativeError, agrees } = report
  const told = <T>(time: T): T | null => (agrees ? time : null)
  return {
    engine,
    variant,
    threads,
    software,
    prepareMs: told(report.prepareMs),
    uploadMs: told(report.uploadMs),
    computeMs: told(report.computeMs),
    readbackMs: told(report.readbackMs),
    gflops: told(report.gflops),
    coldMs: told(report.coldMs),
    clock: report.clock,
    maxAbsError,
    relativeError,
    agrees,
  }
}

function sides({ channels, height, width }: Shape): readonly number[] {
  return [channels, height, width]
}
