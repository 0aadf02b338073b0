import { describe, expect, test } from 'vitest'
import { nestedWeights } from './nested-weights'

test('nested arrays become [O, I, h, w] in row-major order', () => {
  const nested = [[[[1, 2, 3]], [[4, 5, 6]]]]
  expect(nestedWeights(nested)).toEqual({
    kind: 'values',
    shape: [1, 2, 1, 3],
    data: Float32Array.of(1, 2, 3, 4, 5, 6),
  })
})

describe('arrays that are not like each other are refused with the place', () => {
  test.each([
    ['too flat', [[[1, 2]]], 'nested 3 deep; they need 4'],
    ['too deep', [[[[[1]]]]], 'nested 5 deep; they need 4'],
    ['a short row', [[[[1, 2], [3]]]], 'weights[0][0][1] has 1 columns; the first one there has 2'],
    ['a missing row', [[[[1], [2]], [[3]]]], 'weights[0][1] has 1 rows; the first one there has 2'],
    ['a missing input', [[[[1]], [[2]]], [[[3]]]], 'weights[1] has 1 inputs'],
    ['a word', [[[['a']]]], 'weights[0][0][0][0] is "a"; it needs a number'],
    ['a hole', [[[[1], null]]], 'weights[0][0][1] is no array; it needs 1 columns'],
  ])('%s', (_what, nested, sentence) => {
    expect(() => nestedWeights(nested)).toThrow(sentence)
  })
})
