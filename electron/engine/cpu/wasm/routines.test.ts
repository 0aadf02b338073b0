import { describe, expect, it } from 'vitest'
import wabt from 'wabt'
import { CASES, loadCase } from '../../convolution/cases'
import { VARIANTS } from '../plan'
import { PROFILES } from '../profile'
import { OPCODES } from './opcodes'
import { ModuleEmitter } from './module'

/** Its build for JavaScript validates no shared memory; that changes one byte of an import. */
const features = { threads: true, simd: true, relaxed_simd: true }

describe('routines in the eyes of another toolchain', async () => {
  const tools = await wabt()
  const read = (bytes: Uint8Array) => tools.readWasm(bytes, { ...features, readDebugNames: false })

  it.each(VARIANTS.map(({ family }) => family))('%s is valid for every case', (family) => {
    const variant = VARIANTS.find((each) => each.family === family)!
    let modules = 0
    for (const row of CASES) {
      const { convolution } = loadCase(row)
      if (variant.refusal(convolution) !== null) continue
      for (const profile of PROFILES) {
        const wasm = { hasRelaxedSimd: true, isShared: false }
        const { module } = variant.build(convolution, profile, wasm)
        const found = read(module)
        found.validate()
        found.destroy()
        modules++
      }
    }
    expect(modules).toBeGreaterThan(0)
  })

  it('every opcode of the table is the one that its name says', () => {
    for (const [name, { takes, gives, immediate }] of Object.entries(OPCODES)) {
      const module = new ModuleEmitter(false)
      module.export('strip', { parameters: takes, results: gives }, (f) => {
        f.get(...takes.map((_, index) => f.parameter(index)))
        if (immediate === 'shuffle') f.shuffle([0, 1, 2, 3])
        else f.op(name as keyof typeof OPCODES)
      })
      const found = read(module.finish())
      found.validate()
      const text = found.toText({ foldExprs: false, inlineExport: false })
      found.destroy()
      expect(text).toMatch(new RegExp(`\\s${name.replaceAll('.', '\\.')}[\\s)]`))
    }
  })

  it('refuses a module whose bytes were changed', () => {
    const { convolution } = loadCase(CASES[2]!)
    const wasm = { hasRelaxedSimd: true, isShared: false }
    const { module } = VARIANTS.at(-1)!.build(convolution, PROFILES[0]!, wasm)
    const last = module.length - 2
    const broken = module.with(last, 0x6a)
    expect(() => read(broken).validate()).toThrow()
  })
})
