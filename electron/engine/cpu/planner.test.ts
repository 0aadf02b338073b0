import { describe, expect, it } from 'vitest'
import { loadCase, type Case } from '../convolution/cases'
import { TensorMemory } from '../tensors/memory'
import { createCpuEngine } from './engine'
import { Planner } from './planner'
import { ONE_TAP_128 } from './profile'
import type { Variant } from './variant'

const layer: Case = { name: 'layer', input: [64, 56, 56], weights: [64, 64, 3, 3] }
const { convolution } = loadCase(layer)

/** Milliseconds by family; notes who was measured. */
function clock(times: Record<string, number>) {
  const asked: string[] = []
  const time = (variant: Variant): Promise<number> => {
    asked.push(variant.family)
    return Promise.resolve(times[variant.family] ?? 99)
  }
  return { asked, time }
}

describe('Planner', () => {
  it('keeps to exact variants in auto, and takes any in fast', async () => {
    const planner = new Planner(ONE_TAP_128)
    const choose = (name: string) => planner.choose(convolution, { name, threads: 1, time: null })
    expect((await choose('auto')).variant.isExact).toBe(true)
    expect((await choose('fast')).variant.family).toBe('wasm-winograd')
  })

  it('says what the cost model thinks, best first', async () => {
    const { variant, reason } = await new Planner(ONE_TAP_128).choose(convolution, {
      name: 'fast',
      threads: 1,
      time: null,
    })
    expect(reason.kind).toBe('estimated')
    const times = reason.candidates?.map(({ ms }) => ms) ?? []
    expect(times.length).toBeGreaterThan(2)
    expect(times).toEqual([...times].sort((one, other) => one - other))
    expect(reason.candidates?.[0]?.variant).toBe(variant.family)
  })

  it('lets the clock overrule the cost model, once per geometry and thread count', async () => {
    const planner = new Planner(ONE_TAP_128)
    const { asked, time } = clock({ 'wasm-winograd': 9, 'wasm-direct': 2 })
    const small = loadCase({ ...layer, weights: [6, 64, 3, 3] }).convolution
    const choose = (threads: number, isTimed: boolean) =>
      planner.choose(small, { name: 'fast', threads, time: isTimed ? time : null })
    const measured = await choose(1, true)
    expect(measured.variant.family).toBe('wasm-direct')
    expect(measured.reason.candidates?.[0]).toEqual({ variant: 'wasm-direct', ms: 2 })
    const trials = asked.length
    expect(trials).toBeGreaterThan(1)
    expect((await choose(1, true)).reason).toEqual(measured.reason)
    expect((await choose(1, false)).reason.kind).toBe('measured')
    expect(asked.length).toBe(trials)
    expect((await choose(2, false)).reason.kind).toBe('estimated')
  })

  it('measures three times, since something may have disturbed the whole of a trial', async () => {
    const planner = new Planner(ONE_TAP_128)
    const small = loadCase({ ...layer, weights: [6, 64, 3, 3] }).convolution
    const asked: string[] = []
    const time = ({ family }: Variant): Promise<number> => {
      asked.push(family)
      const isLast = asked.filter((other) => other === family).length === 3
      return Promise.resolve(family === 'wasm-direct' ? (isLast ? 2 : 4) : 3)
    }
    const { variant, reason } = await planner.choose(small, { name: 'fast', threads: 1, time })
    expect(variant.family).toBe('wasm-direct')
    expect(reason.candidates?.[0]).toEqual({ variant: 'wasm-direct', ms: 2 })
    const round = asked.slice(0, asked.length / 3)
    expect(asked).toEqual([...round, ...round, ...round])
  })

  it('takes what is asked for by name', async () => {
    const { time, asked } = clock({})
    const planner = new Planner(ONE_TAP_128)
    const choice = await planner.choose(convolution, { name: 'wasm-direct', threads: 1, time })
    expect(choice).toMatchObject({ variant: { family: 'wasm-direct' }, reason: { kind: 'asked' } })
    expect(asked).toEqual([])
  })
})

describe('a tuned engine', () => {
  it('measures real runs and leaves nothing behind', async () => {
    const memory = new TensorMemory(false)
    const engine = createCpuEngine({ memory, profile: ONE_TAP_128 })
    const small = loadCase({ ...layer, input: [8, 30, 30], weights: [8, 8, 3, 3] })
    const options = { variant: 'fast', threads: 1, isTuned: true }
    ;(await engine.prepare(small.convolution, options)).dispose()
    const taken = memory.takenBytes
    const prepared = await engine.prepare(small.convolution, options)
    expect(prepared.reason.kind).toBe('measured')
    expect(prepared.reason.candidates?.every(({ ms }) => ms > 0)).toBe(true)
    prepared.dispose()
    expect(memory.takenBytes).toBe(taken)
    engine.dispose()
  })
})
