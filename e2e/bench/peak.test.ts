import { describe, expect, it } from 'vitest'
import { copyRoutine, fmaRoutine } from './peak'

describe('routines that measure the limits', () => {
  it.each([1, 2] as const)('multiply-adds of width %i are valid and counted', (width) => {
    const { module, strips, work } = fmaRoutine(true, width, 2)
    expect(WebAssembly.validate(module)).toBe(true)
    // 12 chains × width vectors × 4 lanes × 2 FLOP in each turn of the loop
    expect(work / strips / (1 << 17)).toBe(96 * width)
  })

  it('copies every byte of its strip and none beside it', async () => {
    const { module, strips, work } = copyRoutine(false)
    const memory = new WebAssembly.Memory({ initial: 20 })
    const { instance } = await WebAssembly.instantiate(module, { lab: { memory } })
    const [bytes, half] = [new Uint8Array(memory.buffer), 1 << 19]
    new Int32Array(memory.buffer, 0, 2).set([64, half + 128])
    bytes.fill(7, 64, 64 + half)
    const strip = instance.exports['strip'] as (index: number, scratch: number, at: number) => void
    strip(0, 0, 0)
    expect(bytes[half + 127]).toBe(0)
    expect(bytes.subarray(half + 128, 2 * half + 128).every((byte) => byte === 7)).toBe(true)
    expect(bytes[2 * half + 128]).toBe(0)
    expect(work).toBe(strips * half * 2)
  })
})
