import type { FaultError } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import { parseNumber } from '../numbers/parse-number'
import {
  added,
  divided,
  filledArray,
  multiplied,
  negated,
  outer,
  reshaped,
  scalar,
  stacked,
  transposed,
  type ArrayValue,
} from './array-value'
import { CLOSING, FILLERS, FILTERS, MAKERS, PASSING } from './array-words'
import { notANumber, placeAt, textFault } from './kernel-text'

/** What tells one language from another. */
export interface Traits {
  /** Rows end with `;` or a line end, or a function has MATLAB's form. */
  readonly isMatlab: boolean
  /** Numbers in brackets with spaces alone between them. */
  readonly isSpaced: boolean
}

/** Deeper brackets are refused before the stack is. */
const DEEPEST = 12

/** Reads one array expression from left to right. Throws `bad-weights` with the place. */
export class ArrayReader {
  readonly #text: string
  #at = 0
  #depth = 0
  #isMatlab = false
  #isSpaced = false

  constructor(text: string) {
    this.#text = text
  }

  get traits(): Traits {
    return { isMatlab: this.#isMatlab, isSpaced: this.#isSpaced }
  }

  read(): ArrayValue {
    const value = this.#sum()
    const rest = /^[\s;]*/.exec(this.#text.slice(this.#at))?.[0] ?? ''
    this.#at += rest.length
    const isNextLine = rest.includes('\n') && !/[[{]/.test(this.#text.slice(this.#at))
    if (this.#at < this.#text.length && !isNextLine) throw this.#unread()
    return value
  }

  #sum(): ArrayValue {
    let left = this.#product()
    for (let sign = this.#take(/[+-]/y); sign; sign = this.#take(/[+-]/y)) {
      left = added(left, this.#product(), sign === '+' ? 1 : -1)
    }
    return left
  }

  #product(): ArrayValue {
    let left = this.#signed()
    for (let sign = this.#take(/\.?[*/@]/y); sign; sign = this.#take(/\.?[*/@]/y)) {
      const right = this.#signed()
      left = sign.endsWith('/') ? divided(left, right) : multiplied(left, right)
    }
    return left
  }

  #signed(): ArrayValue {
    let isNegative = false
    for (let sign = this.#take(/[+-]/y); sign; sign = this.#take(/[+-]/y)) {
      if (sign === '-') isNegative = !isNegative
    }
    const value = this.#followed(this.#primary())
    return isNegative ? negated(value) : value
  }

  #primary(): ArrayValue {
    const number = this.#take(/√?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/iy)
    if (number) return scalar(parseNumber(number) ?? this.#fail(number))
    const name = this.#take(/[a-z_][\w.]*/iy)
    if (name) return this.#call(name)
    const open = this.#peek()
    if (open === '(') return this.#grouped()
    if (open === '[' || open === '{') return this.#bracket()
    throw this.#unread()
  }

  /** `(expression)`, or a tuple. */
  #grouped(): ArrayValue {
    const start = this.#at
    this.#enter()
    this.#at++
    const value = this.#sum()
    this.#depth--
    if (this.#take(/\)/y)) return value
    if (this.#peek() !== ',') throw this.#unread()
    this.#at = start
    return this.#bracket()
  }

  /** What may follow an array: `'`, `.T`, `.reshape(3, 3)`, `.float()`. */
  #followed(value: ArrayValue): ArrayValue {
    let result = value
    for (;;) {
      if (this.#take(/'|\.T\b/y)) {
        this.#isMatlab ||= this.#text[this.#at - 1] === "'"
        result = transposed(result)
        continue
      }
      const method = this.#take(/\.[a-z_]\w*(?=\s*\()/iy)?.slice(1)
      if (!method) return result
      if (method === 'reshape' || method === 'view') result = reshaped(result, this.#sides())
      else if (PASSING.has(method)) this.#skipArguments()
      else throw this.#foreign(method)
    }
  }

  #call(dotted: string): ArrayValue {
    const name = dotted.slice(dotted.lastIndexOf('.') + 1)
    if (this.#peek() !== '(') throw this.#foreign(dotted)
    if (FILLERS.has(name)) return this.#filled(dotted, name)
    if (name === 'outer') return this.#outer()
    if (!MAKERS.has(name) && !FILTERS.has(name)) throw this.#foreign(dotted)
    this.#enter()
    this.#take(/\(/y)
    if (FILTERS.has(name)) this.#take(/(?:[a-z_][\w.]*\s*,\s*)+(?:-1\s*,)?/iy)
    const value = this.#sum()
    this.#depth--
    this.#skipToEnd()
    return value
  }

  #outer(): ArrayValue {
    this.#enter()
    this.#take(/\(/y)
    const one = this.#sum()
    if (!this.#take(/,/y)) throw this.#unread()
    const value = outer(one, this.#sum())
    this.#depth--
    this.#skipToEnd()
    return value
  }

  /** MATLAB's `ones(3)` is 3 × 3, NumPy's is a list of 3. */
  #filled(dotted: string, name: string): ArrayValue {
    const sides = this.#sides()
    this.#isMatlab ||= !dotted.includes('.')
    const isSquare = !dotted.includes('.') && sides.length === 1
    return filledArray(isSquare ? [...sides, ...sides] : sides, name === 'ones' ? 1 : 0)
  }

  /** Whole numbers in parentheses, with or without a bracket around them. */
  #sides(): number[] {
    const start = this.#at
    const inside = this.#take(/\(\s*([[(][-\d,\s]*[\])]|[-\d,\s]*)/y) ?? ''
    this.#skipToEnd()
    const sides = inside.match(/-?\d+/g)?.map(Number) ?? []
    if (sides.length > 0 && sides.length <= 4) return sides
    this.#at = start
    throw this.#unread()
  }

  #bracket(): ArrayValue {
    this.#enter()
    const close = CLOSING[this.#peek()] ?? ']'
    this.#at++
    const rows = this.#rows(close)
    this.#depth--
    if (rows.length === 0) {
      throw textFault(
        placeAt(this.#text, this.#at - 1),
        sentence`the brackets are empty; put numbers in.`,
      )
    }
    return rows.length === 1 ? stacked(rows[0] ?? []) : stacked(rows.map(stacked))
  }

  /** The parts up to the closing bracket; `;` ends a row, and so does a line of MATLAB's. */
  #rows(close: string): ArrayValue[][] {
    const rows: ArrayValue[][] = [[]]
    let isAfterComma = false
    for (;;) {
      const gap = this.#gap()
      const char = this.#text[this.#at]
      const row = rows.at(-1) ?? []
      if (char === undefined) throw this.#unclosed(close)
      const isLineEnd = gap.includes('\n') && this.#depth === 1 && !isAfterComma && isOfNumbers(row)
      if (isLineEnd && char !== close && char !== ',' && char !== ';' && row.length) {
        this.#isMatlab = true
        rows.push([])
      }
      if (char === close || char === ',' || char === ';') {
        this.#at++
        if (char === close) return rows.filter((one) => one.length > 0)
        isAfterComma = char === ','
        if (char === ';') this.#isMatlab = rows.push([]) > 0
        continue
      }
      this.#isSpaced ||= row.length > 0 && !isAfterComma
      isAfterComma = false
      rows.at(-1)?.push(CLOSING[char] ? this.#bracket() : this.#element())
    }
  }

  #element(): ArrayValue {
    const start = this.#at
    const word = this.#take(/[^\s,;[\](){}]+/y)
    if (!word) throw this.#unread()
    const spaced = this.#take(/\/ *[\d.]+/y) // 1 / 9
    const value = parseNumber(word + (spaced ?? ''))
    if (value !== null) return scalar(value)
    this.#at = start
    if (/^\.{3}$|^…$/.test(word)) {
      throw textFault(
        placeAt(this.#text, start),
        sentence`the text leaves numbers out (…); print the array in full.`,
      )
    }
    return this.#fail(word)
  }

  /** Over the rest of a call's arguments (`, dtype=…, device='cuda:0', grad_fn=<…>)`). */
  #skipToEnd(): void {
    for (let depth = 1; depth > 0; this.#at++) {
      const char = this.#text[this.#at]
      if (char === undefined) throw this.#unclosed(')')
      if (char === '(') depth++
      if (char === ')') depth--
    }
  }

  #skipArguments(): void {
    this.#take(/\(/y)
    this.#skipToEnd()
  }

  #enter(): void {
    if (++this.#depth > DEEPEST) {
      throw textFault(
        placeAt(this.#text, this.#at),
        sentence`the brackets are more than ${DEEPEST} deep; an array of weights has at most 4 sides.`,
      )
    }
  }

  #gap(): string {
    const start = this.#at
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++
    return this.#text.slice(start, this.#at)
  }

  #peek(): string {
    this.#gap()
    return this.#text[this.#at] ?? ''
  }

  /** What a sticky pattern finds after the gap; the place stays when it finds nothing. */
  #take(pattern: RegExp): string | null {
    const start = this.#at
    this.#gap()
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? null
    this.#at = found === null ? start : this.#at + found.length
    return found
  }

  #fail(word: string): never {
    throw notANumber(placeAt(this.#text, this.#at), word)
  }

  #unread(): FaultError {
    this.#gap()
    const word = /^[^\s,;]+/.exec(this.#text.slice(this.#at, this.#at + 40))?.[0]
    const place = placeAt(this.#text, this.#at)
    return word
      ? textFault(
          place,
          sentence`“${word}” was not understood; leave the numbers and their brackets.`,
        )
      : textFault(place, sentence`the text ends too early; numbers were expected here.`)
  }

  #unclosed(close: string): FaultError {
    return textFault(placeAt(this.#text, this.#at), sentence`a “${close}” is missing at the end.`)
  }

  #foreign(name: string): FaultError {
    return textFault(
      placeAt(this.#text, this.#at - name.length),
      sentence`“${name.slice(0, 40)}” is not known here; paste the numbers that it stands for.`,
    )
  }
}

function isOfNumbers(row: readonly ArrayValue[]): boolean {
  return row.every(({ shape }) => shape.length === 0)
}
