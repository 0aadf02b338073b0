import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { ColourComponent, Luma, Region } from '../../contract/tensors'
import type { Tensor } from '../engine'
import { componentOf } from './colour-views'

/**
 * A component of the pixels of a region, as a tensor [1,h,w] of its own. It is computed from every
 * pixel before anything is averaged: the mean of colours has another hue, saturation or lightness
 * than the mean of hues, saturations or lightnesses. Throws `unsupported` for a tensor that is not
 * R, G, B (and perhaps alpha).
 */
export function colourTensor(
  tensor: Tensor,
  component: Luma | ColourComponent,
  { y, x, height, width }: Region,
): Tensor {
  checkColours(tensor, component)
  const of = componentOf(component)
  const { data, shape } = tensor
  const pixels = shape.height * shape.width
  const values = new Float32Array(height * width)
  for (let row = 0, at = 0; row < height; row++) {
    const start = (y + row) * shape.width + x
    for (let pixel = start; pixel < start + width; pixel++, at++) {
      values[at] = of(
        data[pixel] as number,
        data[pixel + pixels] as number,
        data[pixel + 2 * pixels] as number,
      )
    }
  }
  return { shape: { channels: 1, height, width }, data: values }
}

/** Throws `unsupported` for a tensor that is not R, G, B with or without alpha. */
export function checkColours({ shape }: Tensor, component: Luma | ColourComponent): void {
  if (shape.channels === 3 || shape.channels === 4) return
  throw new FaultError(
    'unsupported',
    sentence`The view "${component}" needs the channels R, G, B; this picture has ${shape.channels}.`,
  )
}
