import { expect, test } from 'vitest'
import { readFields, readPackedVarints } from './protobuf'

test('the examples of the Protocol Buffers encoding page', () => {
  expect(readFields(Uint8Array.of(0x08, 0x96, 0x01))).toMatchObject([{ number: 1, varint: 150n }])
  const text = readFields(Uint8Array.of(0x12, 0x07, ...new TextEncoder().encode('testing')))
  expect(new TextDecoder().decode(text[0]!.bytes)).toBe('testing')
  expect(readPackedVarints(Uint8Array.of(0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05))).toEqual([
    3n,
    270n,
    86942n,
  ])
})

test('negative numbers take ten bytes', () => {
  const minusOne = [...new Array<number>(9).fill(0xff), 0x01]
  expect(readPackedVarints(Uint8Array.from(minusOne))).toEqual([-1n])
})

test.each([
  [[0x12, 0x07, 1], 'protobuf field ends at byte 9 of 3'],
  [[0x08], 'protobuf field ends at byte 2 of 1'],
  [[0x0b], 'protobuf wire type 3 at byte 1'],
  [[0x08, ...new Array<number>(11).fill(0x80)], 'protobuf number of more than 10 bytes at byte 11'],
])('%j is refused', (bytes, message) => {
  expect(() => readFields(Uint8Array.from(bytes))).toThrow(message)
})
