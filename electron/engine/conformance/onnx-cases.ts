/**
 * The convolutions of the ONNX backend tests (../shared/conformance), for the tests of every
 * engine: inputs, layers and expected outputs that nobody here computed. Runs in Node only.
 *
 *     describe.skipIf(onnxAbsence)(`ONNX${onnxAbsence ?? ''}`, () => {
 *       test.each(loadOnnxCases())('$name', async ({ layer, input, expected }) => {
 *         const convolution = resolveConvolution(layer, input.shape)
 *         …run it…
 *         expect(worstOnnxError(output, expected)).toBeLessThanOrEqual(1)
 *       })
 *     })
 */
import { readdirSync, readFileSync } from 'node:fs'
import { sharedAbsence, sharedPath } from '../../../e2e/page/shared'
import { DEFAULT_SETTINGS, type Layer, type Shape, type Sides } from '../../contract/spec'
import type { Tensor } from '../engine'
import {
  readOnnxGraph,
  readOnnxTensor,
  type OnnxAttribute,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
} from './onnx-model'

const SETS = ['onnx-node-conv', 'onnx-pytorch-conv'] as const

/** Why the cases are not there, as the end of a test's name; null where they are. */
export const onnxAbsence: string | null =
  sharedAbsence('conformance/onnx-node-conv') ?? sharedAbsence('conformance/onnx-pytorch-conv')

/** A 2-D convolution with what must come out of it. */
export interface OnnxCase {
  /** Its folder, e.g. `test_Conv2d_dilated`; a batch of several adds `[n]`. */
  readonly name: string
  readonly layer: Layer
  readonly input: Tensor
  readonly expected: Tensor
}

/** All `Conv` cases of four dimensions; empty where the data are not there. */
export function loadOnnxCases(): OnnxCase[] {
  return loadFolders('Conv').flatMap(convolutionCases)
}

/** The 2-D `Pad` cases, each as a 1×1 convolution that changes nothing but the padding. */
export function loadOnnxPadCases(): OnnxCase[] {
  return loadFolders('Pad').flatMap(paddingCases)
}

/**
 * How far a result lies from what is expected in units of ONNX's own tolerance,
 * |y − ŷ| ≤ 1e-7 + 1e-3·|ŷ|: at most 1 is a pass.
 */
export function worstOnnxError(output: ArrayLike<number>, expected: Tensor): number {
  if (output.length !== expected.data.length) return Infinity
  return expected.data.reduce((worst, value, at) => {
    const error = Math.abs((output[at] ?? NaN) - value) / (1e-7 + 1e-3 * Math.abs(value))
    return Number.isNaN(error) ? Infinity : Math.max(worst, error)
  }, 0)
}

interface Folder {
  readonly name: string
  readonly graph: OnnxGraph
  readonly node: OnnxNode
  readonly inputs: readonly OnnxTensor[]
  readonly output: OnnxTensor
}

/** Folders whose graph has one node of this operator and tensors of four dimensions. */
function loadFolders(operator: string): Folder[] {
  if (onnxAbsence) return []
  const names = SETS.flatMap((set) =>
    readdirSync(sharedPath('conformance', set))
      .filter((name) => name.startsWith('test_'))
      .map((name) => ({ set, name })),
  )
  return names.flatMap(({ set, name }) => {
    const folder = sharedPath('conformance', set, name)
    const graph = readOnnxGraph(readFileSync(`${folder}/model.onnx`))
    const node = graph.nodes.find((candidate) => candidate.operator === operator)
    if (node === undefined) return []
    const data = readdirSync(`${folder}/test_data_set_0`).sort()
    const read = (file: string) => readOnnxTensor(readFileSync(`${folder}/test_data_set_0/${file}`))
    const inputs = data.filter((file) => file.startsWith('input_')).map(read)
    const [output] = data.filter((file) => file.startsWith('output_')).map(read)
    if (output?.shape.length !== 4) return []
    return [{ name, graph, node, inputs, output }]
  })
}

/** The tensor behind each of a node's inputs: an initializer, or what the test data feed. */
function argumentsOf({ graph, node, inputs }: Folder): (OnnxTensor | undefined)[] {
  const fed = graph.inputs.filter((name) => !graph.initializers.has(name))
  return node.inputs.map((name) => graph.initializers.get(name) ?? inputs[fed.indexOf(name)])
}

function convolutionCases(folder: Folder): OnnxCase[] {
  const [input, weights, bias] = argumentsOf(folder)
  if (input === undefined || weights === undefined) throw new Error(`${folder.name} lacks a tensor`)
  const { attributes } = folder.node
  const [o = 0, i = 0, height = 0, width = 0] = weights.shape
  const layer: Layer = {
    ...DEFAULT_SETTINGS,
    stride: axesOf(attributes.get('strides')),
    dilation: axesOf(attributes.get('dilations')),
    padding: sidesOf(attributes, { folder, input, kernel: { height, width } }),
    groups: attributes.get('group')?.integer ?? 1,
    weights: { shape: [o, i, height, width], data: weights.data },
    bias: bias?.data ?? null,
  }
  return batchCases(folder, layer, input)
}

type Attributes = ReadonlyMap<string, OnnxAttribute>

function axesOf(attribute: OnnxAttribute | undefined): { y: number; x: number } {
  const [y = 1, x = 1] = attribute?.integers ?? []
  return { y, x }
}

interface Padded {
  readonly folder: Folder
  readonly input: OnnxTensor
  readonly kernel: { readonly height: number; readonly width: number }
}

/** `pads` holds all begins, then all ends; `auto_pad` follows from the output's size. */
function sidesOf(attributes: Attributes, { folder, input, kernel }: Padded): Sides {
  const rule = attributes.get('auto_pad')?.text || 'NOTSET'
  if (rule === 'SAME_UPPER' || rule === 'SAME_LOWER') {
    const stride = axesOf(attributes.get('strides'))
    const [, , inHeight = 0, inWidth = 0] = input.shape
    const vertical = samePads(inHeight, kernel.height, stride.y)
    const horizontal = samePads(inWidth, kernel.width, stride.x)
    const [small, large] = rule === 'SAME_UPPER' ? ([0, 1] as const) : ([1, 0] as const)
    return {
      top: vertical[small],
      bottom: vertical[large],
      left: horizontal[small],
      right: horizontal[large],
    }
  }
  if (rule !== 'NOTSET' && rule !== 'VALID') throw new Error(`${folder.name}: auto_pad ${rule}`)
  const [top = 0, left = 0, bottom = 0, right = 0] = attributes.get('pads')?.integers ?? []
  return { top, left, bottom, right }
}

/** [smaller half, larger half] of what makes the output ⌈n/s⌉ long. (ONNX Operators, Conv) */
function samePads(size: number, kernel: number, stride: number): readonly [number, number] {
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size)
  return [Math.floor(total / 2), Math.ceil(total / 2)]
}

function batchCases({ name, output }: Folder, layer: Layer, input: OnnxTensor): OnnxCase[] {
  const [batch = 1] = input.shape
  return Array.from({ length: batch }, (_, index) => ({
    name: batch === 1 ? name : `${name}[${index}]`,
    layer,
    input: itemOf(input, index),
    expected: itemOf(output, index),
  }))
}

function itemOf({ shape, data }: OnnxTensor, index: number): Tensor {
  const [, channels = 0, height = 0, width = 0] = shape
  const values = channels * height * width
  const item: Shape = { channels, height, width }
  return { shape: item, data: data.slice(index * values, (index + 1) * values) }
}

const PAD_MODES = { constant: 'constant', reflect: 'reflect', edge: 'replicate' } as const

function paddingCases(folder: Folder): OnnxCase[] {
  const [input, padsInput] = argumentsOf(folder)
  if (input === undefined) throw new Error(`${folder.name} lacks a tensor`)
  const { attributes } = folder.node
  const mode = attributes.get('mode')?.text || 'constant'
  if (mode !== 'constant' && mode !== 'reflect' && mode !== 'edge') {
    throw new Error(`${folder.name}: mode ${mode}`)
  }
  const pads = attributes.get('pads')?.integers ?? Array.from(padsInput?.data ?? [])
  const [n0 = 0, c0 = 0, top = 0, left = 0, n1 = 0, c1 = 0, bottom = 0, right = 0] = pads
  // Only rows and columns are padded by a convolution.
  if (n0 + c0 + n1 + c1 !== 0) return []
  const channels = input.shape[1] ?? 0
  const layer: Layer = {
    ...DEFAULT_SETTINGS,
    padding: { top, right, bottom, left },
    paddingMode: PAD_MODES[mode],
    paddingValue: attributes.get('value')?.float ?? 0,
    groups: channels,
    weights: { shape: [channels, 1, 1, 1], data: new Float32Array(channels).fill(1) },
    bias: null,
  }
  return batchCases(folder, layer, input)
}
