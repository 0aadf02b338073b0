import { readFields, readPackedVarints, type Field } from './protobuf'

/** A tensor of an ONNX file; f32 and i64 are read, both as f32. */
export interface OnnxTensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly data: Float32Array
}

export interface OnnxAttribute {
  readonly text: string
  readonly float: number
  readonly integer: number
  readonly integers: readonly number[]
  readonly tensor: OnnxTensor | null
}

export interface OnnxNode {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: ReadonlyMap<string, OnnxAttribute>
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[]
  readonly initializers: ReadonlyMap<string, OnnxTensor>
  /** Names of the graph's inputs, initializers among them in old files. */
  readonly inputs: readonly string[]
}

/** Field numbers are those of onnx.proto3. For test data only. */
export function readOnnxGraph(model: Uint8Array): OnnxGraph {
  const graph = readFields(one(readFields(model), 7).bytes)
  const tensors = all(graph, 5).map(({ bytes }) => readOnnxTensor(bytes))
  return {
    nodes: all(graph, 1).map(({ bytes }) => readNode(bytes)),
    initializers: new Map(tensors.map((tensor) => [tensor.name, tensor])),
    inputs: all(graph, 11).map(({ bytes }) => text(readFields(bytes), 1)),
  }
}

const FLOAT = 1
const INT64 = 7

/** A TensorProto: dims, data_type, float_data or int64_data or raw_data. */
export function readOnnxTensor(bytes: Uint8Array): OnnxTensor {
  const fields = readFields(bytes)
  const type = integer(fields, 2)
  if (type !== FLOAT && type !== INT64) throw new Error(`ONNX data type ${type} is not read`)
  if (all(fields, 13).length > 0) throw new Error('ONNX external data is not read')
  const shape = integers(fields, 1)
  const raw = all(fields, 9)[0]?.bytes
  const data = raw ? rawValues(raw, type) : listedValues(fields, type)
  const needed = shape.reduce((product, side) => product * side, 1)
  if (data.length !== needed) {
    throw new Error(`an ONNX tensor [${shape.join(', ')}] has ${data.length} values`)
  }
  return { name: text(fields, 8), shape, data }
}

function rawValues(raw: Uint8Array, type: number): Float32Array {
  const bytes = new Uint8Array(raw).buffer
  return type === FLOAT
    ? new Float32Array(bytes)
    : Float32Array.from(new BigInt64Array(bytes), (value) => Number(value))
}

function listedValues(fields: readonly Field[], type: number): Float32Array {
  if (type === INT64) return Float32Array.from(integers(fields, 7))
  const pieces = all(fields, 4).map(({ bytes }) => Array.from(rawValues(bytes, FLOAT)))
  return Float32Array.from(pieces.flat())
}

function readNode(bytes: Uint8Array): OnnxNode {
  const fields = readFields(bytes)
  const attributes = all(fields, 5).map((field) => readAttribute(field.bytes))
  return {
    operator: text(fields, 4),
    inputs: all(fields, 1).map(decodeText),
    outputs: all(fields, 2).map(decodeText),
    attributes: new Map(attributes),
  }
}

function readAttribute(bytes: Uint8Array): [string, OnnxAttribute] {
  const fields = readFields(bytes)
  const float = all(fields, 2)[0]?.bytes
  const tensor = all(fields, 5)[0]?.bytes
  return [
    text(fields, 1),
    {
      float: float ? (rawValues(float, FLOAT)[0] ?? 0) : 0,
      integer: integer(fields, 3),
      text: text(fields, 4),
      integers: integers(fields, 8),
      tensor: tensor ? readOnnxTensor(tensor) : null,
    },
  ]
}

function all(fields: readonly Field[], number: number): Field[] {
  return fields.filter((field) => field.number === number)
}

function one(fields: readonly Field[], number: number): Field {
  const [field] = all(fields, number)
  if (field === undefined) throw new Error(`an ONNX message has no field ${number}`)
  return field
}

function decodeText({ bytes }: Field): string {
  return new TextDecoder().decode(bytes)
}

function text(fields: readonly Field[], number: number): string {
  const field = all(fields, number)[0]
  return field ? decodeText(field) : ''
}

function integer(fields: readonly Field[], number: number): number {
  return Number(all(fields, number)[0]?.varint ?? 0n)
}

/** Repeated integers stand one by one or packed. */
function integers(fields: readonly Field[], number: number): number[] {
  return all(fields, number).flatMap(({ varint, bytes }) =>
    bytes.length > 0 ? readPackedVarints(bytes).map(Number) : [Number(varint)],
  )
}
