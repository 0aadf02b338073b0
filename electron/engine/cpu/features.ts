import type { WasmFeatures } from './profile'
import { ModuleEmitter } from './wasm/module'

/** What this V8 understands, found out by asking it to validate a small module. */
export function detectFeatures(isShared: boolean): WasmFeatures {
  return { isShared, hasRelaxedSimd: WebAssembly.validate(relaxedModule()) }
}

function relaxedModule(): Uint8Array<ArrayBuffer> {
  const module = new ModuleEmitter(false)
  module.export('strip', { parameters: [], results: ['v128'] }, (f) => {
    const value = f.local('v128')
    f.get(value, value, value).op('f32x4.relaxed_madd')
  })
  return module.finish()
}
