import type { Convolution } from '../../../electron/engine/engine'

/** A field of a protobuf message: its number and its bytes, tag included. */
type Field = readonly number[] | Uint8Array

const [IR_VERSION, OPSET] = [8, 13]
const FLOAT = 1
const [ATTRIBUTE_INT, ATTRIBUTE_INTS] = [2, 7]

/**
 * An ONNX model of one Conv: input X [1,C,H,W], weights W as an initializer, output Y [1,O,mh,mw].
 * Written field by field; the numbers are those of onnx.proto3.
 */
export function onnxModel({ geometry, weights }: Convolution): Uint8Array<ArrayBuffer> {
  const { spec, output, inChannelsPerGroup } = geometry
  const { kernel, stride, dilation, padding, groups, input } = spec
  const node = message(
    text(1, 'X'),
    text(1, 'W'),
    text(2, 'Y'),
    text(4, 'Conv'),
    nested(5, intsAttribute('kernel_shape', [kernel.height, kernel.width])),
    nested(5, intsAttribute('strides', [stride.y, stride.x])),
    nested(5, intsAttribute('dilations', [dilation.y, dilation.x])),
    nested(5, intsAttribute('pads', [padding.top, padding.left, padding.bottom, padding.right])),
    nested(5, message(text(1, 'group'), int(3, groups), int(20, ATTRIBUTE_INT))),
  )
  const sides = [spec.outChannels, inChannelsPerGroup, kernel.height, kernel.width]
  const initializer = message(
    ...sides.map((side) => int(1, side)),
    int(2, FLOAT),
    text(8, 'W'),
    nested(9, new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength)),
  )
  const graph = message(
    nested(1, node),
    text(2, 'convolution'),
    nested(5, initializer),
    nested(11, valueInfo('X', [1, input.channels, input.height, input.width])),
    nested(12, valueInfo('Y', [1, output.channels, output.height, output.width])),
  )
  return message(int(1, IR_VERSION), nested(7, graph), nested(8, message(int(2, OPSET))))
}

function intsAttribute(name: string, values: readonly number[]): Uint8Array {
  return message(text(1, name), ...values.map((value) => int(8, value)), int(20, ATTRIBUTE_INTS))
}

function valueInfo(name: string, sides: readonly number[]): Uint8Array {
  const shape = message(...sides.map((side) => nested(1, message(int(1, side)))))
  const tensor = message(int(1, FLOAT), nested(2, shape))
  return message(text(1, name), nested(2, message(nested(1, tensor))))
}

function message(...fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(fields.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const field of fields) {
    bytes.set(field, at)
    at += field.length
  }
  return bytes
}

function int(number: number, value: number): Field {
  return [...varint(number << 3), ...varint(value)]
}

function text(number: number, value: string): Field {
  return nested(number, new TextEncoder().encode(value))
}

function nested(number: number, content: Uint8Array): Field {
  return message([...varint((number << 3) | 2), ...varint(content.length)], content)
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...varint(Math.floor(value / 0x80))]
}
