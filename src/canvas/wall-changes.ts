import { biasAt, weightIndex, type Bench } from '../bench/bench'
import { hasSameValues } from '../numbers/same-values'
import type { WallLook, WallScene } from './wall-draw'
import { BIAS, visibleKernels } from './wall-layout'

/** One kernel of the wall, or an output's bias (`input` is `BIAS`). */
export interface KernelPlace {
  readonly output: number
  readonly input: number
}

/** What the wall's canvas shows. */
export interface DrawnWall {
  readonly scene: WallScene
  readonly look: WallLook
  /** |weight| that took the full colour. */
  readonly largest: number
}

/** The kernels and biases in sight whose numbers changed; null when all has to be drawn anew. */
export function changedKernels(before: DrawnWall, now: DrawnWall): KernelPlace[] | null {
  if (!isAlike(before, now)) return null
  const [old, bench] = [before.scene.bench, now.scene.bench]
  const { outputs, inputs } = visibleKernels(now.scene.layout, now.scene.view)
  return outputs.flatMap((output) => [
    ...inputs.filter((input) => !isSameKernel(old, bench, { output, input })),
    ...(biasAt(old, output) === biasAt(bench, output) ? [] : [BIAS]),
  ].map((input) => ({ output, input }))) // prettier-ignore
}

/** Whether the same numbers would be drawn alike: everything else is the same, and nothing is selected. */
function isAlike({ scene: before, ...old }: DrawnWall, { scene, ...now }: DrawnWall): boolean {
  const isSamePlace =
    before.layout === scene.layout && before.view === scene.view && before.ratio === scene.ratio
  const isPlain = before.selected.length === 0 && scene.selected.length === 0
  const isSameStore = before.bench.layer.weights.shape === scene.bench.layer.weights.shape
  return (
    isSamePlace &&
    isPlain &&
    isSameStore &&
    before.bench.mix === scene.bench.mix &&
    old.look === now.look &&
    old.largest === now.largest
  )
}

function isSameKernel(old: Bench, bench: Bench, { output, input }: KernelPlace): boolean {
  const start = weightIndex(bench, { output, input, y: 0, x: 0 })
  if (start < 0) return true
  const [, , height, width] = bench.layer.weights.shape
  const kernel = { start, end: start + height * width }
  return hasSameValues(old.layer.weights.data, bench.layer.weights.data, kernel)
}
