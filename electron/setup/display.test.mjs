import { expect, it } from 'vitest'
import { authorityFile } from './display.mjs'

it('writes an X authority entry for every display', () => {
  const bytes = authorityFile(Buffer.alloc(16, 7))
  expect(bytes.toString('latin1')).toBe(
    `\xff\xff\0\0\0\0\0\x12MIT-MAGIC-COOKIE-1\0\x10${'\x07'.repeat(16)}`,
  )
})
