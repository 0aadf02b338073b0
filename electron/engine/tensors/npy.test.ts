import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FaultError } from '../../contract/faults'
import { halfToNumber, npyPictureShape, parseNpy, parseNpyHeader, writeNpy } from './npy'

/** An NPY file as NumPy writes it: the header is padded so that the values begin at 64·n. */
function npy(header: string, values: readonly number[] | Uint8Array, major = 1): Uint8Array {
  const start = major === 1 ? 10 : 12
  const padded = header.padEnd(Math.ceil((start + header.length + 1) / 64) * 64 - start - 1) + '\n'
  const text = Array.from(padded, (letter) => letter.charCodeAt(0))
  const length = [padded.length & 255, padded.length >> 8, ...(major === 1 ? [] : [0, 0])]
  return new Uint8Array([
    0x93,
    ...'NUMPY'.split('').map((c) => c.charCodeAt(0)),
    major,
    0,
    ...length,
    ...text,
    ...values,
  ])
}

const header = (descr: string, shape: string, fortran = 'False'): string =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

const bigEndian = (array: ArrayBufferView, size: number): Uint8Array => {
  const bytes = bytesOf(array).slice()
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse()
  return bytes
}

function refused(bytes: Uint8Array): string {
  try {
    parseNpy('x.npy', bytes)
  } catch (error) {
    if (error instanceof FaultError && error.code === 'bad-array') return error.message
    throw error
  }
  return 'accepted'
}

describe('numbers of every type', () => {
  const values = [0, 1, 2, 3, 100, 127]
  const expected = { shape: [2, 3], data: Float32Array.from(values) }

  test.each([
    ['<f4', bytesOf(Float32Array.from(values))],
    ['>f4', bigEndian(Float32Array.from(values), 4)],
    ['=f4', bytesOf(Float32Array.from(values))],
    ['<f8', bytesOf(Float64Array.from(values))],
    ['>f8', bigEndian(Float64Array.from(values), 8)],
    ['|u1', Uint8Array.from(values)],
    ['|i1', bytesOf(Int8Array.from(values))],
    ['<u2', bytesOf(Uint16Array.from(values))],
    ['>u2', bigEndian(Uint16Array.from(values), 2)],
    ['<i2', bytesOf(Int16Array.from(values))],
    ['>i4', bigEndian(Int32Array.from(values), 4)],
    ['<u4', bytesOf(Uint32Array.from(values))],
    ['<i8', bytesOf(BigInt64Array.from(values.map(BigInt)))],
    ['>u8', bigEndian(BigUint64Array.from(values.map(BigInt)), 8)],
  ])('%s', (descr, bytes) => {
    expect(parseNpy('x.npy', npy(header(descr, '(2, 3)'), bytes))).toEqual(expected)
  })

  test('half precision: the values of IEEE 754', () => {
    const halves = [0x3c00, 0xc000, 0x7bff, 0x0001, 0x0400, 0x3555, 0x7c00, 0xfc00, 0x8000]
    expect(halves.map(halfToNumber)).toEqual([
      1,
      -2,
      65504,
      2 ** -24,
      2 ** -14,
      0.333251953125,
      Infinity,
      -Infinity,
      -0,
    ])
    expect(halfToNumber(0x7e00)).toBeNaN()
    const { data } = parseNpy('x.npy', npy(header('<f2', '(1,)'), [0x00, 0x3c]))
    expect(data).toEqual(new Float32Array([1]))
  })

  test('booleans, NaN and infinities', () => {
    const { data } = parseNpy('x.npy', npy(header('|b1', '(3,)'), [0, 1, 255]))
    expect(data).toEqual(new Float32Array([0, 1, 1]))
    const odd = bytesOf(Float64Array.of(NaN, -Infinity, -0))
    expect(parseNpy('x.npy', npy(header('<f8', '(3,)'), odd)).data).toEqual(
      new Float32Array([NaN, -Infinity, -0]),
    )
  })
})

describe('order and shape', () => {
  test('Fortran order: the first index varies fastest', () => {
    // numpy.asfortranarray(numpy.arange(12).reshape(2, 2, 3)): bytes of a.T in C order
    const stored = [0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11]
    const { shape, data } = parseNpy('x.npy', npy(header('|u1', '(2, 2, 3)', 'True'), stored))
    expect(shape).toEqual([2, 2, 3])
    expect(Array.from(data)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  test('a single number, a row, five dimensions', () => {
    expect(parseNpy('x.npy', npy(header('|u1', '()'), [7]))).toEqual({
      shape: [],
      data: new Float32Array([7]),
    })
    expect(parseNpy('x.npy', npy(header('|u1', '(3,)'), [1, 2, 3])).shape).toEqual([3])
    expect(parseNpy('x.npy', npy(header('|u1', '(1, 1, 2, 1, 1)'), [1, 2])).shape).toHaveLength(5)
  })

  test('versions 2.0 and 3.0, other quotes, other order of the keys', () => {
    const odd = `{"shape": (2L,), "fortran_order": False, "descr": "<u2"}`
    for (const major of [1, 2, 3]) {
      expect(parseNpy('x.npy', npy(odd, [1, 0, 2, 0], major)).data).toEqual(
        new Float32Array([1, 2]),
      )
    }
  })

  test('a picture is [H, W] or [C, H, W]', () => {
    const shape = (text: string, values: number) =>
      npyPictureShape('x.npy', parseNpyHeader('x.npy', npy(header('|u1', text), new Array(values))))
    expect(shape('(2, 3)', 6)).toEqual({ channels: 1, height: 2, width: 3 })
    expect(shape('(4, 2, 3)', 24)).toEqual({ channels: 4, height: 2, width: 3 })
    expect(() => shape('(6,)', 6)).toThrow(
      'x.npy has 1 dimension(s), [6]; a picture needs [H, W] or [C, H, W].',
    )
    expect(() => shape('(2, 0)', 0)).toThrow('x.npy is empty, [2, 0]')
  })
})

describe('what is refused, in a sentence', () => {
  test('Python objects', () => {
    const message =
      'x.npy contains Python objects, which can run code; save it as a plain number array.'
    expect(refused(npy(header('|O', '(2,)'), new Array(16).fill(0)))).toBe(message)
    expect(refused(npy(header('O', '(2,)'), []))).toBe(message)
  })

  test('records', () => {
    const records = `{'descr': [('a', '<f4'), ('b', '<i4')], 'fortran_order': False, 'shape': (1,), }`
    expect(refused(npy(records, new Array(8).fill(0)))).toBe(
      'x.npy holds records; save one field of it as a plain array.',
    )
  })

  test('missing and trailing bytes', () => {
    expect(refused(npy(header('<f4', '(2, 2)'), new Array(15).fill(0)))).toBe(
      'x.npy ends after 143 bytes, but [2, 2] of f4 needs 144; open a whole copy of it.',
    )
    expect(refused(npy(header('<f4', '(2, 2)'), new Array(17).fill(0)))).toBe(
      'x.npy has 145 bytes, but [2, 2] of f4 needs 144; save it again with numpy.save.',
    )
  })

  test('every cut of the header', () => {
    const whole = npy(header('|u1', '(2,)'), [1, 2])
    for (let length = 10; length < 128; length++) {
      expect(refused(whole.subarray(0, length))).toBe(
        `x.npy ends after ${length} bytes, in the middle of its header; open a whole copy of it.`,
      )
    }
    for (let length = 0; length < 10; length++) {
      expect(refused(whole.subarray(0, length))).toMatch(/^x\.npy is not an NPY file/)
    }
  })

  test.each([
    [header('<c8', '(1,)'), 'holds numbers of type "c8"'],
    [header('<U3', '(1,)'), 'holds numbers of type "U3"'],
    [header('<f4', '(65536, 65536)'), 'holds 4294967296 values, more than 268435456'],
    [header('<f4', `(${'999999999999999, '.repeat(25)}0)`), 'holds NaN values'],
    [header('<f4', '(-1,)'), 'has a header that is not'],
    [header('<f4', '(1e3,)'), 'has a header that is not'],
    [header('<f4', '(2,)', '1'), 'has a header that is not'],
    [`{'descr': '<f4', 'fortran_order': False, }`, 'has a header that is not'],
    [`{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 'y', }`, 'has a header that is'],
    [`{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }`, 'has a header'],
    [`__import__('os').system('x')`, 'has a header that is not'],
    [`{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } + 1`, 'has a header that is not'],
  ])('%s', (text, message) => {
    expect(refused(npy(text, new Array(8).fill(0)))).toContain(`x.npy ${message}`)
  })

  test('a version that does not exist', () => {
    const bytes = npy(header('|u1', '(2,)'), [1, 2])
    bytes[6] = 4
    expect(refused(bytes)).toBe('x.npy has NPY version 4.0; save it as version 1.0, 2.0 or 3.0.')
  })

  test('damaged files are refused or read, never anything else', () => {
    const whole = npy(header('<f4', '(2, 2)'), new Array(16).fill(0))
    const damaged = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(damaged, { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = whole.slice()
        for (const [at, byte] of changes) bytes[at] = byte
        expect(refused(bytes)).toMatch(/^(accepted|x\.npy .+; .+\.)$/s)
      }),
      { seed: 20, numRuns: 2000 },
    )
  })
})

describe('writing', () => {
  test('the bytes that NumPy would write', () => {
    const bytes = writeNpy([1, 2], new Float32Array([1, -2]))
    const text = new TextDecoder('latin1').decode(bytes.subarray(10, 128))
    expect(Array.from(bytes.subarray(0, 10))).toEqual([147, 78, 85, 77, 80, 89, 1, 0, 118, 0])
    expect(text).toBe(`${header('<f4', '(1, 2)').padEnd(117)}\n`)
    expect(Array.from(bytes.subarray(128))).toEqual([0, 0, 128, 63, 0, 0, 0, 192])
  })

  test.each([[[3]], [[]], [[2, 3]], [[2, 1, 3, 1]]])('%j comes back', (shape) => {
    const data = new Float32Array(shape.reduce((a, b) => a * b, 1)).map((_, at) => at / 7)
    expect(parseNpy('x.npy', writeNpy(shape, data))).toEqual({ shape, data })
  })
})
