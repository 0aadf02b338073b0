import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import { orLost } from './loss'
import type { DispatchPlan, ShaderName } from './plan'
import bindings from './shaders/bindings.wgsl?raw'
import direct from './shaders/direct.wgsl?raw'
import tiled from './shaders/tiled.wgsl?raw'

/** The whole text of each shader. */
export const SHADER_SOURCES: Readonly<Record<ShaderName, string>> = {
  direct: `${bindings}\n${direct}`,
  tiled: `${bindings}\n${tiled}`,
}

/** In the order of shaders/bindings.wgsl. */
const BINDING_TYPES: readonly GPUBufferBindingType[] = [
  'uniform',
  'uniform',
  'read-only-storage',
  'read-only-storage',
  'read-only-storage',
  'storage',
  'read-only-storage',
]

/** Pipelines of one device, compiled once per shader and constants. */
export class Pipelines {
  readonly bindGroupLayout: GPUBindGroupLayout
  readonly #device: GPUDevice
  readonly #layout: GPUPipelineLayout
  readonly #compiled = new Map<string, Promise<GPUComputePipeline>>()

  constructor(device: GPUDevice) {
    this.#device = device
    this.bindGroupLayout = device.createBindGroupLayout({
      entries: BINDING_TYPES.map((type, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type },
      })),
    })
    this.#layout = device.createPipelineLayout({ bindGroupLayouts: [this.bindGroupLayout] })
  }

  /** Compiles at the first call. Throws `internal` with the compiler's words. */
  get({
    shader,
    constants,
  }: Pick<DispatchPlan, 'shader' | 'constants'>): Promise<GPUComputePipeline> {
    const key = `${shader} ${JSON.stringify(constants)}`
    const known = this.#compiled.get(key)
    if (known) return known
    const compiling = this.#compile(shader, constants)
    this.#compiled.set(key, compiling)
    compiling.catch(() => this.#compiled.delete(key))
    return compiling
  }

  async #compile(
    shader: ShaderName,
    constants: Readonly<Record<string, number>>,
  ): Promise<GPUComputePipeline> {
    this.#device.pushErrorScope('validation')
    const module = this.#device.createShaderModule({ label: shader, code: SHADER_SOURCES[shader] })
    const error = await orLost(this.#device.popErrorScope())
    if (error) throw notCompiled(shader, await compilerWords(module, error.message))
    try {
      return await this.#device.createComputePipelineAsync({
        label: shader,
        layout: this.#layout,
        compute: { module, entryPoint: 'main', constants: { ...constants } },
      })
    } catch (refusal) {
      throw notCompiled(shader, refusal instanceof Error ? refusal.message : String(refusal))
    }
  }
}

async function compilerWords(module: GPUShaderModule, fallback: string): Promise<string> {
  const { messages } = await module.getCompilationInfo()
  const errors = messages.filter(({ type }) => type === 'error')
  if (errors.length === 0) return fallback
  return errors.map(({ lineNum, message }) => `line ${lineNum}: ${message}`).join('; ')
}

function notCompiled(shader: ShaderName, words: string): FaultError {
  return new FaultError(
    'internal',
    sentence`This GPU driver did not compile shaders/${shader}.wgsl: ${words}`,
  )
}
