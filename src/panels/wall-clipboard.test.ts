// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { isOfGrid } from './wall-clipboard'

const nothing = { isCollapsed: true }
const find = (selector: string): Element => document.querySelector(selector)!

beforeEach(() => {
  document.body.innerHTML =
    '<button>+</button><p>Σ 1</p><div role="grid"><div role="gridcell"><input value="3" /></div></div>'
})

test('a cell of the grid is for kernels', () => {
  expect(isOfGrid(find('input'), nothing)).toBe(true)
  expect(isOfGrid(find('input'), null)).toBe(true)
})

test('a button, words, the page and nothing are not', () => {
  expect(isOfGrid(find('button'), nothing)).toBe(false)
  expect(isOfGrid(find('p'), nothing)).toBe(false)
  expect(isOfGrid(document, nothing)).toBe(false)
  expect(isOfGrid(null, nothing)).toBe(false)
})

test('text that is selected wins', () => {
  expect(isOfGrid(find('input'), { isCollapsed: false })).toBe(false)
})
