import { expect, test } from 'vitest'
import { parseNpy } from '../../electron/engine/tensors/npy'
import { noisePicture } from './noise-picture'

test('is an NPY file of seeded numbers from 0 to 1', async () => {
  const file = noisePicture({ channels: 4, height: 3, width: 50 })
  expect(file.name).toBe('noise-4x3x50.npy')
  const { shape, data } = parseNpy(file.name, new Uint8Array(await file.arrayBuffer()))
  expect(shape).toEqual([4, 3, 50])
  expect(Math.min(...data)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...data)).toBeLessThanOrEqual(1)
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.05)
})
