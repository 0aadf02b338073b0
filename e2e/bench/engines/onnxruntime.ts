import { exactErrorBound } from '../../../electron/engine/measure/agreement'
import type { BenchTask } from '../shape'
import type { Contestant, PreparedRun } from '../stage'
import { onnxModel } from './onnx-model'

/** The part of onnxruntime's JavaScript API that is used; the packages share it. */
export interface OnnxRuntime {
  readonly Tensor: new (type: 'float32', data: Float32Array, sides: readonly number[]) => OnnxTensor
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<OnnxSession>
  }
  readonly env: { readonly versions: Readonly<Record<string, string>>; readonly wasm: object }
}
interface OnnxTensor {
  readonly data: Float32Array
}
interface OnnxSession {
  run(feeds: OnnxTensors, fetches?: OnnxTensors): Promise<OnnxTensors>
  release(): Promise<void>
}
type OnnxTensors = Readonly<Record<string, OnnxTensor>>

/**
 * onnxruntime, native or WebAssembly, with one session per shape. keepsOutput: results are written
 * into the same tensor again and again, which only the native one can do.
 */
export function createOnnxContestant(
  runtime: OnnxRuntime,
  { name, threads, keepsOutput }: { name: string; threads: number; keepsOutput: boolean },
): Contestant {
  return {
    about: runtime.env.versions['node'] ?? runtime.env.versions['web'] ?? '',
    prepare: async (task) => {
      const session = await runtime.InferenceSession.create(onnxModel(task.convolution), {
        executionProviders: [keepsOutput ? 'cpu' : 'wasm'],
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
      })
      return prepareRun(runtime, session, { task, name, keepsOutput })
    },
    dispose: () => undefined,
  }
}

function prepareRun(
  runtime: OnnxRuntime,
  session: OnnxSession,
  { task, name, keepsOutput }: { task: BenchTask; name: string; keepsOutput: boolean },
): PreparedRun {
  const { spec, output } = task.convolution.geometry
  const { channels, height, width } = spec.input
  const feeds = { X: new runtime.Tensor('float32', task.input.data, [1, channels, height, width]) }
  const sides = [1, output.channels, output.height, output.width]
  const room = new Float32Array(output.channels * output.height * output.width)
  const fetches = keepsOutput ? { Y: new runtime.Tensor('float32', room, sides) } : undefined
  let result: Float32Array = room
  return {
    variant: name,
    errorBound: exactErrorBound(task.convolution),
    run: async () => {
      const { Y } = await session.run(feeds, fetches)
      if (!Y) throw new Error('the session gave no output Y')
      result = Y.data
    },
    output: () => result,
    dispose: () => void session.release(),
  }
}
