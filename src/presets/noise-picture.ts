import { createRandom } from '../../electron/contract/random'
import type { Shape } from '../../electron/contract/spec'

/** An NPY file of numbers from 0 to 1, f32 [C,H,W]: the same for the same shape. */
export function noisePicture({ channels, height, width }: Shape): File {
  const random = createRandom('noise')
  const values = new Float32Array(channels * height * width).map(random)
  const name = `noise-${channels}x${height}x${width}.npy`
  return new File([npyHead([channels, height, width]), littleEndian(values)], name)
}

/** NPY 1.0: magic, version, length of the text, the text to a multiple of 64 bytes (NumPy's format page). */
function npyHead(shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`
  const whole = `${text.padEnd(117)}\n`
  const bytes = new TextEncoder().encode(`\u0001NUMPY\u0001\u0000\u0000\u0000${whole}`)
  bytes[0] = 0x93
  bytes[8] = whole.length
  return bytes
}

function littleEndian(values: Float32Array): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(4 * values.length))
  values.forEach((value, index) => view.setFloat32(4 * index, value, true))
  return view.buffer
}
