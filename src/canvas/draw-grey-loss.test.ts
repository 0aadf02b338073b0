import { expect, it } from 'vitest'
import { drawTwins } from './draw-grey-loss'

it('keeps the colour of marked pixels and dims the grey of the others', () => {
  const put: number[][] = []
  const context = {
    canvas: { width: 1, height: 1 },
    createImageData: (width: number, height: number) => ({
      data: new Uint8ClampedArray(4 * width * height),
    }),
    putImageData: ({ data }: { data: Uint8ClampedArray }) => put.push([...data]),
  } as unknown as CanvasRenderingContext2D
  const plane = (...values: number[]) => ({
    height: 1,
    width: 3,
    values: Float32Array.from(values),
  })
  const planes = [plane(1, 1, 1), plane(0, 0, 0), plane(0, 0, 0)] as const
  const weights = [0.4, 0.4, 0.2] as const
  drawTwins(context, planes, { share: plane(1, 0, 0.5), weights })
  // Grey 0.4 dimmed to 0.22 is 56.1; halfway to red are 155.55 and 28.05.
  expect(put).toEqual([[255, 0, 0, 255, 56, 56, 56, 255, 156, 28, 28, 255]])
  expect(context.canvas).toMatchObject({ width: 3, height: 1 })
})
