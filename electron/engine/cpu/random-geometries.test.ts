import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PADDING_MODES, type LayerSettings } from '../../contract/spec'
import { loadCase, type Case } from '../convolution/cases'
import { compareWithReference } from '../measure/agreement'
import { TensorMemory } from '../tensors/memory'
import { createCpuEngine } from './engine'
import { VARIANTS } from './plan'
import { ONE_TAP_128, ORDERED_256, PROFILES } from './profile'

const never = new AbortController().signal
const nothing = () => undefined

const side = (most: number) => fc.integer({ min: 1, max: most })
const step = fc.constantFrom(1, 1, 1, 2, 3, 4)

/** Any layer that is valid: small, odd, dilated, strided, grouped, padded on four sides. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    groups: fc.constantFrom(1, 1, 1, 2, 3),
    inPerGroup: side(5),
    outPerGroup: side(9),
    kernel: fc.tuple(side(9), side(9)),
    stride: fc.record({ y: step, x: step }),
    dilation: fc.record({ y: step, x: step }),
    margin: fc.tuple(side(24), side(60)),
    padding: fc.record({ top: side(4), right: side(4), bottom: side(4), left: side(4) }),
    isPadded: fc.boolean(),
    paddingMode: fc.constantFrom(...PADDING_MODES),
    flip: fc.boolean(),
    seed: fc.nat(),
  })
  .map((drawn): Case => {
    const { groups, inPerGroup, outPerGroup, kernel, dilation, margin } = drawn
    const reach = (k: number, d: number, more: number) => (k - 1) * d + 4 + more
    const settings: Partial<LayerSettings> = {
      groups,
      dilation,
      stride: drawn.stride,
      padding: drawn.isPadded ? drawn.padding : 'valid',
      paddingMode: drawn.paddingMode,
      paddingValue: 0.75,
      flip: drawn.flip,
    }
    return {
      name: `random ${drawn.seed}`,
      input: [
        groups * inPerGroup,
        reach(kernel[0], dilation.y, margin[0]),
        reach(kernel[1], dilation.x, margin[1]),
      ],
      weights: [groups * outPerGroup, inPerGroup, ...kernel],
      settings,
    }
  })

describe.each(PROFILES)('random layers, $name', (profile) => {
  const engine = createCpuEngine({ memory: new TensorMemory(false), profile })

  it('agree with the reference on every variant that covers them', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (drawn) => {
        const { convolution, input } = loadCase(drawn)
        for (const { family, refusal } of VARIANTS) {
          if (refusal(convolution) !== null) continue
          const prepared = await engine.prepare(convolution, { variant: family, threads: 1 })
          const { output } = await prepared.run(input, never, nothing)
          const { errorBound } = prepared
          const { agrees } = compareWithReference(convolution, input, { output, errorBound })
          prepared.dispose()
          expect(agrees, `${prepared.variant} agrees`).toBe(true)
        }
      }),
      { seed: 20240214, numRuns: 120 },
    )
  })
})

/** Rows and planes that are a multiple of 4 KiB: neighbours fall into one cache set. */
const ALIASING: readonly Case[] = [
  {
    name: 'rows of 1024',
    input: [4, 9, 1024],
    weights: [5, 4, 3, 3],
    settings: { padding: 'same' },
  },
  { name: 'rows of 2048, pointwise', input: [7, 4, 2048], weights: [6, 7, 1, 1] },
  {
    name: 'rows of 1024, depthwise',
    input: [6, 8, 1024],
    weights: [6, 1, 3, 3],
    settings: { padding: 'same', groups: 6 },
  },
  { name: 'rows of 1025, k7', input: [3, 11, 1025], weights: [7, 3, 7, 7] },
]

describe.each([ONE_TAP_128, ORDERED_256])('widths that alias, $name', (profile) => {
  const engine = createCpuEngine({ memory: new TensorMemory(false), profile })

  it.each(ALIASING)('$name', async (row) => {
    const { convolution, input } = loadCase(row)
    const ran: string[] = []
    for (const { family, refusal } of VARIANTS) {
      if (refusal(convolution) !== null) continue
      const prepared = await engine.prepare(convolution, { variant: family, threads: 1 })
      const { output } = await prepared.run(input, never, nothing)
      const { errorBound } = prepared
      expect(compareWithReference(convolution, input, { output, errorBound }).agrees).toBe(true)
      ran.push(prepared.variant)
      prepared.dispose()
    }
    expect(ran.length).toBeGreaterThan(0)
  })
})
