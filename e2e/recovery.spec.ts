import type { Page, TestInfo } from '@playwright/test'
import type { JobProgress, JobResult } from '../electron/contract/jobs'
import type { ComputeState, LabBridge } from '../electron/contract/requests'
import type { PictureInfo } from '../electron/contract/tensors'
import { expect, test, type RunningLab } from './launch'

interface Heard {
  readonly states: ComputeState[]
  readonly progress: JobProgress[]
}
type Ears = Window & { lab: LabBridge; heard: Heard }

/** Keeps every event of main in the page. */
function listen(page: Page): Promise<void> {
  return page.evaluate(() => {
    const ears = window as unknown as Ears
    ears.heard = { states: [], progress: [] }
    ears.lab.on('compute', (state) => ears.heard.states.push(state))
    ears.lab.on('jobProgress', (progress) => ears.heard.progress.push(progress))
  })
}

const heard = (page: Page): Promise<Heard> => page.evaluate(() => (window as unknown as Ears).heard)

const LAYER = {
  stride: { y: 1, x: 1 },
  dilation: { y: 1, x: 1 },
  padding: 'same',
  paddingMode: 'zero',
  paddingValue: 0,
  groups: 1,
  flip: false,
} as const

/** A job of some seconds, on the slow reference: starts it in the page, answers when it has ended. */
async function startJob(
  lab: RunningLab,
  page: Page,
  kernel: number,
): Promise<{ result: Promise<JobResult> }> {
  const { id } = await lab.invoke<PictureInfo>('openSample', 'coffee')
  const result = page.evaluate(
    async ([picture, layer, side]) => {
      const data = new Float32Array(3 * side * side).fill(1 / (3 * side * side))
      const reply = await (window as unknown as Ears).lab.invoke('compare', 'long', {
        picture,
        layer: { ...layer, weights: { shape: [1, 3, side, side], data }, bias: null },
        engines: ['reference', 'cpu'],
        variant: 'auto',
        threads: 0,
        warmup: 0,
        runs: 1,
      })
      if (!reply.ok) throw new Error(reply.fault.message)
      return reply.value
    },
    [id, LAYER, kernel] as const,
  )
  result.catch(() => undefined) // whoever awaits it is told
  await expect
    .poll(async () => (await heard(page)).progress.some(({ phase }) => phase === 'reference'))
    .toBe(true)
  return { result }
}

/** Times are reported; queue.test.ts holds the limit with a clock of its own. */
function note(info: TestInfo, description: string): void {
  info.annotations.push({ type: 'cancel', description })
}

test('the compute window is killed during a job: the job runs again, the pictures stay open', async ({
  lab,
  page,
}) => {
  await listen(page)
  const running = await startJob(lab, page, 9)
  process.kill(await lab.computePid(), 'SIGKILL')
  const result = await running.result
  expect(result.engines.map((one) => one.ok && one.report.agrees)).toEqual([true, true])
  const { states, progress } = await heard(page)
  expect(states).toEqual([
    { state: 'restarting', deaths: 1, jobWillRunAgain: true },
    { state: 'ready' },
  ])
  expect(progress.some(({ state }) => state === 'retrying')).toBe(true)
})

test('a job whose compute window is killed twice fails in a sentence, and the next one runs', async ({
  lab,
  page,
}) => {
  await listen(page)
  const running = await startJob(lab, page, 21)
  process.kill(await lab.computePid(), 'SIGKILL')
  await expect.poll(async () => (await heard(page)).states.at(-1)?.state).toBe('ready')
  process.kill(await lab.computePid(), 'SIGKILL')
  await expect(running.result).rejects.toThrow('The compute process went away')
  const again = await startJob(lab, page, 3)
  expect((await again.result).engines.every((one) => one.ok)).toBe(true)
})

test('three deaths in five minutes: one thread, no WebGPU, and the person is told', async ({
  lab,
  page,
}) => {
  await listen(page)
  for (let death = 1; death <= 3; death++) {
    process.kill(await lab.computePid(), 'SIGKILL')
    await expect
      .poll(async () => (await heard(page)).states.at(-1)?.state)
      .toBe(death < 3 ? 'ready' : 'reduced')
    await page.evaluate(() => (window as unknown as Ears).heard.states.splice(0))
  }
  expect(await lab.invoke('machine')).toMatchObject({ threads: 1, gpu: null })
})

test('a cancelled job settles', async ({ lab, page }, info) => {
  await listen(page)
  const running = await startJob(lab, page, 21)
  const start = Date.now()
  await lab.invoke('cancelJob', 'long')
  await expect(running.result).rejects.toThrow('Cancelled')
  note(info, `settled after ${Date.now() - start} ms`)
})

test('a compute window that hangs is replaced when its job is cancelled', async ({
  lab,
  page,
}, info) => {
  await listen(page)
  const running = await startJob(lab, page, 21)
  process.kill(await lab.computePid(), 'SIGSTOP')
  const start = Date.now()
  await lab.invoke('cancelJob', 'long')
  await expect(running.result).rejects.toThrow('Cancelled')
  note(info, `settled after ${Date.now() - start} ms`)
  await expect.poll(async () => (await heard(page)).states.at(-1)?.state).toBe('ready')
  const again = await startJob(lab, page, 3)
  expect((await again.result).engines.every((one) => one.ok)).toBe(true)
})

test('a compute page that is loaded again is connected again, with its pictures', async ({
  lab,
  page,
}) => {
  await listen(page)
  await lab.invoke('openSample', 'coffee')
  await lab.electron.evaluate(({ webContents }) => {
    const pages = webContents.getAllWebContents()
    pages.find((one) => one.getURL().startsWith('app://compute/'))?.reload()
  })
  await expect.poll(async () => (await heard(page)).states.at(-1)?.state).toBe('ready')
  const job = await startJob(lab, page, 3)
  expect((await job.result).engines.every((one) => one.ok)).toBe(true)
})
