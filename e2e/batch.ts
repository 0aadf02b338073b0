import { spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { electronExecutable, electronSwitches, ENVIRONMENT, freshFolder, ROOT } from './electron'

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts the real binary with words for the lab and waits for its end. */
export function runLab(words: readonly string[], cwd: string = ROOT): Promise<Finished> {
  const args = [...electronSwitches(), ROOT, ...words]
  const child = spawn(electronExecutable(), args, { cwd, env: ENVIRONMENT })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

const folders: string[] = []

/** Removes what `jobsFolder` made. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/** A folder with a jobs file in it, `jobs.json`. */
export function jobsFolder(document: unknown): string {
  const folder = freshFolder('jobs')
  folders.push(folder)
  const text = typeof document === 'string' ? document : JSON.stringify(document)
  writeFileSync(join(folder, 'jobs.json'), text)
  return folder
}

/** A C-order NPY file of f64 numbers, written by the format's own description (version 1.0). */
export function writeNpyF64(
  path: string,
  shape: readonly number[],
  values: readonly number[],
): void {
  const head = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`
  const length = Math.ceil((10 + head.length + 1) / 64) * 64
  const bytes = Buffer.alloc(length + values.length * 8, ' ')
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0])
  bytes.writeUInt16LE(length - 10, 8)
  bytes.write(head, 10, 'latin1')
  bytes.write('\n', length - 1, 'latin1')
  values.forEach((value, index) => bytes.writeDoubleLE(value, length + index * 8))
  writeFileSync(path, bytes)
}

/** Shape and values of an NPY file of little-endian f32 in C order. */
export function readNpyF32(bytes: Buffer): { shape: number[]; values: number[] } {
  const length = 10 + bytes.readUInt16LE(8)
  const head = bytes.toString('latin1', 10, length)
  if (!/'descr': '<f4'.*'fortran_order': False/.test(head)) throw new Error(head)
  const shape = (/\(([\d, ]*)\)/.exec(head)?.[1] ?? '').split(',').filter((one) => one.trim())
  const values = Array.from({ length: (bytes.length - length) / 4 }, (_, index) =>
    bytes.readFloatLE(length + index * 4),
  )
  return { shape: shape.map(Number), values }
}
