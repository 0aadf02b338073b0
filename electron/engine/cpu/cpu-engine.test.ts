import { describe, expect, it } from 'vitest'
import { CASES, loadCase } from '../convolution/cases'
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
    it.each(CASES)('agrees with the reference: $name', async (row) => {
      const { convolution, input } = loadCase(row)
      const prepared = await engine.prepare(convolution, { variant, threads: 1 })
      const { output } = await prepared.run(input, never, nothing)
      const agreement = compareWithReference(convolution, input, {
        output,
        errorFactor: prepared.errorFactor,
      })
      prepared.dispose()
      expect(agreement).toMatchObject({ agrees: true, whole: true, compared: output.length })
    })
  })
}
