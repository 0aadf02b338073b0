import type { Runtime } from './arguments'
import { goalOf } from './goals'
import { RUNTIME_TITLES, type BenchDocument, type BenchMachine } from './machine'
import { peakOf } from './peak'
import type { Row } from './rows'
import { describeShape } from './shape'
import { SUITE } from './suite'
import { digits, problemsOf, tableOf, type Table } from './table'

/** The rows of one runtime. */
export interface RuntimeResults {
  readonly runtime: Runtime
  readonly document: BenchDocument<Row>
}

/** The whole of BENCHMARKS.md: every figure comes from rows that a run has kept. notes: Markdown. */
export function benchmarksPage(results: readonly RuntimeResults[], notes: string): string {
  const parts = [HEAD, suiteTable(), METHOD, ...results.map(runtimePart), notes.trim()]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

const HEAD = `# Benchmarks

Written by \`npm run bench -- --write\`: figures are generated, never typed. To measure for yourself:

\`\`\`sh
npm run bench -- --shapes all --in chromium --threads 1,2 --write   # or --in node, --in electron
npm run bench -- --shape '{"ci":3,"co":16,"kh":9,"kw":9,"h":720,"w":1280,"pad":[4,4,4,4]}'
\`\`\`

## The suite`

const METHOD = `## How it is measured

- Every engine runs in a process of its own on the same seeded numbers (f32, OIHW, uniform in [−1, 1), no bias). They take
  turns, run by run, so that only one computes at a time and what else the machine does hits all of them alike. Only ratios
  of one such run count. Each waits 10 ms before its clock starts, so that whatever carried the call there sleeps again.
- Some kernels pack the threads of a virtual machine onto few of its cores (\`sched_vcpu_pack\`), and two threads then run on
  one. There, and with \`--pin\`, the threads of an engine on two and more are bound to a core each before its first shape
  is tuned, once an exercise has shown which they are. \`--no-pin\` leaves them.
- Before anything is timed, each result is compared with the f64 reference (the corners of every output and a random sample,
  all of it when that is quick), and once more after the last run. A wrong engine has no time here.
- Warm-up: at least 3 runs and 250 ms. Then about a second of counted runs: 15 to 60, or 7 where one takes more than 400 ms.
- A time is one whole run as its caller waits for it, with every transfer that the engine itself needs. The input and the
  weights are in their place. The CPU engine and onnxruntime (native) write into memory that stays; onnxruntime-web copies
  in and out; results of TensorFlow.js and OpenCV.js stay in their own memory.
- The native onnxruntime always runs in Node, sequentially, with one thread pool of the given size, and with
  MALLOC_MMAP_MAX_=0, MALLOC_TRIM_THRESHOLD_=100000000000 and MALLOC_ARENA_MAX=1: without these it fetches fresh memory on
  every run and looks 3 to 10 times slower than it computes.
- Throughput is 2 FLOP per multiply-add of the definition, so an algorithm that multiplies less can be above the peak.
- "of peak": throughput as a fraction of the multiply-adds that a loop in registers reaches in the same runtime on as many
  threads. "error": the largest |error| / Σ|w·x|. "× peer": its median / this median, above 1 this row is faster.
  "× 1 thread": the same engine's median on one thread / this median. "goal": at least so many times as fast as onnxruntime.`

function suiteTable(): string {
  const lines = SUITE.map((shape) => [shape.name, describeShape(shape), shape.why])
  return markdownTable({ heads: ['', 'shape (in→out, kernel, width×height)', 'why'], lines })
}

function runtimePart({ runtime, document }: RuntimeResults): string {
  const { machine, rows } = document
  return [
    `## ${RUNTIME_TITLES[runtime]}`,
    machineLine(machine),
    limitsTable(machine),
    markdownTable(withGoals(tableOf(rows, machine.limits), document)),
    ...problemsOf(rows).map((sentence) => `- ${sentence}`),
  ].join('\n\n')
}

function machineLine(machine: BenchMachine): string {
  const { cpu, cores, os, runtime, node, profile, pinned, date } = machine
  const bound = pinned ? ' On two threads and more, each is bound to a core.' : ''
  return `${cpu}, ${cores} cores, ${os}. ${runtime}; native peers in Node ${node}. Profile ${profile}.${bound} ${date.slice(0, 10)}.`
}

function limitsTable({ limits }: BenchMachine): string {
  return markdownTable({
    heads: ['limits', '128-bit GFLOP/s', '256-bit GFLOP/s', 'copy GB/s (read + written)'],
    lines: limits.map((limit) => [
      `${limit.threads} thread${limit.threads === 1 ? '' : 's'}`,
      digits(limit.fma128Gflops),
      digits(limit.fma256Gflops),
      digits(limit.copyGbPerS),
    ]),
  })
}

/** Adds the goal of every row of the CPU engine, and whether it is met. */
function withGoals({ heads, lines }: Table, { machine, rows }: BenchDocument<Row>): Table {
  const is256 = machine.limits.some((limit) => peakOf(limit) > 1.5 * limit.fma128Gflops)
  return {
    heads: [...heads, 'goal'],
    lines: lines.map((line, index) => [...line, goalCell(rows[index], is256)]),
  }
}

function goalCell(row: Row | undefined, is256: boolean): string {
  const goal = row && goalOf(row, is256)
  const ratio = row?.ratio['onnxruntime']
  if (!goal || ratio === undefined) return ''
  return `≥ ${goal}${ratio >= goal ? ' met' : ' **missed**'}`
}

function markdownTable({ heads, lines }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...lines.map(line)].join('\n')
}
