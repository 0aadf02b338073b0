import { describe, expect, it } from 'vitest'
import {
  BIAS,
  cellAt,
  cellBox,
  fittingLevel,
  layWall,
  visibleKernels,
  type WallCell,
} from './wall-layout'

const wall = { outputs: 4, inputs: 3, kernel: { height: 3, width: 5 } }

describe('the wall', () => {
  it.each([0, 1, 2, 3, 4, 5, 6])('finds every cell again by its middle at level %i', (level) => {
    const layout = layWall(wall, level)
    const cells: WallCell[] = [{ output: 3, input: BIAS, y: 0, x: 0 }]
    for (const output of [0, 3]) {
      for (const input of [0, 2]) {
        cells.push({ output, input, y: 0, x: 0 }, { output, input, y: 2, x: 4 })
      }
    }
    for (const cell of cells) {
      const box = cellBox(layout, cell)
      expect(cellAt(layout, box.left + box.width / 2, box.top + box.height / 2)).toEqual(cell)
    }
  })

  it('has nothing between kernels and outside', () => {
    const layout = layWall(wall, 4)
    const last = cellBox(layout, { output: 0, input: 0, y: 0, x: 4 })
    expect(cellAt(layout, last.left + last.width + 2, last.top + 2)).toBeNull()
    expect(cellAt(layout, -1, 10)).toBeNull()
    expect(cellAt(layout, 20, layout.height + 1)).toBeNull()
  })

  it('shows only the kernels in view of a large layer', () => {
    const layout = layWall({ outputs: 64, inputs: 32, kernel: { height: 3, width: 3 } }, 2)
    const view = { left: 0, top: layout.pitch.height * 10, width: 600, height: 400 }
    const { outputs, inputs } = visibleKernels(layout, view)
    expect(outputs[0]).toBe(10)
    expect(outputs.length * inputs.length).toBeLessThan(60)
  })
})

describe('a wall for a room', () => {
  it('has larger cells, and each is found again', () => {
    const layout = layWall(wall, 2, 1.5)
    expect(layout.cell).toEqual({ width: 48, height: 36 })
    const cell = { output: 1, input: 1, y: 0, x: 2 }
    const box = cellBox(layout, cell)
    expect(cellAt(layout, box.left + 24, box.top + 18)).toEqual(cell)
    expect(cellBox(layout, { ...cell, input: BIAS }).width).toBe(63)
  })

  it('of a projector holds four rows of three kernels and the biases', () => {
    const photo = { outputs: 4, inputs: 3, kernel: { height: 3, width: 3 } }
    const { width, height } = layWall(photo, 2, 1.5)
    // 3 · (3 · 48 + 16) + 63 + 16, and 4 · (3 · 36 + 6).
    expect([width, height]).toEqual([559, 456])
  })
})

describe('fittingLevel', () => {
  it('fills the room with a small layer and gives an overview of a large one', () => {
    const small = { outputs: 1, inputs: 1, kernel: { height: 3, width: 3 } }
    const large = { outputs: 64, inputs: 32, kernel: { height: 3, width: 3 } }
    const room = { width: 640, height: 420 }
    expect(fittingLevel(small, room)).toBe(5)
    expect(fittingLevel(large, room)).toBeLessThan(2)
  })

  it('keeps the numbers of a few kernels readable, even where they have to be scrolled', () => {
    expect(fittingLevel(wall, { width: 200, height: 200 })).toBe(2)
    const photo = { outputs: 4, inputs: 3, kernel: { height: 3, width: 3 } }
    const level = fittingLevel(photo, { width: 492, height: 354 })
    expect(layWall(photo, level).width).toBeLessThanOrEqual(492)
    expect(level).toBe(3)
  })
})
