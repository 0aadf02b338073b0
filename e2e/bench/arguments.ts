import { PROFILES } from '../../electron/engine/cpu/profile'
import { parseShape } from './shape'
import { SOAK_SHAPES } from './soak'
import { SUITE, type BenchShape } from './suite'
import { UsageError } from './usage'

/** The lab's own engines and the peers. */
export const BENCH_ENGINES = [
  'cpu',
  'typescript',
  'onnxruntime',
  'onnxruntime-web',
  'tfjs',
  'opencv',
] as const
export type BenchEngine = (typeof BENCH_ENGINES)[number]

export const RUNTIMES = ['node', 'chromium', 'electron'] as const
export type Runtime = (typeof RUNTIMES)[number]

/** A command line, understood. */
export interface BenchRequest {
  readonly shapes: readonly BenchShape[]
  readonly engines: readonly BenchEngine[]
  readonly variants: readonly string[]
  /** A name of `PROFILES`, or `auto`. */
  readonly profile: string
  readonly threads: readonly number[]
  readonly runtime: Runtime
  /** null: as many as the time of a run suggests. */
  readonly runs: number | null
  /** Threads of engines on two and more are bound to cores of their own; null: where the kernel packs them. */
  readonly pin: boolean | null
  readonly json: boolean
  readonly write: boolean
  /** Runs of the soak, or null to compare engines. */
  readonly soak: number | null
  /** How many different shapes the soak goes round. */
  readonly soakShapes: number
}

const SWITCHES = ['--json', '--write', '--pin', '--no-pin']
const OPTIONS = [
  '--shapes',
  '--shape',
  '--engines',
  '--variant',
  '--profile',
  '--threads',
  '--in',
  '--runs',
  '--soak',
  '--soak-shapes',
]
/** More threads than any machine this is meant for. */
const MOST_THREADS = 32

/** Reads the words after `npm run bench --`. Throws `UsageError`: one sentence. */
export function parseArguments(words: readonly string[]): BenchRequest {
  const { given, switches } = collect(words.flatMap(splitAtEquals))
  const one = (option: string): string | undefined => only(option, given.get(option))
  return {
    shapes: shapesOf(one('--shapes'), given.get('--shape') ?? []),
    engines: listOf('--engines', one('--engines') ?? 'cpu,onnxruntime', BENCH_ENGINES),
    variants: wordsOf('--variant', one('--variant') ?? 'fast'),
    profile: oneOf('--profile', one('--profile') ?? 'auto', [
      'auto',
      ...PROFILES.map(({ name }) => name),
    ]),
    threads: wordsOf('--threads', one('--threads') ?? '1').map((word) =>
      countOf('--threads', word, MOST_THREADS),
    ),
    runtime: oneOf('--in', one('--in') ?? 'node', RUNTIMES),
    runs: optionalCount('--runs', one('--runs'), 10_000),
    pin: pinOf(switches),
    json: switches.has('--json'),
    write: switches.has('--write'),
    soak: optionalCount('--soak', one('--soak'), 1_000_000),
    soakShapes: optionalCount('--soak-shapes', one('--soak-shapes'), 10_000) ?? SOAK_SHAPES,
  }
}

/** `--in=node` is `--in node`. */
function splitAtEquals(word: string): string[] {
  const [, option, value] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? []
  return option !== undefined && OPTIONS.includes(option) ? [option, value ?? ''] : [word]
}

function pinOf(switches: ReadonlySet<string>): boolean | null {
  const [pin, leave] = [switches.has('--pin'), switches.has('--no-pin')]
  if (pin && leave) throw new UsageError('--pin and --no-pin exclude each other; give one of them.')
  return pin || leave ? pin : null
}

function collect(words: readonly string[]) {
  const given = new Map<string, string[]>()
  const switches = new Set<string>()
  for (let index = 0; index < words.length; index++) {
    const [word = '', value] = [words[index], words[index + 1]]
    if (SWITCHES.includes(word)) switches.add(word)
    else if (!OPTIONS.includes(word)) {
      throw new UsageError(
        `"${word}" is not an option; those are ${[...OPTIONS, ...SWITCHES].join(', ')}.`,
      )
    } else if (value === undefined || value.startsWith('--')) {
      throw new UsageError(`${word} needs a value after it.`)
    } else {
      given.set(word, [...(given.get(word) ?? []), value])
      index++
    }
  }
  return { given, switches }
}

function only(option: string, values: readonly string[] | undefined): string | undefined {
  if (!values || values.length === 1) return values?.[0]
  throw new UsageError(`${option} is given ${values.length} times; give it once, with commas.`)
}

function shapesOf(letters: string | undefined, own: readonly string[]): BenchShape[] {
  const named = letters === undefined && own.length > 0 ? [] : suiteShapes(letters ?? 'all')
  return [...named, ...own.map(parseShape)]
}

function suiteShapes(letters: string): readonly BenchShape[] {
  if (letters === 'all') return SUITE
  const names = SUITE.map(({ name }) => name)
  return listOf('--shapes', letters.toUpperCase(), names).flatMap((letter) =>
    SUITE.filter(({ name }) => name === letter),
  )
}

function wordsOf(option: string, text: string): string[] {
  const words = text.split(',').map((word) => word.trim())
  if (words.every((word) => word !== '')) return [...new Set(words)]
  throw new UsageError(`${option} "${text}" has an empty part; write it as one,two.`)
}

function listOf<T extends string>(option: string, text: string, known: readonly T[]): T[] {
  return wordsOf(option, text).map((word) => oneOf(option, word, known))
}

function oneOf<T extends string>(option: string, word: string, known: readonly T[]): T {
  const found = known.find((name) => name === word)
  if (found !== undefined) return found
  throw new UsageError(`${option} "${word}" is not one of ${known.join(', ')}.`)
}

function countOf(option: string, text: string, most: number): number {
  const count = /^\d+$/.test(text) ? Number(text) : NaN
  if (count >= 1 && count <= most) return count
  throw new UsageError(`${option} "${text}" is not a whole number from 1 to ${most}.`)
}

function optionalCount(option: string, text: string | undefined, most: number): number | null {
  return text === undefined ? null : countOf(option, text, most)
}
