import { FaultError } from '../../contract/faults'
import { sentence, type Sentence } from '../../contract/sentence'

/** What the header of an NPY file says. Source: numpy/lib/format.py, versions 1.0 to 3.0. */
export interface NpyHeader {
  /** Letter and size without byte order: `f4`, `u1`, … */
  readonly type: string
  readonly littleEndian: boolean
  /** True when the first index varies fastest. */
  readonly fortranOrder: boolean
  readonly shape: readonly number[]
  /** Where the values begin. */
  readonly offset: number
  /** The product of `shape`. */
  readonly values: number
}

/** Longest header text that is read; NumPy itself stops at 10,000 characters. */
const MAX_HEADER_BYTES = 10_000
const MAX_DIMENSIONS = 32
/** Most values of an array: 1 GiB of f32. */
export const MAX_NPY_VALUES = 2 ** 28

/**
 * Reads the header by its own grammar: a Python dictionary of exactly descr, fortran_order and
 * shape. Nothing is evaluated. Throws `bad-array`.
 */
export function parseNpyHeader(name: string, bytes: Uint8Array): NpyHeader {
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
  if (bytes.length < 10 || magic.some((byte, at) => bytes[at] !== byte)) {
    refuse(name, sentence`is not an NPY file`, sentence`save it with numpy.save`)
  }
  const [major = 0, minor = 0] = [bytes[6], bytes[7]]
  if (major < 1 || major > 3 || minor !== 0) {
    refuse(
      name,
      sentence`has NPY version ${major}.${minor}`,
      sentence`save it as version 1.0, 2.0 or 3.0`,
    )
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = major === 1 ? 10 : 12
  if (bytes.length < start) ended(name, bytes.length)
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  if (length > MAX_HEADER_BYTES) {
    refuse(
      name,
      sentence`has a header of ${length} bytes, more than ${MAX_HEADER_BYTES}`,
      SAVE_AGAIN,
    )
  }
  if (bytes.length < start + length) ended(name, bytes.length)
  const text = new TextDecoder().decode(bytes.subarray(start, start + length))
  const fields = new HeaderText(name, text).fields()
  return { ...checkedFields(name, fields), offset: start + length }
}

/** Says in a fault what is wrong with an NPY file and what to do. */
export function refuse(name: string, what: Sentence, next: Sentence): never {
  throw new FaultError('bad-array', sentence`${name} ${what}; ${next}.`)
}

const SAVE_AGAIN = sentence`save it again with numpy.save`

function ended(name: string, length: number): never {
  refuse(
    name,
    sentence`ends after ${length} bytes, in the middle of its header`,
    sentence`open a whole copy of it`,
  )
}

type Value = string | boolean | readonly number[] | { readonly record: true }
type Fields = ReadonlyMap<string, Value>

function checkedFields(name: string, fields: Fields): Omit<NpyHeader, 'offset'> {
  const [descr, fortran, shape] = ['descr', 'fortran_order', 'shape'].map((key) => fields.get(key))
  if (fields.size !== 3 || typeof fortran !== 'boolean' || !isShape(shape)) unreadable(name)
  if (typeof descr !== 'string') {
    refuse(name, sentence`holds records`, sentence`save one field of it as a plain array`)
  }
  const values = shape.reduce((product, side) => product * side, 1)
  if (!(values <= MAX_NPY_VALUES)) {
    refuse(
      name,
      sentence`holds ${values} values, more than ${MAX_NPY_VALUES}`,
      sentence`save a part of it`,
    )
  }
  return { ...checkedType(name, descr), fortranOrder: fortran, shape, values }
}

function isShape(value: Value | undefined): value is readonly number[] {
  return Array.isArray(value) && value.length <= MAX_DIMENSIONS
}

function checkedType(name: string, descr: string): Pick<NpyHeader, 'type' | 'littleEndian'> {
  const [, order, type] = /^([<>|=]?)([A-Za-z]\d*)$/.exec(descr) ?? []
  if (type === undefined) unreadable(name)
  if (type.startsWith('O')) {
    refuse(
      name,
      sentence`contains Python objects, which can run code`,
      sentence`save it as a plain number array`,
    )
  }
  // "=" is the byte order of the machine that wrote it: little-endian on everything of today.
  return { type, littleEndian: order !== '>' }
}

function unreadable(name: string): never {
  refuse(name, sentence`has a header that is not descr, fortran_order and shape`, SAVE_AGAIN)
}

/** Reads `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }` token by token. */
class HeaderText {
  readonly #name: string
  readonly #text: string
  #at = 0

  constructor(name: string, text: string) {
    this.#name = name
    this.#text = text
  }

  fields(): Fields {
    const fields = new Map<string, Value>()
    this.#expect('{')
    while (!this.#take('}')) {
      const key = this.#string()
      if (fields.has(key)) unreadable(this.#name)
      this.#expect(':')
      fields.set(key, this.#value())
      if (this.#take(',')) continue
      this.#expect('}')
      break
    }
    this.#skipBlanks()
    if (this.#at !== this.#text.length) unreadable(this.#name)
    return fields
  }

  #value(): Value {
    const next = this.#peek()
    if (next === "'" || next === '"') return this.#string()
    if (next === '(') return this.#tuple()
    if (next === '[') return this.#records()
    const word = this.#match(/True|False/y)
    return word === 'True'
  }

  /** A list of fields: what stands in it does not matter, the array is refused. */
  #records(): Value {
    this.#at = this.#text.lastIndexOf(']') + 1
    const close = this.#text.slice(this.#at).search(/[,}]/)
    if (close < 0) unreadable(this.#name)
    return { record: true }
  }

  #tuple(): readonly number[] {
    const numbers: number[] = []
    this.#expect('(')
    while (!this.#take(')')) {
      numbers.push(Number(this.#match(/\d{1,15}/y)))
      this.#take('L')
      if (this.#take(',')) continue
      this.#expect(')')
      break
    }
    return numbers
  }

  #string(): string {
    const quoted = this.#match(/'[^'\\]*'|"[^"\\]*"/y)
    return quoted.slice(1, -1)
  }

  #match(pattern: RegExp): string {
    this.#skipBlanks()
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found === undefined) unreadable(this.#name)
    this.#at += found.length
    return found
  }

  #peek(): string {
    this.#skipBlanks()
    return this.#text[this.#at] ?? ''
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false
    this.#at++
    return true
  }

  #expect(character: string): void {
    if (!this.#take(character)) unreadable(this.#name)
  }

  #skipBlanks(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++
  }
}
