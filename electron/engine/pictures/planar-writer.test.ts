import { expect, test } from 'vitest'
import { PlanarWriter, uprightShape } from './planar-writer'

/** The letter F, stored in 3 × 2 pixels as 1 2 3 / 4 5 6, upright in each orientation. */
const UPRIGHT = {
  1: [
    [1, 2, 3],
    [4, 5, 6],
  ],
  2: [
    [3, 2, 1],
    [6, 5, 4],
  ],
  3: [
    [6, 5, 4],
    [3, 2, 1],
  ],
  4: [
    [4, 5, 6],
    [1, 2, 3],
  ],
  5: [
    [1, 4],
    [2, 5],
    [3, 6],
  ],
  6: [
    [4, 1],
    [5, 2],
    [6, 3],
  ],
  7: [
    [6, 3],
    [5, 2],
    [4, 1],
  ],
  8: [
    [3, 6],
    [2, 5],
    [1, 4],
  ],
}

const whole = { x: 0, step: 1, pixels: 3, order: [0], firstChannel: 0, divisor: 1 }

test.each(Object.entries(UPRIGHT))('orientation %s', (orientation, rows) => {
  const stored = { channels: 1, height: 2, width: 3 }
  const target = new Float32Array(6)
  const writer = new PlanarWriter(target, stored, Number(orientation))
  writer.putRow({ ...whole, y: 0, samples: [1, 2, 3], samplesPerPixel: 1 })
  writer.putRow({ ...whole, y: 1, samples: [4, 5, 6], samplesPerPixel: 1 })
  const { height, width } = uprightShape(stored, Number(orientation))
  expect([height, width]).toEqual([rows.length, rows[0]!.length])
  expect(Array.from(target)).toEqual(rows.flat())
})

test('channels in another order, alpha left out, a divisor, every second pixel', () => {
  const target = new Float32Array(3 * 4)
  const writer = new PlanarWriter(target, { channels: 3, height: 1, width: 4 }, 1)
  writer.putRow({
    y: 0,
    x: 1,
    step: 2,
    pixels: 2,
    samples: [30, 20, 10, 99, 60, 50, 40, 99],
    samplesPerPixel: 4,
    order: [2, 1, 0],
    firstChannel: 0,
    divisor: 10,
  })
  expect(Array.from(target)).toEqual([0, 1, 0, 4, 0, 2, 0, 5, 0, 3, 0, 6])
})

test('one channel of a picture that comes plane by plane', () => {
  const target = new Float32Array(3 * 3)
  const writer = new PlanarWriter(target, { channels: 3, height: 1, width: 3 }, 1)
  writer.putRow({ ...whole, y: 0, samples: [7, 8, 9], samplesPerPixel: 1, firstChannel: 2 })
  expect(Array.from(target)).toEqual([0, 0, 0, 0, 0, 0, 7, 8, 9])
})
