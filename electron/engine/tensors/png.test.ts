import { decode } from 'fast-png'
import { expect, test } from 'vitest'
import { decodePixels } from '../pictures/decode-pixels'
import { encodePng } from './png'

const size = { height: 1, width: 5 }

test('low is black, high is white, the rest is clamped, NaN is black', () => {
  const values = new Float32Array([-2, 0, 2, 9, NaN])
  const { data, channels, depth } = decode(encodePng(values, size, { low: -2, high: 2 }))
  expect(Array.from(data)).toEqual([0, 128, 255, 255, 0])
  expect([channels, depth]).toEqual([1, 8])
})

test('three maps become R, G, B', () => {
  const values = new Float32Array([0, 1, 0.2, 0, 1, 0.4])
  const { data, channels } = decode(encodePng(values, { height: 1, width: 2 }, { low: 0, high: 1 }))
  expect(Array.from(data)).toEqual([0, 51, 255, 255, 0, 102])
  expect(channels).toBe(3)
})

test('our own decoder reads it back', async () => {
  const values = Float32Array.from({ length: 12 }, (_, at) => (at * 20) / 255)
  const bytes = encodePng(values, { height: 3, width: 4 }, { low: 0, high: 1 })
  const { info, data } = await decodePixels(
    'map.png',
    bytes,
    async (count) => new Float32Array(count),
  )
  expect(info.shape).toEqual({ channels: 1, height: 3, width: 4 })
  expect(data).toEqual(values)
})

test('a constant map is black', () => {
  expect(
    Array.from(decode(encodePng(new Float32Array(5).fill(3), size, { low: 3, high: 3 })).data),
  ).toEqual([0, 0, 0, 0, 0])
})

test.each([
  [2, 1],
  [NaN, 1],
  [0, Infinity],
])('the range %d to %d is refused', (low, high) => {
  expect(() => encodePng(new Float32Array(5), size, { low, high })).toThrow(
    `The range ${low} to ${high} cannot be shown as grey levels.`,
  )
})

test('values that do not fit are refused', () => {
  expect(() => encodePng(new Float32Array(7), size, { low: 0, high: 1 })).toThrow(
    'A PNG needs one or three channels of 5 × 1; got 7 values.',
  )
})
