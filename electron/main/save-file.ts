import { createHash, randomBytes } from 'node:crypto'
import { copyFile, link, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FaultError } from '../contract/faults'

/** How long a rename that another program blocks (Windows: virus scanners, viewers) is retried, ms. */
const LOCK_RETRY_MS = 10_000
const LOCKED = new Set(['EPERM', 'EACCES', 'EBUSY'])

export interface SaveOptions {
  /** Keep the file that is replaced as `<name>~`; not for results that a run can make again. */
  readonly keepPrevious: boolean
}

/**
 * Writes a file so that the disk holds the old or the whole new one, never a part: a temporary file
 * beside it, written, flushed, read back and compared, then renamed (TRUST, "Saving").
 * Throws `file-failed` with what was kept.
 */
export async function saveFile(
  path: string,
  bytes: Uint8Array,
  { keepPrevious }: SaveOptions = { keepPrevious: true },
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await writeAll(temporary, bytes)
    await checkWritten(temporary, bytes)
    if (keepPrevious) await keep(path)
    await renameUnlocked(temporary, path)
    await flushFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw saveFault(path, error)
  }
}

async function writeAll(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx')
  try {
    for (let at = 0; at < bytes.length;) at += await writeSome(file, bytes, at)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function writeSome(file: FileHandle, bytes: Uint8Array, at: number): Promise<number> {
  const { bytesWritten } = await file.write(bytes, at, bytes.length - at, at)
  if (bytesWritten === 0) throw new Error(`only ${at} of ${bytes.length} bytes could be written`)
  return bytesWritten
}

async function checkWritten(path: string, bytes: Uint8Array): Promise<void> {
  const written = await readFile(path)
  if (written.length !== bytes.length) {
    throw new Error(`${written.length} of ${bytes.length} bytes arrived on the disk`)
  }
  if (sha256(written) !== sha256(bytes)) throw new Error('the disk gave back other bytes')
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A second name for the old file; a copy where the file system knows no links. */
async function keep(path: string): Promise<void> {
  const previous = `${path}~`
  try {
    await rm(previous, { force: true })
    await link(path, previous)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    await copyFile(path, previous)
  }
}

async function renameUnlocked(from: string, to: string): Promise<void> {
  const until = Date.now() + LOCK_RETRY_MS
  for (let wait = 10; ; wait = Math.min(wait * 2, 500)) {
    try {
      return await rename(from, to)
    } catch (error) {
      const isLocked = process.platform === 'win32' && LOCKED.has(codeOf(error))
      if (!isLocked || Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}

/** Windows cannot flush a folder and does not need to. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EACCES: 'it may not be written there',
  EPERM: 'it may not be written there',
  EROFS: 'the disk is read-only',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'the folder does not exist',
  EISDIR: 'there is a folder of that name',
}

function saveFault(path: string, error: unknown): FaultError {
  const reason = REASONS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error))
  return new FaultError(
    'file-failed',
    `${path} was not saved: ${reason}. A file that was there before is unchanged; choose another place and save again.`,
  )
}
