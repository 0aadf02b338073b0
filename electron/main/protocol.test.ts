import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { answer, packagedFiles } from './protocol'

vi.mock('electron', () => ({ protocol: {}, session: {}, app: {} }))

let folder: string
let table: ReadonlyMap<string, string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-pages-'))
  await mkdir(join(folder, 'pages', 'src'), { recursive: true })
  await writeFile(join(folder, 'pages', 'src', 'index.html'), '<p>')
  await writeFile(join(folder, 'pages', 'secret.pem'), 'key')
  await writeFile(join(folder, 'outside.js'), '1')
  await symlink(join(folder, 'outside.js'), join(folder, 'pages', 'link.js'))
  table = packagedFiles(join(folder, 'pages'))
})
afterAll(() => rm(folder, { recursive: true }))

test('the table holds files of known kinds, and follows no link', () => {
  expect([...table.keys()]).toEqual(['/src/index.html'])
})

describe('requests', () => {
  test('a file is served with its type and every protection', async () => {
    const response = await answer(table, 'GET', 'app://lab/src/index.html?x#y')
    expect(await response.text()).toBe('<p>')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(
        /default-src 'none'; script-src 'self' 'wasm-unsafe-eval';.*frame-src 'none'/,
      ) as string,
    })
  })

  test('HEAD has no body', async () => {
    const response = await answer(table, 'HEAD', 'app://compute/src/index.html')
    expect([response.status, response.body]).toEqual([200, null])
  })

  test.each([
    ['POST', 'app://lab/src/index.html', 405],
    ['GET', 'app://lab/src/', 404],
    ['GET', 'app://lab/../outside.js', 404],
    ['GET', 'app://lab/%2e%2e/outside.js', 404],
    ['GET', 'app://lab/link.js', 404],
    ['GET', 'app://lab/secret.pem', 404],
    ['GET', 'app://other/src/index.html', 404],
  ])('%s %s → %i', async (method, url, status) => {
    expect((await answer(table, method, url)).status).toBe(status)
  })
})
