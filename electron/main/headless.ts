import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { FaultError, toFault } from '../contract/faults'
import type { JobProgress, JobResult } from '../contract/jobs'
import type { ComputeState } from '../contract/requests'
import { USAGE } from './command-line'
import { hasSucceeded, jsonDocument, type JobReport } from './job-report'
import { readJobsFile, type JobsFile } from './jobs-file'
import type { JobEntry } from './jobs-schema'
import { layerSource } from './layer-entry'
import { describeMachine } from './machine'
import { FLOP_NOTE, jobLines, machineLine } from './report-table'
import { saveFile } from './save-file'
import { say, print } from './streams'
import { createWorkbench, type Workbench } from './workbench'

export interface BatchCall {
  readonly jobsFile: string
  readonly out: string
  readonly json: boolean
}

/**
 * Runs a jobs file through the same queue and compute window as the lab. The result goes to stdout,
 * everything else to stderr. Returns the exit code: 0 all ran, 1 a job failed, 2 a wrong jobs file.
 */
export async function runHeadless(call: BatchCall): Promise<number> {
  const batch = await readBatch(call)
  if (batch === null) return 2
  const workbench = createWorkbench({
    onState: sayState,
    onProgress: createProgressTeller(),
    onProblem: (error) => say(toFault(error).message),
  })
  try {
    const machine = await describeMachine(await workbench.compute.ready())
    const reports: JobReport[] = []
    for (const entry of batch.jobs) {
      reports.push(await runEntry(workbench, entry, { folder: batch.folder, out: call.out }))
    }
    await print(
      call.json
        ? JSON.stringify(jsonDocument(machine, reports), null, 2)
        : [
            machineLine(machine),
            ...reports.flatMap((one) => ['', ...jobLines(one)]),
            '',
            FLOP_NOTE,
          ].join('\n'),
    )
    return reports.every(hasSucceeded) ? 0 : 1
  } finally {
    workbench.compute.close()
  }
}

/** null when the call is wrong, which is told already. */
async function readBatch({ jobsFile, out, json }: BatchCall): Promise<JobsFile | null> {
  try {
    const batch = await readJobsFile(jobsFile)
    await mkdir(resolve(out), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      throw new FaultError(
        'file-failed',
        `The folder ${resolve(out)} cannot be made (${error.code}).`,
      )
    })
    return batch
  } catch (error) {
    const fault = toFault(error)
    say(`${fault.message}\n\n${USAGE}`)
    if (json)
      await print(JSON.stringify({ fault: { code: fault.code, message: fault.message } }, null, 2))
    return null
  }
}

async function runEntry(
  workbench: Workbench,
  entry: JobEntry,
  { folder, out }: { folder: string; out: string },
): Promise<JobReport> {
  const { name } = entry
  try {
    const result = await runJob(workbench, entry, folder)
    const files: string[] = []
    for (const { fileName, bytes } of result.artifacts) {
      await saveFile(join(resolve(out), fileName), bytes, { keepPrevious: false })
      files.push(fileName)
    }
    return { name, result, files }
  } catch (error) {
    return { name, fault: toFault(error) }
  }
}

async function runJob(
  { pictures, queue }: Workbench,
  entry: JobEntry,
  folder: string,
): Promise<JobResult> {
  const { name, input, save, engines, variant, threads, warmup, runs } = entry
  const picture = await pictures.open({ kind: 'path', path: resolve(folder, input) })
  try {
    const layer = await layerSource(entry, folder, picture.shape.channels)
    const run = { engines, variant, threads, warmup, runs }
    return await queue.run({ id: name, name, picture: picture.id, layer, save, ...run })
  } finally {
    await pictures.close(picture.id)
  }
}

function sayState(state: ComputeState): void {
  if (state.state === 'restarting') {
    const next = state.jobWillRunAgain ? 'the job runs again' : 'it is started again'
    say(`The compute process went away; ${next}.`)
  }
  if (state.state === 'reduced') say(state.fault.message)
}

/** One line whenever a job comes to another step; engines that take turns are one step. */
function createProgressTeller(): (progress: JobProgress) => void {
  let last = ''
  return ({ name, engine, phase, state }) => {
    const isShared = phase === 'warmup' || phase === 'measure'
    const words = [name, state === 'retrying' ? 'again' : null, isShared ? null : engine, phase]
    const line = words.filter((word) => word !== null).join(' · ')
    if (state === 'queued' || line === last) return
    last = line
    say(line)
  }
}
