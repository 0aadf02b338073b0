import type { Layer } from '../../electron/contract/spec'
import { weightAt, type Bench } from './bench'

/** One output of the wall as a layer of its own, on all its input channels: [1, C, kh, kw]. */
export function oneOutput(bench: Bench, output: number): Layer {
  const { layer, channels } = bench
  const [, , height, width] = layer.weights.shape
  const area = height * width
  const data = Float32Array.from({ length: channels * area }, (_, index) => {
    const [input, tap] = [Math.floor(index / area), index % area]
    return weightAt(bench, { output, input, y: Math.floor(tap / width), x: tap % width })
  })
  const bias = Float32Array.of(layer.bias?.[output] ?? 0)
  return { ...layer, groups: 1, weights: { shape: [1, channels, height, width], data }, bias }
}
