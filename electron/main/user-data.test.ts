import { mkdtemp, mkdir, readdir, rm } from 'node:fs/promises'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { sweep } from './user-data'

vi.mock('electron', () => ({ app: {} }))

test('profiles of runs that have ended are swept up, those of running ones stay', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-sweep-'))
  const { pid: ended } = spawnSync(process.execPath, ['-e', ''])
  const names = [
    `convolution-lab-run-${ended}-abc`,
    `convolution-lab-run-${process.pid}-abc`,
    'convolution-lab-run-x',
    'other',
  ]
  for (const name of names) await mkdir(join(folder, name))
  sweep(folder)
  expect((await readdir(folder)).sort()).toEqual(names.slice(1).sort())
  await rm(folder, { recursive: true })
})
