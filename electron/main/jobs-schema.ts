import * as v from 'valibot'
import { SAVE_FORMATS, type RunOptions, type SaveFormat } from '../contract/jobs'
import { PADDING_MODES, type LayerSettings } from '../contract/spec'
import { runOptions } from './request-schemas'

/** What a job that says nothing of it gets; the rest is `DEFAULT_SETTINGS`. */
export const JOB_DEFAULTS: RunOptions & { readonly save: readonly SaveFormat[] } = {
  engines: ['reference', 'cpu', 'webgpu'],
  variant: 'auto',
  threads: 0,
  warmup: 1,
  runs: 5,
  save: [],
}

const path = v.pipe(v.string(), v.minLength(1, 'the name of a file is needed'))
const number = v.number()
const axes = v.pipe(
  v.tuple([number, number]),
  v.transform(([y, x]) => ({ y, x })),
)
const sides = v.pipe(
  v.tuple([number, number, number, number]),
  v.transform(([top, right, bottom, left]) => ({ top, right, bottom, left })),
)

/** Windows' own names for devices, with any ending. */
const DEVICE_NAME = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i
const UNSAFE = new RegExp('[<>:"/\\\\|?*\\u0000-\\u001f\\u007f]')

/** True when files may be called so on Windows, macOS and Linux, in the folder itself. */
export function isSafeName(name: string): boolean {
  return !UNSAFE.test(name) && !/^[. ]|[. ]$/.test(name) && !DEVICE_NAME.test(name)
}

const name = v.pipe(
  v.string(),
  v.minLength(1, 'a job name needs a letter'),
  v.maxLength(100, 'a job name has at most 100 letters'),
  v.check(
    isSafeName,
    'a job name becomes a file name: no / \\ : * ? " < > |, no dot or space at its ends',
  ),
)

const job = v.strictObject({
  name: v.optional(name),
  input: path,
  weights: v.union(
    [path, v.strictObject({ preset: v.string() }), v.array(v.unknown())],
    'weights are a file name, nested arrays [O][I][h][w] or {"preset": name}',
  ),
  bias: v.optional(
    v.nullable(
      v.union([path, v.array(number)], 'a bias is an array of numbers, a file name or null'),
    ),
  ),
  stride: v.optional(axes),
  dilation: v.optional(axes),
  padding: v.optional(
    v.union(
      [sides, v.picklist(['same', 'valid'])],
      'padding is [top, right, bottom, left], "same" or "valid"',
    ),
  ),
  paddingMode: v.optional(v.picklist(PADDING_MODES)),
  paddingValue: v.optional(number),
  groups: v.optional(number),
  flip: v.optional(v.boolean()),
  engines: v.optional(runOptions.engines, [...JOB_DEFAULTS.engines]),
  variant: v.optional(runOptions.variant, JOB_DEFAULTS.variant),
  threads: v.optional(runOptions.threads, JOB_DEFAULTS.threads),
  warmup: v.optional(runOptions.warmup, JOB_DEFAULTS.warmup),
  runs: v.optional(runOptions.runs, JOB_DEFAULTS.runs),
  save: v.optional(v.array(v.picklist(SAVE_FORMATS)), [...JOB_DEFAULTS.save]),
})

/** A jobs file's shape. What a layer cannot be (a stride of 0) is the engines' to say, per job. */
export const jobsFile = v.strictObject({
  jobs: v.pipe(v.array(job), v.minLength(1, 'there is no job in it')),
})

type ParsedJob = v.InferOutput<typeof job>

/** A job as the file gives it. settings: only what it says, so that a preset's own stand. */
export interface JobEntry extends RunOptions {
  readonly name: string
  readonly input: string
  readonly weights: ParsedJob['weights']
  /** undefined: nothing is said, so that a preset's own stands. */
  readonly bias: ParsedJob['bias']
  readonly settings: Partial<LayerSettings>
  readonly save: readonly SaveFormat[]
}

/** index: from 0; a job without a name is called after its place, `job-1` first. */
export function entryOf(parsed: ParsedJob, index: number): JobEntry {
  const { name = `job-${index + 1}`, input, weights, bias, ...rest } = parsed
  const { engines, variant, threads, warmup, runs, save, ...given } = rest
  const settings = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  )
  const run = { engines: [...new Set(engines)], variant, threads, warmup, runs }
  return { name, input, weights, bias, settings, save: [...new Set(save)], ...run }
}
