import { sized, text, unsigned, vector } from './bytes'
import { FunctionEmitter, typeByte, type Callee, type Signature } from './emitter'

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
const [TYPES, IMPORTS, FUNCTIONS, EXPORTS, CODE] = [1, 2, 3, 7, 10]
const FUNCTION_TYPE = 0x60
/** Pages of 64 KiB: 4 GiB, the most that 32-bit addresses reach. */
export const MAX_PAGES = 65_536

interface Defined {
  readonly emitter: FunctionEmitter
  readonly callee: Callee
  readonly isExported: boolean
}

/** Collects functions and writes a module that imports its memory as `lab.memory`. */
export class ModuleEmitter {
  readonly #defined: Defined[] = []
  readonly #isShared: boolean

  constructor(isShared: boolean) {
    this.#isShared = isShared
  }

  /** Adds a function whose body `write` emits; it can be called by those that come after it. */
  define(name: string, signature: Signature, write: (f: FunctionEmitter) => void): Callee {
    return this.#add(name, signature, { write, isExported: false })
  }

  /** The same, and it can be called from outside under its name. */
  export(name: string, signature: Signature, write: (f: FunctionEmitter) => void): Callee {
    return this.#add(name, signature, { write, isExported: true })
  }

  finish(): Uint8Array<ArrayBuffer> {
    const types = this.#defined.map(({ callee }) => typeOf(callee))
    const indices = this.#defined.map((_, index) => unsigned(index))
    const exported = this.#defined.filter(({ isExported }) => isExported)
    return new Uint8Array([
      ...HEADER,
      ...section(TYPES, vector(types)),
      ...section(IMPORTS, vector([this.#memoryImport()])),
      ...section(FUNCTIONS, vector(indices)),
      ...section(EXPORTS, vector(exported.map(({ emitter, callee }) => exportOf(emitter, callee)))),
      ...section(CODE, vector(this.#defined.map(({ emitter }) => sized(emitter.finish())))),
    ])
  }

  #add(
    name: string,
    signature: Signature,
    { write, isExported }: { write: (f: FunctionEmitter) => void; isExported: boolean },
  ): Callee {
    const emitter = new FunctionEmitter(name, signature)
    const callee = { ...signature, index: this.#defined.length }
    write(emitter)
    this.#defined.push({ emitter, callee, isExported })
    return callee
  }

  #memoryImport(): number[] {
    const limits = this.#isShared ? [0x03, 0, ...unsigned(MAX_PAGES)] : [0x00, 0]
    return [...text('lab'), ...text('memory'), 0x02, ...limits]
  }
}

function typeOf({ parameters, results }: Signature): number[] {
  const list = (types: Signature['results']) => vector(types.map((type) => [typeByte(type)]))
  return [FUNCTION_TYPE, ...list(parameters), ...list(results)]
}

function exportOf({ name }: FunctionEmitter, { index }: Callee): number[] {
  return [...text(name), 0x00, ...unsigned(index)]
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)]
}
