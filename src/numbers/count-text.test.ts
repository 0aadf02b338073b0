import { expect, it } from 'vitest'
import { countText } from './count-text'

it.each([
  [25_920_000, 'en', '25.92M multiply-adds'],
  [324, 'en', '324 multiply-adds'],
  [25_920_000, 'zh-CN', '2592 万次乘加'],
  [123_456_789, 'zh-CN', '1.235 亿次乘加'],
  [324, 'zh-CN', '324 次乘加'],
] as const)('%d in %s', (count, locale, text) => {
  const word = locale === 'en' ? 'multiply-adds' : '次乘加'
  expect(`${countText(count, locale)}${word}`.replaceAll('\u00a0', ' ')).toBe(text)
})
