/** Functions that make an array of what they are given: `np.array`, `torch.tensor`, `single`. */
export const MAKERS: ReadonlySet<string> = new Set([
  'array',
  'asarray',
  'mat',
  'matrix',
  'tensor',
  'as_tensor',
  'Tensor',
  'FloatTensor',
  'DoubleTensor',
  'Parameter',
  'constant',
  'float32',
  'float64',
  'single',
  'double',
])

/** Functions that take sides alone. */
export const FILLERS: ReadonlySet<string> = new Set(['ones', 'zeros'])

/** Functions that take a picture's name and the kernel. */
export const FILTERS: ReadonlySet<string> = new Set([
  'convolve',
  'convolve2d',
  'conv2',
  'conv2d',
  'correlate',
  'correlate2d',
  'filter2',
  'filter2D',
  'imfilter',
])

/** Methods that leave the numbers as they are. */
export const PASSING: ReadonlySet<string> = new Set([
  'astype',
  'type',
  'float',
  'double',
  'to',
  'cpu',
  'cuda',
  'copy',
  'contiguous',
  'detach',
  'numpy',
])

export const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' }
