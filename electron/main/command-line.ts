import { resolve } from 'node:path'

/** What the lab was started for. */
export type Mode =
  | { readonly mode: 'window'; readonly files: readonly string[] }
  | { readonly mode: 'demo' }
  | {
      readonly mode: 'run'
      readonly jobsFile: string
      readonly out: string
      readonly json: boolean
    }
  | { readonly mode: 'usage'; readonly problem: string }

export const USAGE = `Convolution Lab
  (nothing)                              opens the lab window
  FILE…                                  opens the lab window with these pictures
  run JOBS.json [--out DIR] [--json]     runs a jobs file and saves what it asks for in DIR
                                         (default: the folder one is in); --json prints one JSON document
  demo                                   plays a short demonstration and exits
Exit codes of run: 0 all jobs ran, 1 a job failed, 2 the call or the jobs file is wrong.`

/**
 * The words meant for the lab itself: what stands behind the application's folder (a packaged lab has
 * none), from the first word on that is not a switch; those before it are Chromium's.
 */
export function appArguments(argv: readonly string[], appPath: string): readonly string[] {
  const words = argv.slice(1)
  const folder = words.findIndex((word) => !word.startsWith('-') && resolve(word) === appPath)
  const rest = words.slice(folder + 1)
  const first = rest.findIndex((word) => !word.startsWith('-'))
  return first < 0 ? [] : rest.slice(first)
}

/** Decides from the lab's own words what it was started for. */
export function parseMode(words: readonly string[]): Mode {
  const [verb, ...rest] = words
  if (verb === undefined) return { mode: 'window', files: [] }
  if (verb === 'demo') {
    return rest.length === 0 ? { mode: 'demo' } : usage(`demo takes no "${rest.join(' ')}"`)
  }
  if (verb === 'run') return parseRun(rest)
  const strange = words.find((word) => word.startsWith('-'))
  if (strange !== undefined) return usage(`there is no option "${strange}"`)
  return { mode: 'window', files: words }
}

function parseRun(words: readonly string[]): Mode {
  const rest = [...words]
  const files: string[] = []
  let [out, json] = ['.', false]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--json') json = true
    else if (word === '--out') {
      const folder = rest.shift()
      if (folder === undefined || folder.startsWith('--')) return usage('--out needs a folder')
      out = folder
    } else if (word.startsWith('--out=') && word.length > 6) out = word.slice(6)
    else if (word.startsWith('-')) return usage(`run has no option "${word}"`)
    else files.push(word)
  }
  const [jobsFile, ...more] = files
  if (jobsFile === undefined) return usage('run needs a jobs file')
  if (more.length > 0) return usage(`run takes one jobs file, not also "${more.join(' ')}"`)
  return { mode: 'run', jobsFile, out, json }
}

function usage(problem: string): Mode {
  return { mode: 'usage', problem: `Wrong call: ${problem}.` }
}
