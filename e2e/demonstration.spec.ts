import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { decode } from 'fast-png'
import { runLab } from './batch'

test('the demonstration plays in the window, prints its table and says what it saved', async () => {
  const { code, stdout, stderr } = await runLab(['demo'])
  expect(stderr).not.toContain('The demonstration stopped')
  expect(stdout).toMatch(/cpu +wasm-\S+ .* yes/)
  expect(stdout).toMatch(/webgpu.* wgsl-\S+ .* yes/)
  expect(stdout).toContain('2 FLOP per multiply-add')
  const window = decode(readFileSync(/The window: (.*\.png)/.exec(stdout)?.[1] ?? ''))
  expect(window.width).toBeGreaterThanOrEqual(960)
  expect(new Set(window.data).size).toBeGreaterThan(50)
  const maps = [...stdout.matchAll(/A feature map: (.*\.png)/g)].map(([, path]) => path!)
  expect(maps).toHaveLength(3)
  for (const path of maps) {
    expect(decode(readFileSync(path))).toMatchObject({ width: 600, height: 400, channels: 1 })
  }
  expect(code).toBe(0)
})
