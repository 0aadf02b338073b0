import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import {
  asError,
  cancelledFault,
  FaultError,
  toFault,
  type Fault,
} from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import type { JobProgress, JobResult } from '../../electron/contract/jobs'
import type { Layer } from '../../electron/contract/spec'
import type { PictureInfo } from '../../electron/contract/tensors'
import { cancelJob, compare, onEvent } from '../lab'
import { useLayerStore } from './layer'
import { useLayerInputStore } from './layer-input'
import { DEFAULT_RACE, jobsOf, mergeResults, type RaceOptions } from './race-jobs'

/** What a result was measured on, to show it beside the numbers and to see that it is out of date. */
export interface RaceSubject {
  readonly picture: PictureInfo
  readonly layer: Layer
}

const NO_PICTURE = sentence`No picture is open; open one to run the race.`

/** The race: the layer on the bench, on the open picture, on several engines, one after another. */
export const useCompareStore = defineStore('compare', () => {
  const options = shallowRef<RaceOptions>(DEFAULT_RACE)
  const result = shallowRef<JobResult | null>(null)
  const subject = shallowRef<RaceSubject | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const progress = shallowRef<JobProgress | null>(null)
  const isRunning = ref(false)
  /** Jobs of this race that are done, of all of them. */
  const jobs = shallowRef({ done: 0, all: 1 })
  const fraction = computed(() => {
    const { done, all } = jobs.value
    return (done + (progress.value?.fraction ?? 0)) / all
  })
  let runningJob: string | null = null
  let isCancelled = false

  /** Runs the race and resolves to its result; null when it failed or was cancelled (see `fault`). */
  async function run(changes: Partial<RaceOptions> = {}): Promise<JobResult | null> {
    if (isRunning.value) return null
    options.value = { ...options.value, ...changes }
    isRunning.value = true
    isCancelled = false
    fault.value = null
    const stop = onEvent('jobProgress', (step) => {
      if (step.id === runningJob) progress.value = step
    })
    try {
      return await runAll()
    } catch (error) {
      fault.value = toFault(error)
      return null
    } finally {
      stop()
      isRunning.value = false
      progress.value = runningJob = null
    }
  }

  async function runAll(): Promise<JobResult> {
    const picture = useLayerInputStore().current
    const { layer } = useLayerStore()
    if (!picture) throw new FaultError('not-found', NO_PICTURE)
    const requests = jobsOf(options.value)
    const results: JobResult[] = []
    for (const [done, request] of requests.entries()) {
      jobs.value = { done, all: requests.length }
      results.push(await runJob({ ...request, picture: picture.id, layer }))
    }
    subject.value = { picture, layer }
    result.value = mergeResults(results)
    return result.value
  }

  function runJob(request: Parameters<typeof compare>[1]): Promise<JobResult> {
    if (isCancelled) throw asError(cancelledFault())
    runningJob = crypto.randomUUID()
    progress.value = null
    return compare(runningJob, request)
  }

  /** Stops the race; what was shown before stays. */
  async function cancel(): Promise<void> {
    isCancelled = true
    if (runningJob) await cancelJob(runningJob)
  }

  return { options, result, subject, fault, progress, fraction, isRunning, run, cancel }
})
