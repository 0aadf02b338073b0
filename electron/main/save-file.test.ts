import { mkdtemp, mkdir, readdir, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises'
import * as files from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { saveFile } from './save-file'

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof files>()
  return { ...real, open: vi.fn(real.open), readFile: vi.fn(real.readFile), link: vi.fn(real.link) }
})

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
let folder: string
let target: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-save-'))
  target = join(folder, 'a.txt')
})
afterEach(async () => {
  vi.mocked(files.open).mockClear()
  await rm(folder, { recursive: true })
})

/** The first file that is opened next writes as `write` says. */
function nextFileWrites(write: FileHandle['write']): void {
  vi.mocked(files.open).mockImplementationOnce(async (...args) => {
    const { open } = await vi.importActual<typeof files>('node:fs/promises')
    const file = await open(...args)
    return Object.assign(file, { write: write.bind(file) })
  })
}

describe('a saved file', () => {
  test('holds the bytes, and nothing else is left beside it', async () => {
    await saveFile(target, bytes('new'))
    expect(await readFile(target, 'utf8')).toBe('new')
    expect(await readdir(folder)).toEqual(['a.txt'])
  })

  test('may be empty', async () => {
    await saveFile(target, bytes(''))
    expect(await readFile(target, 'utf8')).toBe('')
  })

  test('keeps the version before it, and only that one', async () => {
    for (const text of ['first', 'second', 'third']) await saveFile(target, bytes(text))
    expect(await readFile(target, 'utf8')).toBe('third')
    expect(await readFile(`${target}~`, 'utf8')).toBe('second')
    expect((await readdir(folder)).sort()).toEqual(['a.txt', 'a.txt~'])
  })

  test('keeps a copy where the file system has no links', async () => {
    await saveFile(target, bytes('first'))
    vi.mocked(files.link).mockRejectedValueOnce(Object.assign(new Error(), { code: 'EPERM' }))
    await saveFile(target, bytes('second'))
    expect(await readFile(`${target}~`, 'utf8')).toBe('first')
  })

  test('leaves no copy when none is wanted', async () => {
    for (const text of ['first', 'second']) {
      await saveFile(target, bytes(text), { keepPrevious: false })
    }
    expect(await readdir(folder)).toEqual(['a.txt'])
  })

  test('is whole when the disk takes a few bytes at a time', async () => {
    vi.mocked(files.open).mockImplementationOnce(async (...args) => {
      const { open } = await vi.importActual<typeof files>('node:fs/promises')
      const file = await open(...args)
      const write = file.write.bind(file)
      const writeTwo = (data: Uint8Array, at: number, length: number, to: number) =>
        write(data, at, Math.min(2, length), to)
      return Object.assign(file, { write: writeTwo as FileHandle['write'] })
    })
    await saveFile(target, bytes('seven b'))
    expect(await readFile(target, 'utf8')).toBe('seven b')
  })
})

describe('what cannot be saved is told, and the old file stays', () => {
  beforeEach(() => writeFile(target, 'old'))
  afterEach(async () => {
    expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/\.tmp$/))
  })

  const refusal = (path: string, reason: string) => ({
    code: 'file-failed',
    message: expect.stringContaining(`${path} was not saved: ${reason}`) as string,
  })

  test('a full disk', async () => {
    nextFileWrites(() => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })))
    await expect(saveFile(target, bytes('new'))).rejects.toMatchObject(
      refusal(target, 'the disk is full'),
    )
    expect(await readFile(target, 'utf8')).toBe('old')
  })

  test('a disk that takes nothing more and says nothing', async () => {
    nextFileWrites((() => Promise.resolve({ bytesWritten: 0 })) as never)
    await expect(saveFile(target, bytes('new'))).rejects.toMatchObject(
      refusal(target, 'only 0 of 3 bytes could be written'),
    )
    expect(await readFile(target, 'utf8')).toBe('old')
  })

  test('a disk that lost bytes it said it had written', async () => {
    vi.mocked(files.readFile).mockResolvedValueOnce(Buffer.from('ne'))
    await expect(saveFile(target, bytes('new'))).rejects.toMatchObject(
      refusal(target, '2 of 3 bytes arrived on the disk'),
    )
    expect(await readFile(target, 'utf8')).toBe('old')
  })

  test('a disk that gives back other bytes', async () => {
    vi.mocked(files.readFile).mockResolvedValueOnce(Buffer.from('nwe'))
    await expect(saveFile(target, bytes('new'))).rejects.toMatchObject(
      refusal(target, 'the disk gave back other bytes'),
    )
    expect(await readFile(target, 'utf8')).toBe('old')
  })

  test('a folder that is not there', async () => {
    const path = join(folder, 'absent', 'a.txt')
    await expect(saveFile(path, bytes('new'))).rejects.toMatchObject(
      refusal(path, 'the folder does not exist'),
    )
  })

  test('a target that is a folder', async () => {
    const path = join(folder, 'sub')
    await mkdir(path)
    await expect(saveFile(path, bytes('new'), { keepPrevious: false })).rejects.toMatchObject(
      refusal(path, 'there is a folder of that name'),
    )
  })
})
