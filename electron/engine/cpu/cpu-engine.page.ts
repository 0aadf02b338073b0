import { CASES, loadCase } from '../convolution/cases'
import { compareWithReference } from '../measure/agreement'
import { TensorMemory } from '../tensors/memory'
import { createCpuEngine } from './engine'
import { VARIANTS } from './plan'

/** What became of one case in a page, on one variant. */
export interface PageOutcome {
  readonly name: string
  readonly variant: string
  readonly agrees: boolean
  /** Two threads gave the same bits as one. */
  readonly isSame: boolean
}

/** Every case of the table on every variant that covers it, on Web Workers over shared memory. */
export async function runAllCases(): Promise<PageOutcome[]> {
  const memory = new TensorMemory()
  const engine = createCpuEngine({ memory, threads: 2 })
  const outcomes: PageOutcome[] = []
  for (const row of CASES) {
    const { convolution, input } = loadCase(row)
    const data = memory.allocate(input.data.length)
    data.set(input.data)
    for (const variant of VARIANTS) {
      if (variant.refusal(convolution) !== null) continue
      const results: Float32Array[] = []
      let agrees = true
      for (const threads of [1, 2]) {
        const prepared = await engine.prepare(convolution, { variant: variant.family, threads })
        const { output } = await prepared.run(
          { shape: input.shape, data },
          new AbortController().signal,
          () => undefined,
        )
        results.push(output.slice())
        const { errorBound } = prepared
        agrees &&= compareWithReference(convolution, input, { output, errorBound }).agrees
        prepared.dispose()
      }
      const [one, two] = results
      const isSame = one?.every((value, index) => Object.is(value, two?.[index])) ?? false
      outcomes.push({ name: row.name, variant: variant.family, agrees, isSame })
    }
    memory.free(data)
  }
  engine.dispose()
  return outcomes
}
