import type { Convolution } from '../../engine'
import { frequencyOrder } from './order'
import type { FftPlan } from './plan'

/**
 * Writes the transformed weights: for every (o, i) the conjugate spectrum of the kernel, dilated
 * and set into a block, divided by side² (the scale of the inverse), in the order and layout that
 * the routine's transforms leave: row = horizontal frequency, column = vertical frequency.
 */
export function writeSpectra(plan: FftPlan, { weights }: Convolution, floats: Float32Array): void {
  const { spec, inChannelsPerGroup } = plan.geometry
  const area = spec.kernel.height * spec.kernel.width
  const transform = createKernelTransform(plan)
  for (let kernel = 0; kernel < spec.outChannels * inChannelsPerGroup; kernel++) {
    const values = weights.subarray(kernel * area, (kernel + 1) * area)
    const oriented = spec.flip ? values.slice().reverse() : values
    transform(oriented, floats, (plan.constants.spectra + kernel * plan.layout.bytes) / 4)
  }
}

/** Σ_a Σ_b w[a,b]·e^(+2πi(v·a·d_y + u·b·d_x)/side) / side², as two passes of plain sums. */
function createKernelTransform({ geometry, layout }: FftPlan) {
  const { kernel, dilation } = geometry.spec
  const { side } = layout
  const order = frequencyOrder(side)
  const turns = Array.from({ length: side }, (_, n) => (2 * Math.PI * n) / side)
  const [cosine, sine] = [turns.map(Math.cos), turns.map(Math.sin)]
  const [pitch, imaginary] = [layout.pitch / 4, layout.imaginary / 4]
  const rowRe = new Float64Array(kernel.height)
  const rowIm = new Float64Array(kernel.height)
  return (values: Float32Array, floats: Float32Array, at: number): void => {
    order.forEach((u, row) => {
      rowRe.fill(0)
      rowIm.fill(0)
      for (let a = 0; a < kernel.height; a++) {
        for (let b = 0; b < kernel.width; b++) {
          const turn = (u * b * dilation.x) % side
          const value = values[a * kernel.width + b] ?? 0
          rowRe[a] = (rowRe[a] ?? 0) + value * (cosine[turn] ?? 0)
          rowIm[a] = (rowIm[a] ?? 0) + value * (sine[turn] ?? 0)
        }
      }
      order.forEach((v, column) => {
        let [re, im] = [0, 0]
        for (let a = 0; a < kernel.height; a++) {
          const turn = (v * a * dilation.y) % side
          const [c, s] = [cosine[turn] ?? 0, sine[turn] ?? 0]
          const [x, y] = [rowRe[a] ?? 0, rowIm[a] ?? 0]
          re += x * c - y * s
          im += x * s + y * c
        }
        const place = at + row * pitch + column
        floats[place] = re / (side * side)
        floats[place + imaginary] = im / (side * side)
      })
    })
  }
}
