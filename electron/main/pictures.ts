import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'
import { LAYERS_BEFORE } from '../contract/stack'
import type { PictureInfo } from '../contract/tensors'
import type { ComputeClient } from './compute'

/** Where an open picture comes from, so that it can be opened again. */
export type PictureSource =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }

interface OpenPicture {
  readonly source: PictureSource
  readonly withAlpha: boolean
}

/** Largest file that is read at all, bytes. */
export const MAX_FILE_BYTES = 512 * 2 ** 20

/** The pictures that are open in the compute window. Main knows where each is from, not its pixels. */
export class Pictures {
  readonly #open = new Map<string, OpenPicture>()
  readonly #ready: () => Promise<ComputeClient>
  #next = 1

  constructor(ready: () => Promise<ComputeClient>) {
    this.#ready = ready
  }

  /** Decodes a picture and keeps it open. Throws what the decoder says, or why it cannot be read. */
  async open(source: PictureSource): Promise<PictureInfo> {
    const file = await readSource(source)
    const client = await this.#ready()
    const id = `picture-${this.#next++}`
    const info = await client.call('open', { id, ...file })
    this.#open.set(id, { source, withAlpha: false })
    return info
  }

  /**
   * Decodes an open picture again, with its alpha as the last channel or without, and keeps its id.
   * Throws what `open` does, `not-found` when it is not open; it then stays as it was.
   */
  async useAlpha(id: string, withAlpha: boolean): Promise<PictureInfo> {
    const { source } = this.#found(id)
    const file = await readSource(source)
    const client = await this.#ready()
    const info = await client.call('open', { id, ...file, withAlpha })
    if (this.#open.has(id)) this.#open.set(id, { source, withAlpha })
    else await client.call('close', { id })
    return info
  }

  async close(id: string): Promise<void> {
    if (!this.#open.delete(id)) return
    const client = await this.#ready()
    await client.call('close', { id })
  }

  /** The file's name of an open picture, or what earlier layers are called. Throws `not-found`. */
  nameOf(id: string): string {
    if (id.startsWith(LAYERS_BEFORE)) return 'layers'
    const { source } = this.#found(id)
    return source.kind === 'path' ? basename(source.path) : source.name
  }

  #found(id: string): OpenPicture {
    const picture = this.#open.get(id)
    if (picture) return picture
    throw new FaultError('not-found', sentence`That picture is not open; open it again.`)
  }

  /**
   * Opens everything again in a new compute window. What cannot be read any more is closed; its
   * faults are returned.
   */
  async reopen(client: ComputeClient): Promise<readonly unknown[]> {
    const problems: unknown[] = []
    for (const [id, { source, withAlpha }] of this.#open) {
      try {
        await client.call('open', { id, ...(await readSource(source)), withAlpha })
      } catch (error) {
        if (error instanceof FaultError && error.code === 'compute-lost') throw error
        this.#open.delete(id)
        problems.push(error)
      }
    }
    return problems
  }
}

/** A file's name and bytes. Throws `not-found`, `file-failed` or `picture-too-large`. */
export async function readSource(
  source: PictureSource,
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  if (source.kind === 'bytes') return { name: source.name, bytes: source.bytes }
  return { name: basename(source.path), bytes: await readBytes(source.path) }
}

/** Every byte of a file. Throws `not-found`, `file-failed` or `picture-too-large`. */
export async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const { size } = await stat(path)
    if (size > MAX_FILE_BYTES) throw tooLarge(path, size)
    return new Uint8Array(await readFile(path))
  } catch (error) {
    if (error instanceof FaultError) throw error
    throw readFault(path, error)
  }
}

function tooLarge(path: string, size: number): FaultError {
  const mebibytes = (bytes: number): number => Math.round(bytes / 2 ** 20)
  return new FaultError(
    'picture-too-large',
    sentence`${basename(path)} is a file of ${mebibytes(size)} MiB; the lab reads files up to ${mebibytes(MAX_FILE_BYTES)} MiB.`,
  )
}

function readFault(path: string, error: unknown): FaultError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  if (code === 'ENOENT') return new FaultError('not-found', sentence`There is no file ${path}.`)
  if (code === 'EISDIR')
    return new FaultError('file-failed', sentence`${path} is a folder, not a file.`)
  return new FaultError('file-failed', sentence`${path} cannot be read (${code}).`)
}
