import { describe, expect, it } from 'vitest'
import { CASES, loadCase, type Case } from '../convolution/cases'
import { compareWithReference } from '../measure/agreement'
import { TensorMemory } from '../tensors/memory'
import { createCpuEngine } from './engine'
import { VARIANTS } from './plan'
import { PROFILES } from './profile'
import { TYPESCRIPT } from './typescript'

const never = new AbortController().signal
const nothing = () => undefined

for (const profile of PROFILES) {
  const engine = createCpuEngine({ memory: new TensorMemory(false), profile })
  const names = [...VARIANTS.map(({ family }) => family), TYPESCRIPT]
  describe.each(names)(`%s, ${profile.name}`, (variant) => {
    const covers = (row: Case) =>
      VARIANTS.find(({ family }) => family === variant)?.refusal(loadCase(row).convolution) ?? null

    it.each(CASES.filter((row) => covers(row) === null))(
      'agrees with the reference: $name',
      async (row) => {
        const { convolution, input } = loadCase(row)
        const prepared = await engine.prepare(convolution, { variant, threads: 1 })
        const { output } = await prepared.run(input, never, nothing)
        const agreement = compareWithReference(convolution, input, {
          output,
          errorBound: prepared.errorBound,
        })
        prepared.dispose()
        expect(agreement).toMatchObject({ agrees: true, whole: true, compared: output.length })
      },
    )

    it.each(CASES.filter((row) => covers(row) !== null))(
      'says which variant covers instead: $name',
      async (row) => {
        const { convolution } = loadCase(row)
        const preparing = engine.prepare(convolution, { variant, threads: 1 })
        await expect(preparing).rejects.toMatchObject({ code: 'unsupported' })
        const fault: unknown = await preparing.catch((error: unknown) => error)
        const [, named] = /; (wasm-\w+) covers it\.$/.exec(String(fault)) ?? []
        expect(VARIANTS.find(({ family }) => family === named)?.refusal(convolution)).toBeNull()
      },
    )
  })
}
