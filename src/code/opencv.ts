import { numpyArrays, numpySums } from './numpy-lines'
import { outsideValue, PADDING_NAMES, type CodeLayer } from './padding-code'

/** The layer for OpenCV in Python: `filter2D` is a correlation of one plane with one kernel. */
export function opencvCode(layer: CodeLayer): string {
  const { shape, dilation, flip } = layer
  const [, , height, width] = shape
  const { top, right, bottom, left } = layer.padding
  const [high, wide] = [(height - 1) * dilation.y + 1, (width - 1) * dilation.x + 1]
  const border = `cv2.${PADDING_NAMES.opencv[layer.paddingMode]}`
  return [
    'import cv2',
    'import numpy as np',
    '',
    ...numpyArrays(layer),
    '',
    '# x: float32 array [C, H, W] (not the HWC, BGR picture that imread gives)',
    `x = [cv2.copyMakeBorder(p, ${top}, ${bottom}, ${left}, ${right}, ${border}, value=${outsideValue(layer)}) for p in x]`,
    `rows, columns = x[0].shape[0] - ${high - 1}, x[0].shape[1] - ${wide - 1}`,
    '',
    'def plane(p, kernel):',
    `    taps = np.zeros((${high}, ${wide}), np.float32)`,
    `    taps[::${dilation.y}, ::${dilation.x}] = ${flip ? 'cv2.flip(kernel, -1)  # true convolution' : 'kernel'}`,
    '    return cv2.filter2D(p, cv2.CV_32F, taps, anchor=(0, 0))[:rows, :columns]',
    '',
    ...numpySums(layer, (plane) => `plane(${plane}, kernel)`),
  ].join('\n')
}
