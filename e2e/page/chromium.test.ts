import { describe, expect, test } from 'vitest'
import { chromiumAbsence, usePage } from './chromium'
import type * as PageCode from './chromium.page'

describe.skipIf(chromiumAbsence)(`a page test${chromiumAbsence ?? ''}`, () => {
  const page = usePage<typeof PageCode>('/e2e/page/chromium.page.ts')

  test('calls an export with arguments', async () => {
    expect(await page.run('add', 2, 3)).toBe(5)
  })

  test('is cross-origin isolated and has shared memory and a WebGPU adapter', async () => {
    expect(await page.run('describePage')).toEqual({
      isolated: true,
      sharedMemory: true,
      webgpu: true,
    })
  })
})
