import { describe, expect, it } from 'vitest'
import { createTask, parseShape } from '../shape'
import { onnxModel } from './onnx-model'
import { planesFirst, planesLast } from './tfjs'

describe('ONNX model of one Conv', () => {
  const text = '{"ci":1,"co":1,"kh":1,"kw":2,"h":3,"w":300,"pad":[1,2,3,4]}'
  const { convolution } = createTask(parseShape(text))
  const bytes = [...onnxModel(convolution)]
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')

  it('begins with IR version 8 and ends with operator set 13', () => {
    expect(hex.startsWith('08083a')).toBe(true)
    expect(hex.endsWith('4202100d')).toBe(true)
  })

  it('gives pads as all begins, then all ends: top, left, bottom, right', () => {
    const pads = Buffer.from('pads').toString('hex')
    expect(hex).toContain(`0a04${pads}4001400440034002a00107`)
  })

  it('holds the weights as raw little-endian f32', () => {
    const raw = Buffer.from(convolution.weights.buffer).toString('hex')
    expect(hex).toContain(`4a08${raw}`)
  })

  it('gives the sides of the input as [1,C,H,W], 300 in two bytes', () => {
    expect(hex).toContain('0a0208010a0208010a0208030a0308ac02')
  })
})

describe('channels first and last', () => {
  it('turn planes over and back', () => {
    const planes = Float32Array.of(1, 2, 3, 10, 20, 30)
    expect([...planesLast(planes, 2)]).toEqual([1, 10, 2, 20, 3, 30])
    expect(planesFirst(planesLast(planes, 2), 2)).toEqual(planes)
  })
})
