import { describe, expect, it } from 'vitest'
import { parseArguments } from './arguments'
import { UsageError } from './usage'

describe('command line of the benchmarks', () => {
  it('measures the whole suite on one thread in Node when nothing is said', () => {
    const request = parseArguments([])
    expect(request.shapes.map(({ name }) => name).join('')).toBe('ABCDEFGHIJKL')
    expect(request).toMatchObject({
      engines: ['cpu', 'onnxruntime'],
      variants: ['fast'],
      threads: [1],
      runtime: 'node',
      runs: null,
      pin: null,
      json: false,
      write: false,
      soak: null,
      soakShapes: 48,
    })
  })

  it('takes lists, and measures only the given shape when no letter is named', () => {
    const shape = '{"ci":3,"co":4,"kh":3,"kw":3,"h":20,"w":30}'
    const request = parseArguments([
      ...['--shape', shape, '--threads', '1,2', '--engines', 'cpu,tfjs'],
      ...['--variant', 'wasm-direct,auto', '--in', 'chromium', '--runs', '5', '--json'],
    ])
    expect(request.shapes.map(({ name }) => name)).toEqual(['3→4 k3 30×20'])
    expect(request).toMatchObject({
      engines: ['cpu', 'tfjs'],
      variants: ['wasm-direct', 'auto'],
      threads: [1, 2],
      runtime: 'chromium',
      runs: 5,
      json: true,
    })
  })

  it('takes a value after = as well', () => {
    expect(parseArguments(['--in=electron', '--threads=2'])).toMatchObject({
      runtime: 'electron',
      threads: [2],
    })
  })

  it('binds threads, or leaves them, when it is told to', () => {
    expect(parseArguments(['--pin']).pin).toBe(true)
    expect(parseArguments(['--no-pin']).pin).toBe(false)
  })

  it('takes letters in any case, and shapes of one’s own after them', () => {
    const shape = '{"ci":1,"co":1,"kh":1,"kw":1,"h":2,"w":2}'
    const { shapes } = parseArguments(['--shapes', 'c,a', '--shape', shape])
    expect(shapes.map(({ name }) => name)).toEqual(['C', 'A', '1→1 k1 2×2'])
  })

  it.each([
    [['--shapes', 'A,Z'], '--shapes "Z" is not one of A, B, C, D, E, F, G, H, I, J, K, L.'],
    [['--threads', '0'], '--threads "0" is not a whole number from 1 to 32.'],
    [['--threads', '1.5'], '--threads "1.5" is not a whole number from 1 to 32.'],
    [['--in', 'deno'], '--in "deno" is not one of node, chromium, electron.'],
    [['--engines', 'cpu,'], '--engines "cpu," has an empty part; write it as one,two.'],
    [['--runs'], '--runs needs a value after it.'],
    [['--runs', '--json'], '--runs needs a value after it.'],
    [['--json', '--json=1'], /^"--json=1" is not an option; those are --shapes, /],
    [
      ['--threads', '1', '--threads', '2'],
      '--threads is given 2 times; give it once, with commas.',
    ],
    [['--pin', '--no-pin'], '--pin and --no-pin exclude each other; give one of them.'],
    [['--profile', 'fast'], /^--profile "fast" is not one of auto, one-tap-128, /],
  ])('refuses %j in one sentence', (words, sentence) => {
    expect(() => parseArguments(words)).toThrow(UsageError)
    expect(() => parseArguments(words)).toThrow(sentence)
  })
})
