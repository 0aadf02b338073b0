/** An NPY file of f32 [C,H,W]. */
export function npyBytes(shape: readonly number[], values: Float32Array): Uint8Array {
  const head = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`
  const text = `${head.padEnd(117)}\n`
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0])
  return Buffer.concat([start, Buffer.from(text, 'latin1'), Buffer.from(values.buffer)])
}
