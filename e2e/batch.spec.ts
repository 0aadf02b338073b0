import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { decode } from 'fast-png'
import { jobsFolder, readNpyF32, removeFolders, runLab, writeNpyF64, type Finished } from './batch'
import { sampleBytes } from './pictures'

const ENGINES = ['reference', 'cpu', 'webgpu'] as const
const DECK_WEIGHTS = [
  [
    [
      [0, 1],
      [2, 3],
    ],
    [
      [1, 2],
      [3, 4],
    ],
  ],
]

test.afterEach(removeFolders)

function deckFolder(job: object): string {
  const folder = jobsFolder({
    jobs: [{ name: 'deck', input: 'x.npy', weights: DECK_WEIGHTS, ...job }],
  })
  writeNpyF64(
    join(folder, 'x.npy'),
    [2, 3, 3],
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  )
  return folder
}

const run = (folder: string, ...more: string[]): Promise<Finished> =>
  runLab(['run', join(folder, 'jobs.json'), '--out', join(folder, 'out'), ...more])

const npyOf = (folder: string, name: string) => readNpyF32(readFileSync(join(folder, 'out', name)))

test("the deck's two channels give 56 72 104 120 on every engine", async () => {
  const folder = deckFolder({ save: ['npy', 'png'] })
  const { code, stdout } = await run(folder, '--json')
  expect(code).toBe(0)
  const document = JSON.parse(stdout)
  expect(document.machine).toMatchObject({
    electron: expect.any(String),
    chromium: expect.any(String),
    node: expect.any(String),
    cpus: expect.any(Number),
    gpu: { adapter: expect.any(String), software: expect.any(Boolean) },
  })
  const [job] = document.jobs
  expect(job).toMatchObject({ name: 'deck', input: [2, 3, 3], output: [1, 2, 2], macs: 32 })
  expect(job.engines.map((one: { engine: string }) => one.engine)).toEqual(ENGINES)
  for (const engine of job.engines) {
    expect(engine).toMatchObject({ agrees: true, maxAbsError: 0, relativeError: 0 })
    expect(engine.computeMs.n).toBe(engine.engine === 'reference' ? 1 : 5)
  }
  for (const engine of ENGINES) {
    expect(npyOf(folder, `deck.${engine}.npy`)).toEqual({
      shape: [1, 2, 2],
      values: [56, 72, 104, 120],
    })
    const png = decode(readFileSync(join(folder, 'out', `deck.${engine}.0.png`)))
    // 56 … 120 become 0 … 255: 72 is a quarter of the way, 104 three quarters
    expect([...png.data]).toEqual([0, 64, 191, 255])
  }
  expect(job.files.toSorted()).toEqual(readdirSync(join(folder, 'out')).toSorted())
})

test('true convolution, a bias and one thread are obeyed', async () => {
  const folder = deckFolder({ flip: true, bias: [1], threads: 1, engines: ['cpu'], save: ['npy'] })
  const { code, stdout } = await run(folder, '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout).jobs[0].engines[0]).toMatchObject({ engine: 'cpu', threads: 1 })
  expect(npyOf(folder, 'deck.cpu.npy').values).toEqual([29, 45, 77, 93])
})

test('a photo through sobel-x agrees on every engine', async () => {
  const folder = jobsFolder({
    jobs: [
      {
        name: 'coffee',
        input: 'coffee.png',
        weights: { preset: 'sobel-x' },
        runs: 1,
        save: ['npy'],
      },
    ],
  })
  writeFileSync(join(folder, 'coffee.png'), sampleBytes('coffee.png'))
  const { code, stdout } = await run(folder, '--json')
  expect(code).toBe(0)
  const [{ engines, output }] = JSON.parse(stdout).jobs
  expect(output).toEqual([3, 398, 598])
  expect(engines.map((one: { agrees: boolean }) => one.agrees)).toEqual([true, true, true])
  const [reference, ...others] = ENGINES.map(
    (engine) => npyOf(folder, `coffee.${engine}.npy`).values,
  )
  // |error| ≤ γ₂₈·Σ|w·x| ≤ 28·2⁻²⁴·8, and the reference itself is rounded to f32
  for (const other of others) {
    const worst = other.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - reference![at]!)),
      0,
    )
    expect(worst).toBeLessThan(29 * 2 ** -24 * 8)
  }
})

test('a job that cannot be is told with its sentence, the others run, and the exit code is 1', async () => {
  const job = { input: 'x.npy', weights: DECK_WEIGHTS, engines: ['cpu'], save: ['npy'] }
  const folder = deckFolder({})
  const jobs = [
    {
      ...job,
      name: 'too-large',
      weights: [
        [
          [[1], [1], [1], [1]],
          [[1], [1], [1], [1]],
        ],
      ],
    },
    { ...job, name: 'ragged', weights: [[[[1, 2], [3]]]] },
    { ...job, name: 'absent', input: 'absent.npy' },
    { ...job, name: 'no-preset', weights: { preset: 'sobel-z' } },
    { ...job, name: 'cut', input: 'cut.jpg' },
    { ...job, name: 'good' },
  ]
  writeFileSync(join(folder, 'jobs.json'), JSON.stringify({ jobs }))
  const whole = sampleBytes('rocket.jpg')
  writeFileSync(join(folder, 'cut.jpg'), whole.subarray(0, whole.length / 2))
  const { code, stdout } = await run(folder, '--json')
  expect(code).toBe(1)
  const reports = JSON.parse(stdout).jobs
  expect(reports.map((one: { fault?: { code: string } }) => one.fault?.code)).toEqual([
    'bad-spec',
    'bad-weights',
    'not-found',
    'not-found',
    'bad-picture',
    undefined,
  ])
  expect(reports[0].fault.message).toContain(
    'Kernel height 4 is larger than the padded input height 3',
  )
  expect(reports[1].fault.message).toContain('weights[0][0][1] has 1 columns')
  expect(reports[4].fault.message).toMatch(/^cut\.jpg .*\.$/)
  expect(npyOf(folder, 'good.cpu.npy').values).toEqual([56, 72, 104, 120])
  expect(readdirSync(join(folder, 'out'))).toEqual(['good.cpu.npy'])
})

test('without --json people get a table, and progress stays on stderr', async () => {
  const folder = deckFolder({ engines: ['cpu'] })
  const { code, stdout, stderr } = await run(folder)
  expect(code).toBe(0)
  expect(stdout).toContain('deck: [2, 3, 3] → [1, 2, 2], 32 multiply-adds')
  expect(stdout).toMatch(/cpu +wasm-direct\S* .* yes/)
  expect(stdout).toContain('2 FLOP per multiply-add')
  expect(stderr).toContain('deck · cpu · prepare')
})

const WRONG_CALLS: readonly (readonly [string, readonly string[], string])[] = [
  ['no jobs file', ['run'], 'run needs a jobs file'],
  ['an unknown option', ['run', 'jobs.json', '--fast'], 'run has no option "--fast"'],
  ['a file that is not there', ['run', 'absent.json'], 'There is no jobs file'],
  ['an unknown option behind a file', ['a.png', '--paint'], 'there is no option "--paint"'],
]
for (const [what, words, sentence] of WRONG_CALLS) {
  test(`${what}: exit code 2, a sentence and the usage`, async () => {
    const { code, stdout, stderr } = await runLab(words)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(sentence)
    expect(stderr).toContain('run JOBS.json [--out DIR] [--json]')
  })
}

test('a jobs file with a mistake: exit code 2, its place, and nothing is made', async () => {
  const folder = deckFolder({ stride: 2 })
  const { code, stdout, stderr } = await run(folder, '--json')
  expect(code).toBe(2)
  expect(stderr).toContain('jobs[0].stride')
  expect(JSON.parse(stdout)).toMatchObject({ fault: { code: 'bad-jobs-file' } })
  expect(existsSync(join(folder, 'out'))).toBe(false)
})

test('results that are there already are replaced, and leave no copies', async () => {
  const folder = deckFolder({ engines: ['cpu'], save: ['npy'] })
  await run(folder)
  const result = join(folder, 'out', 'deck.cpu.npy')
  copyFileSync(join(folder, 'x.npy'), result)
  expect((await run(folder)).code).toBe(0)
  expect(npyOf(folder, 'deck.cpu.npy').values).toEqual([56, 72, 104, 120])
  expect(readdirSync(join(folder, 'out'))).toEqual(['deck.cpu.npy'])
})
