import { parseArguments, type BenchRequest, type Runtime } from './arguments'
import { measureAll } from './measure-all'
import { ensurePeers } from './peers'
import { peakOf } from './peak'
import { isOwn, type Row } from './rows'
import { tell } from './say'
import type { StageHandle } from './handle'
import type { StageSetup } from './stage'
import { openPageSite, type PageSite } from './page-site'
import { writeResults } from './results'
import { describeSoak, soak } from './soak-command'
import { startNode } from './start-node'
import { startChromium, startElectron } from './start-page'
import { digits, formatTable, problemsOf, tableOf } from './table'
import { UsageError, USAGE } from './usage'
import type { BenchDocument } from './machine'

// `npm run bench`: sets engines against each other, each in a process of its own.

let site: Promise<PageSite> | null = null

async function start(setup: StageSetup, runtime: Runtime): Promise<StageHandle> {
  if (runtime === 'node') return startNode(setup.engine === 'onnxruntime')
  site ??= openPageSite()
  const { url } = await site
  return runtime === 'chromium' ? startChromium(url) : startElectron(url)
}

async function compare(request: BenchRequest): Promise<number> {
  await ensurePeers(request.engines)
  const found = await measureAll(request, start)
  process.stdout.write(
    request.json ? `${JSON.stringify(found, null, 2)}\n` : `${describe(found)}\n`,
  )
  for (const sentence of problemsOf(found.rows)) tell(sentence)
  if (request.write) writeResults(request.runtime, found)
  return exitCodeOf(found.rows)
}

async function watchMemory(request: BenchRequest): Promise<number> {
  const found = await soak(request, start)
  process.stdout.write(`${request.json ? JSON.stringify(found, null, 2) : describeSoak(found)}\n`)
  return 0
}

/** 1 when an engine of the lab is wrong or failed, or when nothing could be measured. */
function exitCodeOf(rows: readonly Row[]): number {
  const isMistaken = rows.some(
    ({ engine, problemKind }) =>
      isOwn(engine) && problemKind !== undefined && problemKind !== 'refused',
  )
  return isMistaken || rows.every(({ ms }) => ms === null) ? 1 : 0
}

function describe({ machine, rows }: BenchDocument<Row>): string {
  const limits = machine.limits.map(
    (limit) =>
      `${limit.threads} thread(s): 128-bit ${digits(limit.fma128Gflops)} GFLOP/s, ` +
      `256-bit ${digits(limit.fma256Gflops)}, peak ${digits(peakOf(limit))}, ` +
      `copy ${digits(limit.copyGbPerS)} GB/s (read + written)`,
  )
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.os} · ${machine.runtime} · profile ${machine.profile} · ${machine.date}`,
    ...limits,
    'Throughput with 2 FLOP per multiply-add; × peer: its median / this median.',
    '',
    formatTable(tableOf(rows, machine.limits)),
  ].join('\n')
}

async function main(words: readonly string[]): Promise<number> {
  if (words.includes('--help')) {
    process.stdout.write(`${USAGE}\n`)
    return 0
  }
  try {
    const request = parseArguments(words)
    return await (request.soak === null ? compare(request) : watchMemory(request))
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error))
    if (!(error instanceof UsageError)) return 1
    process.stderr.write(`\n${USAGE}\n`)
    return 2
  } finally {
    if (site) (await site).close()
  }
}

process.exitCode = await main(process.argv.slice(2))
