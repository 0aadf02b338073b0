import * as v from 'valibot'
import { DISPLAY_MODES, parseMatrix } from '../contract/presets'
import { layerSettings } from './layer-schema'

/** How many presets of their own a person can keep, and how long a kernel's text can be. */
const MOST_PRESETS = 500
const MOST_TEXT = 200_000
const MOST_KERNELS = 512

const line = v.pipe(v.string(), v.maxLength(200))
const words = v.object({ en: line, 'zh-CN': line })
/** `-1 0 1;-2 0 2`: numbers, spaces and semicolons only. */
const matrix = v.pipe(v.string(), v.maxLength(MOST_TEXT), v.regex(/^[-+.\de; ]+$/i))
const kernels = v.pipe(
  v.array(v.pipe(v.array(matrix), v.minLength(1), v.maxLength(MOST_KERNELS))),
  v.minLength(1),
  v.maxLength(MOST_KERNELS),
  v.check(areAlike, 'the kernels are not matrices of one size, as many for each output'),
)

/** A layer that a person kept, number for number. */
const layer = v.object({
  id: v.pipe(v.string(), v.regex(/^own-[a-z0-9-]{1,40}$/)),
  name: words,
  use: words,
  source: line,
  display: v.picklist(DISPLAY_MODES),
  kind: v.literal('layer'),
  kernels,
  bias: v.pipe(v.array(v.pipe(v.number(), v.finite())), v.maxLength(MOST_KERNELS)),
  outputs: v.optional(v.pipe(v.array(v.nullable(words)), v.maxLength(MOST_KERNELS))),
  settings: v.object(layerSettings),
})

const keptPreset = v.pipe(
  layer,
  v.check(
    ({ bias, kernels }) => bias.length === kernels.length,
    'there is not a bias for each output',
  ),
  v.check(
    ({ outputs, kernels }) => !outputs || outputs.length === kernels.length,
    'there is not a name for each output',
  ),
)

/** A person's own presets, in a file and from the page. */
export const keptPresets = v.pipe(v.array(keptPreset), v.maxLength(MOST_PRESETS))

/** Every output has as many kernels, and all are matrices of one size. */
function areAlike(kernels: string[][]): boolean {
  try {
    const sizes = kernels.flat().map((text) => {
      const rows = parseMatrix(text)
      return `${rows.length} × ${rows[0]?.length ?? 0}`
    })
    return new Set(sizes).size === 1 && new Set(kernels.map((row) => row.length)).size === 1
  } catch {
    return false // a matrix that cannot be parsed
  }
}
