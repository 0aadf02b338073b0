/** One field of a protobuf message: its number, and its varint or its bytes. */
export interface Field {
  readonly number: number
  readonly varint: bigint
  readonly bytes: Uint8Array
}

const NO_BYTES = new Uint8Array(0)

/**
 * Reads the fields of one protobuf message in order. Every length is checked against the bytes;
 * nested messages are read by another call on a field's bytes. For test data only.
 * Source: Protocol Buffers, "Encoding".
 */
export function readFields(bytes: Uint8Array): Field[] {
  const reader = new WireReader(bytes)
  const fields: Field[] = []
  while (!reader.isAtEnd) fields.push(reader.field())
  return fields
}

/** The numbers of a packed repeated varint field. */
export function readPackedVarints(bytes: Uint8Array): bigint[] {
  const reader = new WireReader(bytes)
  const values: bigint[] = []
  while (!reader.isAtEnd) values.push(reader.varint())
  return values
}

class WireReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  field(): Field {
    const key = Number(this.varint())
    const [number, wireType] = [key >>> 3, key & 7]
    switch (wireType) {
      case 0:
        return { number, varint: this.varint(), bytes: NO_BYTES }
      case 1:
        return { number, varint: 0n, bytes: this.#take(8) }
      case 2:
        return { number, varint: 0n, bytes: this.#take(Number(this.varint())) }
      case 5:
        return { number, varint: 0n, bytes: this.#take(4) }
      default:
        throw new Error(`protobuf wire type ${wireType} at byte ${this.#at}`)
    }
  }

  /** At most 10 bytes; two's complement of 64 bits. */
  varint(): bigint {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#take(1)[0] ?? 0
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return BigInt.asIntN(64, value)
    }
    throw new Error(`protobuf number of more than 10 bytes at byte ${this.#at}`)
  }

  #take(count: number): Uint8Array {
    const end = this.#at + count
    if (!(end <= this.#bytes.length)) {
      throw new Error(`protobuf field ends at byte ${end} of ${this.#bytes.length}`)
    }
    const taken = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return taken
  }
}
