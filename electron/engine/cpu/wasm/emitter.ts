import { float, signed, unsigned } from './bytes'
import { OPCODES, type Opcode, type OpcodeName, type ValueType } from './opcodes'

/** A local variable or parameter of one function. */
export interface Local {
  readonly index: number
  readonly type: ValueType
}

/** `count` locals: a tuple when the count is written in the code. */
export type Locals<N extends number, Found extends Local[] = []> = number extends N
  ? Local[]
  : Found['length'] extends N
    ? Found
    : Locals<N, [...Found, Local]>

export interface Signature {
  readonly parameters: readonly ValueType[]
  readonly results: readonly ValueType[]
}

/** A function of the module that others can call. */
export interface Callee extends Signature {
  readonly index: number
}

interface Block {
  readonly height: number
  readonly opcode: number
}

const TYPE_BYTES = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const
const [LOOP, IF, ELSE, END, BRANCH_IF, CALL] = [0x03, 0x04, 0x05, 0x0b, 0x0d, 0x10]
const [GET, SET, TEE, I32_CONST, F32_CONST] = [0x20, 0x21, 0x22, 0x41, 0x43]
const V128_CONST = [0xfd, 0x0c]
const NO_RESULT = 0x40

export function typeByte(type: ValueType): number {
  return TYPE_BYTES[type]
}

/**
 * Writes one function, instruction by instruction, and keeps the stack of operand types: an
 * instruction that does not fit throws at the line that emits it, not when the module is compiled.
 */
export class FunctionEmitter {
  readonly name: string
  readonly signature: Signature
  readonly #code: number[] = []
  readonly #locals: ValueType[] = []
  readonly #stack: ValueType[] = []
  readonly #blocks: Block[] = []

  constructor(name: string, signature: Signature) {
    this.name = name
    this.signature = signature
  }

  parameter(index: number): Local {
    const type = this.signature.parameters[index]
    if (type === undefined) throw new Error(`${this.name} has no parameter ${index}`)
    return { index, type }
  }

  local(type: ValueType): Local {
    this.#locals.push(type)
    return { index: this.signature.parameters.length + this.#locals.length - 1, type }
  }

  locals<N extends number>(type: ValueType, count: N): Locals<N> {
    return Array.from({ length: count }, () => this.local(type)) as Locals<N>
  }

  /** The first `count` parameters. */
  parameters<N extends number>(count: N): Locals<N> {
    return Array.from({ length: count }, (_, index) => this.parameter(index)) as Locals<N>
  }

  get(...locals: readonly Local[]): this {
    for (const { index, type } of locals) {
      this.#emit([GET, ...unsigned(index)])
      this.#stack.push(type)
    }
    return this
  }

  set(local: Local): this {
    this.#take('local.set', [local.type])
    return this.#emit([SET, ...unsigned(local.index)])
  }

  tee(local: Local): this {
    this.#take('local.tee', [local.type])
    this.#stack.push(local.type)
    return this.#emit([TEE, ...unsigned(local.index)])
  }

  int(value: number): this {
    this.#stack.push('i32')
    return this.#emit([I32_CONST, ...signed(value)])
  }

  float(value: number): this {
    this.#stack.push('f32')
    return this.#emit([F32_CONST, ...float(value)])
  }

  /** A vector whose lanes hold all ones or all zeros. */
  mask(lanes: readonly [boolean, boolean, boolean, boolean]): this {
    this.#stack.push('v128')
    const bytes = lanes.flatMap((isSet) => [0, 1, 2, 3].map(() => (isSet ? 0xff : 0)))
    return this.#emit([...V128_CONST, ...bytes])
  }

  /** An instruction without an immediate, or a load or store (of `lane`) at `offset` bytes. */
  op(name: OpcodeName, offset = 0, lane = 0): this {
    const opcode: Opcode = OPCODES[name]
    this.#take(name, opcode.takes)
    this.#stack.push(...opcode.gives)
    return this.#emit([...opcodeBytes(opcode), ...immediateBytes(name, opcode, offset, lane)])
  }

  /** Picks 4 of the 8 f32 lanes of two vectors. */
  shuffle(lanes: readonly [number, number, number, number]): this {
    const opcode: Opcode = OPCODES['i8x16.shuffle']
    this.#take('i8x16.shuffle', opcode.takes)
    this.#stack.push(...opcode.gives)
    const bytes = lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte))
    return this.#emit([...opcodeBytes(opcode), ...bytes])
  }

  call(callee: Callee): this {
    this.#take(`call ${callee.index}`, callee.parameters)
    this.#stack.push(...callee.results)
    return this.#emit([CALL, ...unsigned(callee.index)])
  }

  /** Repeats `body` while it leaves something other than 0 on the stack; runs at least once. */
  loop(body: () => void): this {
    this.#open(LOOP)
    body()
    this.#take('loop condition', ['i32'])
    this.#emit([BRANCH_IF, 0])
    return this.#close()
  }

  /** for (counter = first; counter < limit; counter += step): does nothing when it starts beyond. */
  count(counter: Local, limit: number | Local, step: number, body: () => void): this {
    const pushLimit = () => (typeof limit === 'number' ? this.int(limit) : this.get(limit))
    this.get(counter)
    pushLimit()
    this.op('i32.lt_u')
    return this.when(() => {
      this.loop(() => {
        body()
        this.get(counter).int(step).op('i32.add').tee(counter)
        pushLimit()
        this.op('i32.lt_u')
      })
    })
  }

  /** Takes a condition from the stack. */
  when(then: () => void, otherwise?: () => void): this {
    this.#take('if', ['i32'])
    this.#open(IF)
    then()
    if (otherwise) {
      this.#checkHeight('else')
      this.#emit([ELSE])
      otherwise()
    }
    return this.#close()
  }

  /** The function's body in the binary format. Throws when something is left on the stack. */
  finish(): number[] {
    if (this.#blocks.length > 0) throw new Error(`${this.name}: ${this.#blocks.length} open blocks`)
    this.#take('end of function', this.signature.results)
    if (this.#stack.length > 0) throw new Error(`${this.name} leaves ${this.#stack.join(', ')}`)
    const groups = this.#locals.map((type) => [1, TYPE_BYTES[type]])
    return [...unsigned(groups.length), ...groups.flat(), ...this.#code, END]
  }

  #emit(bytes: readonly number[]): this {
    for (const byte of bytes) this.#code.push(byte)
    return this
  }

  #open(opcode: number): void {
    this.#blocks.push({ height: this.#stack.length, opcode })
    this.#emit([opcode, NO_RESULT])
  }

  #close(): this {
    this.#checkHeight('end')
    this.#blocks.pop()
    return this.#emit([END])
  }

  #checkHeight(where: string): void {
    const block = this.#blocks.at(-1)
    if (block && block.height === this.#stack.length) return
    throw new Error(`${this.name}: at ${where} the stack holds ${this.#stack.join(', ')}`)
  }

  #take(what: string, wanted: readonly ValueType[]): void {
    const floor = this.#blocks.at(-1)?.height ?? 0
    const taken = this.#stack.slice(Math.max(floor, this.#stack.length - wanted.length))
    if (taken.join() !== wanted.join()) {
      throw new Error(
        `${this.name}: ${what} takes (${wanted.join(', ')}), the stack has (${taken.join(', ')})`,
      )
    }
    this.#stack.length -= wanted.length
  }
}

function opcodeBytes({ code }: Opcode): number[] {
  const [first, second] = code
  return second === undefined ? [first] : [first, ...unsigned(second)]
}

/** Loads and stores carry an alignment (unaligned is allowed: 2² = 4 bytes promised) and an offset. */
function immediateBytes(
  name: string,
  { immediate }: Opcode,
  value: number,
  lane: number,
): number[] {
  if (immediate === 'memory') return [2, ...unsigned(value)]
  if (immediate === 'memory-lane') return [2, ...unsigned(value), lane]
  if (immediate === 'lane') return [value]
  if (immediate === 'shuffle') throw new Error(`${name} is emitted by shuffle()`)
  if (value !== 0) throw new Error(`${name} takes no offset`)
  return []
}
