import { sentence } from '../../contract/sentence'
import type { Shape } from '../../contract/spec'
import { parseNpyHeader, refuse, type NpyHeader } from './npy-header'

export { parseNpyHeader, MAX_NPY_VALUES, type NpyHeader } from './npy-header'

/** An array from an NPY file: C order, converted to f32. */
export interface NpyArray {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/**
 * Reads an NPY file of any shape: f2 f4 f8, i1 … i8, u1 … u8 and b1 of either byte order, C or
 * Fortran order. Throws `bad-array`, also for a file that is cut off or goes on after its values.
 */
export function parseNpy(name: string, bytes: Uint8Array): NpyArray {
  const header = parseNpyHeader(name, bytes)
  checkNpyLength(name, header, bytes.length)
  const data = new Float32Array(header.values)
  readNpyValues(header, bytes, data)
  return { shape: header.shape, data }
}

/** Refuses a type that holds no real numbers, missing and trailing bytes. Throws `bad-array`. */
export function checkNpyLength(name: string, header: NpyHeader, length: number): void {
  const reader = READERS.get(header.type)
  if (reader === undefined) {
    refuse(
      name,
      sentence`holds numbers of type "${header.type}"`,
      sentence`convert it to one of ${[...READERS.keys()].join(', ')}`,
    )
  }
  const needed = header.offset + header.values * reader.bytes
  const shape = sentence`[${header.shape.join(', ')}] of ${header.type} needs ${needed}`
  if (length < needed) {
    refuse(
      name,
      sentence`ends after ${length} bytes, but ${shape}`,
      sentence`open a whole copy of it`,
    )
  }
  if (length > needed) {
    refuse(
      name,
      sentence`has ${length} bytes, but ${shape}`,
      sentence`save it again with numpy.save`,
    )
  }
}

/** The picture [C,H,W] that an array [H,W] or [C,H,W] is. Throws `bad-array`. */
export function npyPictureShape(name: string, { shape }: NpyHeader): Shape {
  const [channels = 0, height = 0, width = 0] = shape.length === 2 ? [1, ...shape] : shape
  if (shape.length !== 2 && shape.length !== 3) {
    refuse(
      name,
      sentence`has ${shape.length} dimension(s), [${shape.join(', ')}]`,
      sentence`a picture needs [H, W] or [C, H, W]`,
    )
  }
  if (channels * height * width === 0) {
    refuse(
      name,
      sentence`is empty, [${shape.join(', ')}]`,
      sentence`a picture needs at least one value`,
    )
  }
  return { channels, height, width }
}

/** Writes the values into `target` (header.values long), C order. The length must be checked. */
export function readNpyValues(header: NpyHeader, bytes: Uint8Array, target: Float32Array): void {
  const reader = READERS.get(header.type)
  if (reader === undefined) return
  const view = new DataView(bytes.buffer, bytes.byteOffset + header.offset)
  const { littleEndian } = header
  const read = (element: number): number => reader.read(view, element * reader.bytes, littleEndian)
  if (!header.fortranOrder || header.shape.length < 2) {
    for (let element = 0; element < header.values; element++) target[element] = read(element)
    return
  }
  forEachFortranIndex(header, (element, index) => {
    target[element] = read(index)
  })
}

/** Walks all elements in C order and tells where each lies in Fortran order. */
function forEachFortranIndex(
  { shape, values }: NpyHeader,
  visit: (element: number, index: number) => void,
): void {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, 1))
  const position = shape.map(() => 0)
  let index = 0
  for (let element = 0; element < values; element++) {
    visit(element, index)
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [side = 0, stride = 0] = [shape[axis], strides[axis]]
      position[axis] = (position[axis] ?? 0) + 1
      index += stride
      if ((position[axis] ?? 0) < side) break
      index -= side * stride
      position[axis] = 0
    }
  }
}

interface Reader {
  readonly bytes: number
  readonly read: (view: DataView, at: number, littleEndian: boolean) => number
}

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['f4', { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) }],
  ['f8', { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) }],
  ['f2', { bytes: 2, read: (view, at, little) => halfToNumber(view.getUint16(at, little)) }],
  ['u1', { bytes: 1, read: (view, at) => view.getUint8(at) }],
  ['u2', { bytes: 2, read: (view, at, little) => view.getUint16(at, little) }],
  ['u4', { bytes: 4, read: (view, at, little) => view.getUint32(at, little) }],
  ['u8', { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) }],
  ['i1', { bytes: 1, read: (view, at) => view.getInt8(at) }],
  ['i2', { bytes: 2, read: (view, at, little) => view.getInt16(at, little) }],
  ['i4', { bytes: 4, read: (view, at, little) => view.getInt32(at, little) }],
  ['i8', { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) }],
  ['b1', { bytes: 1, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) }],
])

/** IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** An NPY file, version 1.0, `<f4`, C order. data: as many values as `shape` says. */
export function writeNpy(shape: readonly number[], data: Float32Array): Uint8Array<ArrayBuffer> {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${tuple}), }`
  const start = Math.ceil((10 + text.length + 1) / 64) * 64
  const header = `${text.padEnd(start - 11)}\n`
  const bytes = new Uint8Array(start + data.length * 4)
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8])
  bytes.set(new TextEncoder().encode(header), 10)
  new Float32Array(bytes.buffer, start).set(data)
  return bytes
}
