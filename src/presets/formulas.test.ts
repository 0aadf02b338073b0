import { describe, expect, test } from 'vitest'
import * as formulas from './formulas'

const sum = (rows: formulas.Rows): number => rows.flat().reduce((total, value) => total + value, 0)
const rounded = (rows: formulas.Rows): number[][] =>
  rows.map((row) => row.map((value) => Number(value.toFixed(6)) + 0))
/** Σ w·f over the offsets from the middle. */
const against = (rows: formulas.Rows, f: (y: number, x: number) => number): number => {
  const half = (rows.length - 1) / 2
  return sum(rows.map((row, y) => row.map((value, x) => value * f(y - half, x - half))))
}

describe('blurs sum to 1', () => {
  test.each([
    ['gaussian', formulas.gaussian(1.5)],
    ['box', formulas.box(4)],
    ['motion', formulas.motion(9, 30)],
    ['disk', formulas.disk(3.3)],
    ['unsharp', formulas.unsharp(1.5, 2)],
    ['emboss', formulas.emboss(70)],
  ])('%s', (_, rows) => expect(sum(rows)).toBeCloseTo(1, 9))
})

describe('edges sum to 0', () => {
  test.each([
    ['gabor', formulas.gabor({ wavelength: 6, orientation: 30, phase: 0, sigma: 3, aspect: 0.5 })],
    ['log', formulas.laplacianOfGaussian(1.4)],
    ['dog', formulas.differenceOfGaussians(1, 1.6)],
    ['derivative', formulas.derivative(20, 1)],
  ])('%s', (_, rows) => expect(sum(rows)).toBeCloseTo(0, 9))
})

test('a Gaussian falls by exp(−1/2σ²) at the next pixel and reaches 3σ', () => {
  const rows = formulas.gaussian(1)
  expect(rows).toHaveLength(7)
  expect(rows[3]![4]! / rows[3]![3]!).toBeCloseTo(Math.exp(-0.5), 12)
  expect(rows[2]![4]! / rows[3]![3]!).toBeCloseTo(Math.exp(-1), 12)
})

test('a Gaussian on at most 3 × 3 pixels sums to 1 there', () => {
  const rows = formulas.gaussian(1, 3)
  // 1 + 4·exp(−1/2) + 4·exp(−1) = 4.897640.
  expect(rows).toHaveLength(3)
  expect(rows[1]![1]).toBeCloseTo(1 / 4.89764, 6)
})

test('sides are odd and end at 31', () => {
  expect([0.5, 1, 3, 100].map(formulas.sideFor)).toEqual([3, 3, 7, 31])
})

test('motion is a row at 0°, a column at 90°, and runs to the top right at 45°', () => {
  const third = Number((1 / 3).toFixed(6))
  expect(rounded(formulas.motion(3, 0))).toEqual([
    [0, 0, 0],
    [third, third, third],
    [0, 0, 0],
  ])
  expect(rounded(formulas.motion(3, 90)).map((row) => row[1])).toEqual([third, third, third])
  const slanted = formulas.motion(5, 45)
  expect(slanted[1]![3]).toBeGreaterThan(0.1)
  expect(slanted[1]![1]).toBe(0)
})

test('a Gabor of 0° waves along x; its phases are even and odd', () => {
  const shape = { wavelength: 4, orientation: 0, sigma: 2, aspect: 1 }
  const [lines, edges] = [0, 90].map((phase) => formulas.gabor({ ...shape, phase }))
  const half = (lines!.length - 1) / 2
  // cos(2π·2/4) = −1 two pixels off the middle, times exp(−4/8); both lowered by the same mean.
  const [middle, beside] = [lines![half]![half]!, lines![half]![half + 2]!]
  expect(middle - beside).toBeCloseTo(1 + Math.exp(-0.5), 9)
  expect(edges![half]![half + 1]).toBeCloseTo(-edges![half]![half - 1]!, 9)
})

test('the LoG is positive in the middle and crosses 0 at √2·σ', () => {
  const rows = formulas.laplacianOfGaussian(2)
  const half = (rows.length - 1) / 2
  expect(rows[half]![half]).toBeGreaterThan(0)
  expect(rows[half]![half + 2]).toBeGreaterThan(0)
  expect(rows[half]![half + 3]).toBeLessThan(0)
})

test('the LoG answers −2 to x²: twice its curvature', () => {
  expect(against(formulas.laplacianOfGaussian(1.5), (_, x) => x * x)).toBeCloseTo(-2, 1)
})

test('a disk of radius 1 has π/4-like corners cut and four alike sides', () => {
  const rows = formulas.disk(1)
  expect(rows).toHaveLength(3)
  expect(rows[0]![1]).toBe(rows[1]![0])
  // The middle pixel lies wholly inside; the area is π, so that it weighs about 1/π.
  expect(rows[1]![1]).toBeCloseTo(1 / Math.PI, 2)
})

test('a derivative gives 1 on a ramp along it and 0 across, whatever the angle', () => {
  for (const degrees of [0, 30, 90, 135]) {
    const angle = (degrees * Math.PI) / 180
    const along = (y: number, x: number): number => x * Math.cos(angle) - y * Math.sin(angle)
    const across = (y: number, x: number): number => x * Math.sin(angle) + y * Math.cos(angle)
    const rows = formulas.derivative(degrees, 1)
    expect(against(rows, along)).toBeCloseTo(1, 9)
    expect(against(rows, across)).toBeCloseTo(0, 9)
  }
})

test('emboss at −45° is the usual one', () => {
  expect(rounded(formulas.emboss(-45))).toEqual([
    [-2, -1, 0],
    [-1, 1, 1],
    [0, 1, 2],
  ])
})

test('unsharp with amount 0 changes nothing', () => {
  const rows = rounded(formulas.unsharp(0, 1))
  expect(rows[3]![3]).toBe(1)
  expect(sum(rows)).toBe(1)
})
