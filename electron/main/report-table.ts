import type { EngineOutcome, EngineReport } from '../contract/jobs'
import type { MachineInfo } from '../contract/machine'
import type { Shape } from '../contract/spec'
import type { JobReport } from './job-report'

/** What stands wherever GFLOP/s do. */
export const FLOP_NOTE =
  'GFLOP/s counts 2 FLOP per multiply-add; times are medians [smallest–largest].'

const HEAD = [
  'engine',
  'variant',
  'threads',
  'compute ms',
  'n',
  'GFLOP/s',
  'largest error',
  'agrees',
]

/** A machine in one line. */
export function machineLine({
  electron,
  chromium,
  cpus,
  cpuModel,
  gpu,
  ...rest
}: MachineInfo): string {
  const adapter = gpu
    ? `WebGPU on ${gpu.adapter}${gpu.software ? ' (software)' : ''}`
    : rest.gpuAbsence?.message
  return `Electron ${electron} · Chromium ${chromium} · ${cpus} × ${cpuModel} · ${adapter ?? 'no WebGPU'}`
}

/** A job's outcome for people to read. */
export function jobLines(report: JobReport): readonly string[] {
  if ('fault' in report) return [`${report.name}: ${report.fault.message}`]
  const { input, output, macs, engines } = report.result
  const files = report.files.length > 0 ? [`saved ${report.files.join(', ')}`] : []
  return [
    `${report.name}: ${shapeText(input)} → ${shapeText(output)}, ${macs.toLocaleString('en')} multiply-adds`,
    ...engineTable(engines),
    ...files,
  ]
}

/** One row per engine, columns aligned; why an engine did not run stands below. */
export function engineTable(engines: readonly EngineOutcome[]): readonly string[] {
  const rows = engines.flatMap((outcome) => (outcome.ok ? [engineRow(outcome.report)] : []))
  const faults = engines.flatMap((outcome) =>
    outcome.ok ? [] : [`${outcome.engine}: ${outcome.fault.message}`],
  )
  return [...(rows.length > 0 ? aligned([HEAD, ...rows]) : []), ...faults].map(
    (line) => `  ${line}`,
  )
}

/** No time of a result that disagrees. */
function engineRow(report: EngineReport): readonly string[] {
  const { computeMs, gflops, agrees } = report
  const time = `${digits(computeMs.median)} [${digits(computeMs.min)}–${digits(computeMs.max)}]`
  return [
    report.engine + (report.software ? ' (software)' : ''),
    report.variant,
    String(report.threads),
    agrees ? time : '–',
    agrees ? String(computeMs.n) : '–',
    agrees ? digits(gflops) : '–',
    report.maxAbsError.toExponential(1),
    agrees ? 'yes' : 'NO: differs from the reference',
  ]
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** Three significant digits, without an exponent. */
function digits(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const decimals = Math.min(3, Math.max(0, 2 - Math.floor(Math.log10(Math.max(value, 1e-3)))))
  return value.toFixed(decimals)
}

function shapeText({ channels, height, width }: Shape): string {
  return `[${channels}, ${height}, ${width}]`
}
