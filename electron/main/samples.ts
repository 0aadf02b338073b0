import { resolve } from 'node:path'
import samples from '../../resources/samples/samples.json'
import { FaultError } from '../contract/faults'
import { sentence } from '../contract/sentence'
import { ROOT } from './pages'

/** The file of a picture that ships with the lab. Throws `not-found` with the names there are. */
export function samplePath(id: string): string {
  const sample = samples.find((one) => one.id === id)
  if (!sample) {
    const names = samples.map((one) => one.id).join(', ')
    throw new FaultError('not-found', sentence`There is no sample "${id}"; there are ${names}.`)
  }
  return resolve(ROOT, 'resources/samples', sample.file)
}
