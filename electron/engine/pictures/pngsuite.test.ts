import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sharedAbsence, sharedPath } from '../../../e2e/page/shared'
import { toFault } from '../../contract/faults'
import { decodePixels } from './decode-pixels'

const absence = sharedAbsence('conformance/pngsuite')
const folder = sharedPath('conformance', 'pngsuite')
const names = absence ? [] : readdirSync(`${folder}/png`).filter((name) => name.endsWith('.png'))
const corrupt = names.filter((name) => name.startsWith('x'))
const valid = names.filter((name) => !name.startsWith('x'))

const read = (name: string) => new Uint8Array(readFileSync(`${folder}/png/${name}`))
const decode = (name: string) =>
  decodePixels(name, read(name), async (values) => new Float32Array(values))

/** The suite's pixels, R G B A side by side. */
function expectedPixels(name: string): number[] {
  return JSON.parse(readFileSync(`${folder}/json/${name.replace('.png', '.json')}`, 'utf8'))
}

describe.skipIf(absence)(`PngSuite${absence ?? ''}`, () => {
  test('has 161 good and 14 corrupt files', () => {
    expect([valid.length, corrupt.length]).toEqual([161, 14])
  })

  test.each(valid)('%s has the pixels of the suite', async (name) => {
    const { info, data } = await decode(name)
    const { channels, height, width } = info.shape
    const expected = expectedPixels(name)
    const depth = info.notes.some(({ kind }) => kind === 'sixteen-bit') ? 65535 : 255
    const pixels = height * width
    expect(expected).toHaveLength(4 * pixels)
    const planar = Float32Array.from(data, (_, at) => {
      return expected[(at % pixels) * 4 + Math.floor(at / pixels)]! / depth
    })
    expect(data.findIndex((value, at) => value !== planar[at])).toBe(-1)
    expect(channels === 1 || channels === 3).toBe(true)
  })

  test.each(corrupt)('%s is refused in a sentence', async (name) => {
    const fault = toFault(await decode(name).catch((error: unknown) => error))
    expect(fault.code).toBe('bad-picture')
    expect(fault.message).toMatch(new RegExp(`^${name} .+; .+\\.$`))
  })
})
