import type { Residual } from '../../contract/kernels'
import type { Size } from '../../contract/spec'
import type { Tensor } from '../engine'

export interface Residuals {
  readonly residual: Residual
  readonly ofOutputs: readonly Residual[]
  /** [1,h,w]: at each pixel the RMS over the outputs. */
  readonly difference: Tensor
}

/**
 * How far `result` [O,h,w], computed without padding by a kernel of this size, is from the pixels
 * of `after` [O,H,W] that it stands for.
 */
export function residualsOf(result: Tensor, after: Tensor, kernel: Size): Residuals {
  const { channels, height, width } = result.shape
  const squares = new Float32Array(height * width)
  const corner = ((kernel.height - 1) >> 1) * after.shape.width + ((kernel.width - 1) >> 1)
  const ofOutputs = Array.from({ length: channels }, (_, output): Residual => {
    let [sum, max] = [0, 0]
    for (let y = 0, at = 0; y < height; y++) {
      const row = (output * after.shape.height + y) * after.shape.width + corner
      for (let x = 0; x < width; x++, at++) {
        const value = result.data[output * height * width + at] as number
        const off = Math.abs(value - (after.data[row + x] as number))
        sum += off * off
        if (!(off <= max)) max = off
        squares[at] = (squares[at] as number) + off * off
      }
    }
    return { rms: Math.sqrt(sum / (height * width)), max }
  })
  const data = squares.map((sum) => Math.sqrt(sum / channels))
  return {
    residual: {
      rms: Math.hypot(...ofOutputs.map(({ rms }) => rms)) / Math.sqrt(channels),
      max: Math.max(...ofOutputs.map(({ max }) => max)),
    },
    ofOutputs,
    difference: { shape: { channels: 1, height, width }, data },
  }
}
