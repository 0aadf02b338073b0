import { expect, test } from 'vitest'
import { placeBelow } from './place-below'

const WINDOW = { width: 1000, height: 600 }

test('a sheet drops below its button, left edge under left edge', () => {
  const button = { left: 300, top: 80, bottom: 110 }
  expect(placeBelow(button, 400, WINDOW)).toEqual({
    left: '300px',
    width: '400px',
    top: '116px',
    maxHeight: '476px',
  })
})

test('it stays inside the window on either side', () => {
  expect(placeBelow({ left: 900, top: 80, bottom: 110 }, 400, WINDOW).left).toBe('592px')
  expect(placeBelow({ left: -20, top: 80, bottom: 110 }, 400, WINDOW).left).toBe('8px')
})

test('it rises where there is more room above', () => {
  const button = { left: 300, top: 500, bottom: 530 }
  expect(placeBelow(button, 400, WINDOW)).toEqual({
    left: '300px',
    width: '400px',
    bottom: '106px',
    maxHeight: '486px',
  })
})
