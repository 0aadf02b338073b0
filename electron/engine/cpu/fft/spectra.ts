import type { Convolution } from '../../engine'
import { columnOrder, rowOrder } from './order'
import type { FftPlan } from './plan'
import { createTransform } from './transform'

/**
 * Writes the transformed weights: for every (o, i) the conjugate spectrum of the kernel, dilated
 * and set into a block, divided by height·width (the scale of the inverse), in the order and layout
 * that the routine's transforms leave.
 */
export function writeSpectra(plan: FftPlan, { weights }: Convolution, floats: Float32Array): void {
  const { spec, inChannelsPerGroup } = plan.geometry
  const area = spec.kernel.height * spec.kernel.width
  const write = createKernelTransform(plan)
  for (let kernel = 0; kernel < spec.outChannels * inChannelsPerGroup; kernel++) {
    const values = weights.subarray(kernel * area, (kernel + 1) * area)
    const oriented = spec.flip ? values.slice().reverse() : values
    write(oriented, floats, (plan.constants.spectra + kernel * plan.layout.bytes) / 4)
  }
}

/**
 * Σ_a Σ_b w[a,b]·e^(+2πi(v·a·d_y/height + u·b·d_x/width)) / (height·width) in f64: the few rows of the
 * kernel first, then the columns of half the frequencies u; the kernel is real, so that the other
 * half are their conjugates, S(−v, −u) = conj S(v, u).
 */
function createKernelTransform({ geometry, layout }: FftPlan) {
  const { kernel, dilation } = geometry.spec
  const { height, width } = layout
  const [alongRow, downColumn] = [createTransform(width), createTransform(height)]
  const half = width / 2 + 1
  const rows = { re: new Float64Array(half * height), im: new Float64Array(half * height) }
  const row = { re: new Float64Array(width), im: new Float64Array(width) }
  const put = createPlacement(layout)
  const scale = 1 / (height * width)
  return (values: Float32Array, floats: Float32Array, at: number): void => {
    rows.re.fill(0)
    rows.im.fill(0)
    for (let a = 0; a < kernel.height; a++) {
      row.re.fill(0)
      row.im.fill(0)
      for (let b = 0; b < kernel.width; b++) {
        row.re[b * dilation.x] = (values[a * kernel.width + b] ?? 0) * scale
      }
      alongRow(row.re, row.im)
      for (let u = 0; u < half; u++) {
        rows.re[u * height + a * dilation.y] = row.re[u] ?? 0
        rows.im[u * height + a * dilation.y] = row.im[u] ?? 0
      }
    }
    for (let u = 0; u < half; u++) {
      const re = rows.re.subarray(u * height, (u + 1) * height)
      const im = rows.im.subarray(u * height, (u + 1) * height)
      downColumn(re, im)
      put({ u, re, im }, floats, at)
    }
  }
}

/** Writes the column of frequency u, and its mirror image, into a block. */
function createPlacement(layout: FftPlan['layout']) {
  const { height, width } = layout
  const columns = columnOrder(height)
  const places = new Int32Array(width)
  const lanes = layout.vectors * 4
  rowOrder(width).forEach((u, column) => {
    const panel = Math.floor(column / lanes)
    places[u] = (panel * layout.panelBytes) / 4 + (column % lanes)
  })
  const imaginary = layout.imaginary / 4
  return (
    { u, re, im }: { u: number; re: Float64Array; im: Float64Array },
    floats: Float32Array,
    at: number,
  ): void => {
    const mirror = (width - u) % width
    columns.forEach((v, row) => {
      const down = at + (row * layout.rowBytes) / 4
      const place = down + (places[u] ?? 0)
      floats[place] = re[v] ?? 0
      floats[place + imaginary] = im[v] ?? 0
      if (mirror === u) return
      const opposite = (height - v) % height
      const other = down + (places[mirror] ?? 0)
      floats[other] = re[opposite] ?? 0
      floats[other + imaginary] = -(im[opposite] ?? 0)
    })
  }
}
