import { describe, expect, it } from 'vitest'
import { checkBindable } from './buffers'

describe('checkBindable', () => {
  const limits = {
    maxStorageBufferBindingSize: 128 * 2 ** 20,
    maxBufferSize: 256 * 2 ** 20,
  } as GPUSupportedLimits

  it('lets through what fits', () => {
    expect(() => checkBindable(limits, 'input', 128 * 2 ** 20)).not.toThrow()
  })

  it('refuses what does not, with the value and the limit', () => {
    expect(() => checkBindable(limits, 'input', 288 * 2 ** 20)).toThrow(
      expect.objectContaining({
        code: 'unsupported',
        message:
          'The input needs 288.0 MiB in one GPU buffer and this adapter allows 128.0 MiB; ' +
          'use the CPU engine, a smaller picture or fewer output channels.',
      }),
    )
  })
})
