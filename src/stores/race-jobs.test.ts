import { describe, expect, it } from 'vitest'
import { isSameRacer, racersOf } from './race-jobs'

describe('racersOf', () => {
  it('offers each engine its own choice first, then what the CPU engine has', () => {
    const names = racersOf(['auto', 'fast', 'wasm-direct']).map((racer) =>
      Object.values(racer).join(' '),
    )
    expect(names).toEqual([
      'cpu auto',
      'webgpu auto',
      'cpu fast',
      'cpu wasm-direct',
      'webgpu wgsl-direct',
      'webgpu wgsl-tiled',
      'reference auto',
    ])
  })

  it('tells racers apart by engine and variant', () => {
    const [cpu, gpu] = racersOf(['auto'])
    expect(isSameRacer(cpu!, { engine: 'cpu', variant: 'auto' })).toBe(true)
    expect(isSameRacer(cpu!, gpu!)).toBe(false)
  })
})
