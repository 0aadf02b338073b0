import { describe, expect, it } from 'vitest'
import { MAX_PAGES } from '../cpu/wasm/module'
import { TensorMemory } from './memory'

/** Bytes of a picture of 24 Mpx × 3; none of these tests touches its pages. */
const PICTURE = 6000 * 4000 * 3 * 4
const GIB = 2 ** 30

describe('tensor memory', () => {
  it('holds a picture of 24 Mpx, maps of 1 GiB, the maps kept and one more picture', () => {
    const memory = new TensorMemory(true)
    const blocks = [PICTURE, GIB, GIB, PICTURE].map((bytes) => memory.reserve(bytes))
    expect(new Set(blocks).size).toBe(4)
    expect(memory.sizeBytes).toBeLessThan(2 * PICTURE + 2 * GIB + 2 ** 20)
  })

  it('reuses the place of a closed picture, though smaller blocks came meanwhile', () => {
    const memory = new TensorMemory(true)
    const first = memory.reserve(PICTURE)
    memory.reserve(1000)
    const maps = memory.reserve(PICTURE / 9)
    memory.reserve(PICTURE)
    memory.release(maps)
    memory.release(first)
    const size = memory.sizeBytes
    const small = [5000, PICTURE / 18, 5000].map((bytes) => memory.reserve(bytes))
    expect(Math.min(...small)).toBeGreaterThan(first + PICTURE)
    expect(memory.reserve(PICTURE)).toBe(first)
    expect(memory.sizeBytes).toBe(size)
  })

  it('grows only by what is missing after the free end', () => {
    const memory = new TensorMemory(true)
    memory.release(memory.reserve(GIB))
    const size = memory.sizeBytes
    memory.reserve(GIB + 65_536)
    expect(memory.sizeBytes - size).toBe(65_536)
  })

  it('says what does not fit, and never hands out the last page of 4 GiB', () => {
    const memory = new TensorMemory(true)
    for (let count = 0; count < 3; count++) memory.reserve(GIB)
    expect(() => memory.reserve(GIB)).toThrow(
      '1025 MiB more do not fit beside the 3073 MiB in use, of at most 4096 MiB; ' +
        'close pictures or use fewer outputs.',
    )
    memory.reserve(GIB - 3 * 65_536)
    expect(memory.sizeBytes).toBeLessThan(MAX_PAGES * 65_536)
    expect(() => memory.reserve(2 * 65_536)).toThrow('1 MiB more do not fit')
  })

  it('takes back only what is reserved, once', () => {
    const memory = new TensorMemory(false)
    const block = memory.reserve(10)
    memory.release(block)
    expect(() => memory.release(block)).toThrow(`nothing is reserved at ${block}`)
  })

  it('is another memory after everything was given back, and no longer holds the old arrays', () => {
    const memory = new TensorMemory(true)
    const array = memory.allocate(100_000)
    memory.giveBack()
    expect(memory.holds(array)).toBe(true)
    memory.free(array)
    memory.giveBack()
    expect([memory.holds(array), memory.sizeBytes]).toEqual([false, 65_536])
  })
})
