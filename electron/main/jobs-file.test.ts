import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseJobs, readJobsFile } from './jobs-file'

const parse = (jobs: unknown) => parseJobs(JSON.stringify({ jobs }), 'lab.json')
const least = { input: 'x.npy', weights: 'w.npy' }

describe('a jobs file', () => {
  test('needs only input and weights; the rest has its default', () => {
    expect(parse([least, { ...least, name: 'b' }])[0]).toEqual({
      name: 'job-1',
      input: 'x.npy',
      weights: 'w.npy',
      bias: undefined,
      settings: {},
      save: [],
      engines: ['reference', 'cpu', 'webgpu'],
      variant: 'auto',
      threads: 0,
      warmup: 1,
      runs: 5,
    })
  })

  test('gives axes height first and sides clockwise from the top', () => {
    const [job] = parse([
      {
        ...least,
        stride: [2, 3],
        dilation: [4, 5],
        padding: [1, 2, 3, 4],
        paddingMode: 'constant',
        paddingValue: 0.5,
        groups: 2,
        flip: true,
      },
    ])
    expect(job?.settings).toEqual({
      stride: { y: 2, x: 3 },
      dilation: { y: 4, x: 5 },
      padding: { top: 1, right: 2, bottom: 3, left: 4 },
      paddingMode: 'constant',
      paddingValue: 0.5,
      groups: 2,
      flip: true,
    })
  })

  test('may begin with a byte-order mark', () => {
    expect(parseJobs(`\uFEFF{"jobs":[${JSON.stringify(least)}]}`, 'lab.json')).toHaveLength(1)
  })

  test('names no engine and no format twice', () => {
    const [job] = parse([{ ...least, engines: ['cpu', 'cpu'], save: ['png', 'png'] }])
    expect(job).toMatchObject({ engines: ['cpu'], save: ['png'] })
  })

  test('its folder is what paths are relative to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lab-jobs-'))
    await writeFile(join(folder, 'lab.json'), JSON.stringify({ jobs: [least] }))
    expect((await readJobsFile(join(folder, 'lab.json'))).folder).toBe(folder)
    await expect(readJobsFile(join(folder, 'no.json'))).rejects.toMatchObject({
      code: 'bad-jobs-file',
      message: `There is no jobs file ${join(folder, 'no.json')}.`,
    })
    await rm(folder, { recursive: true })
  })
})

describe('a jobs file that cannot be is refused in a sentence with the place', () => {
  test.each([
    ['no JSON', '{', 'lab.json is not JSON'],
    ['a list', '[]', 'jobs is missing'],
    ['no jobs', '{}', 'jobs is missing'],
    ['an empty list', '{"jobs":[]}', 'jobs: there is no job in it'],
    [
      'a key that is none',
      '{"jobs":[{"input":"x","weights":"w"}],"version":1}',
      'version is not a key',
    ],
  ])('%s', (_what, text, sentence) => {
    expect(() => parseJobs(text, 'lab.json')).toThrow(sentence)
  })

  test.each([
    ['no input', { weights: 'w.npy' }, 'jobs[0].input is missing'],
    ['a number for weights', { ...least, weights: 7 }, 'jobs[0].weights: weights are a file name'],
    ['one stride', { ...least, stride: 2 }, 'jobs[0].stride'],
    ['three sides', { ...least, padding: [1, 2, 3] }, 'jobs[0].padding: padding is [top,'],
    ['a padding mode that is none', { ...least, paddingMode: 'mirror' }, 'jobs[0].paddingMode'],
    ['an engine that is none', { ...least, engines: ['gpu'] }, 'jobs[0].engines[0]'],
    ['no engine', { ...least, engines: [] }, 'jobs[0].engines'],
    ['no run', { ...least, runs: 0 }, 'jobs[0].runs'],
    ['half a thread', { ...least, threads: 0.5 }, 'jobs[0].threads'],
    ['a key that is none', { ...least, pading: 'same' }, 'jobs[0].pading is not a key'],
    ['a format that is none', { ...least, save: ['tiff'] }, 'jobs[0].save[0]'],
    ['a name with a folder', { ...least, name: '../a' }, 'jobs[0].name: a job name becomes a file'],
    ['a name of a device', { ...least, name: 'NUL' }, 'jobs[0].name'],
    ['a name with a dot before it', { ...least, name: '.a' }, 'jobs[0].name'],
    ['a name without a letter', { ...least, name: '' }, 'jobs[0].name: a job name needs a letter'],
  ])('%s', (_what, job, sentence) => {
    expect(() => parse([job])).toThrow(sentence)
  })

  test('two jobs of one name, whatever their capitals', () => {
    const jobs = [
      { ...least, name: 'Edge' },
      { ...least, name: 'edge' },
    ]
    expect(() => parse(jobs)).toThrow('lab.json has two jobs named "edge"')
  })
})
