import { createHash, randomBytes } from 'node:crypto'
import { copyFile, link, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FaultError } from '../contract/faults'
import { compose, sentence, type Sentence } from '../contract/sentence'

/** How long a rename that another program blocks (Windows: virus scanners, viewers) is retried, ms. */
const LOCK_RETRY_MS = 10_000
const LOCKED = new Set(['EPERM', 'EACCES', 'EBUSY'])

/** Bytes that did not reach the disk as they were. */
class HalfSaved extends Error {
  readonly why: Sentence

  constructor(why: Sentence) {
    super(compose(why))
    this.why = why
  }
}

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
  if (bytesWritten === 0)
    throw new HalfSaved(sentence`only ${at} of ${bytes.length} bytes could be written`)
  return bytesWritten
}

async function checkWritten(path: string, bytes: Uint8Array): Promise<void> {
  const written = await readFile(path)
  if (written.length !== bytes.length) {
    throw new HalfSaved(sentence`${written.length} of ${bytes.length} bytes arrived on the disk`)
  }
  if (sha256(written) !== sha256(bytes)) {
    throw new HalfSaved(sentence`the disk gave back other bytes`)
  }
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

const REASONS: Readonly<Record<string, Sentence>> = {
  ENOSPC: sentence`the disk is full`,
  EACCES: sentence`it may not be written there`,
  EPERM: sentence`it may not be written there`,
  EROFS: sentence`the disk is read-only`,
  ENOENT: sentence`the folder does not exist`,
  ENOTDIR: sentence`the folder does not exist`,
  EISDIR: sentence`there is a folder of that name`,
}

function saveFault(path: string, error: unknown): FaultError {
  const reason = error instanceof HalfSaved ? error.why : REASONS[codeOf(error)]
  const foreign = error instanceof Error ? error.message : String(error)
  return new FaultError(
    'file-failed',
    sentence`${path} was not saved: ${reason ?? foreign}. A file that was there before is unchanged; choose another place and save again.`,
  )
}
