import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import * as v from 'valibot'
import { FaultError } from '../contract/faults'
import { entryOf, jobsFile, type JobEntry } from './jobs-schema'

export interface JobsFile {
  /** What paths in the file are relative to. */
  readonly folder: string
  readonly jobs: readonly JobEntry[]
}

/** Reads a jobs file. Throws `bad-jobs-file` in one sentence with the place that does not fit. */
export async function readJobsFile(path: string): Promise<JobsFile> {
  const whole = resolve(path)
  const text = await readFile(whole, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return refuse(`There is no jobs file ${whole}.`)
    return refuse(`The jobs file ${whole} cannot be read (${error.code}).`)
  })
  return { folder: dirname(whole), jobs: parseJobs(text, basename(whole)) }
}

/** The jobs in a file's text. name: of the file. Throws `bad-jobs-file`. */
export function parseJobs(text: string, name: string): readonly JobEntry[] {
  const parsed = v.safeParse(jobsFile, parseJson(text, name))
  if (!parsed.success) refuse(`${name} is not a jobs file: ${sentenceOf(parsed.issues[0])}.`)
  const jobs = parsed.output.jobs.map(entryOf)
  checkUnique(jobs, name)
  return jobs
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return refuse(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

/** File names on macOS and Windows do not tell capitals apart. */
function checkUnique(jobs: readonly JobEntry[], file: string): void {
  const seen = new Set<string>()
  for (const { name } of jobs) {
    const folded = name.normalize('NFC').toLowerCase()
    if (seen.has(folded)) {
      refuse(`${file} has two jobs named "${name}"; their files would replace each other.`)
    }
    seen.add(folded)
  }
}

function sentenceOf(issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue)?.replace(/\.(\d+)/g, '[$1]')
  if (place && issue.kind === 'schema' && issue.received === 'undefined')
    return `${place} is missing`
  if (place && issue.expected === 'never') return `${place} is not a key that it knows`
  const message = uncapital(issue.message.replace(/^Invalid (type|key|length|value): /, ''))
  return place ? `${place}: ${message}` : message
}

function uncapital(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function refuse(message: string): never {
  throw new FaultError('bad-jobs-file', message)
}
