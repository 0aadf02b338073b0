import type { ConvolutionSpec, PaddingMode, Sides } from '../../electron/contract/spec'

/** A layer with every size known, as code is written for it. */
export interface CodeLayer extends Pick<
  ConvolutionSpec,
  'stride' | 'dilation' | 'padding' | 'paddingMode' | 'paddingValue' | 'groups' | 'flip'
> {
  /** [O, I/groups, kh, kw] */
  readonly shape: readonly [number, number, number, number]
  readonly weights: Float32Array
  readonly bias: Float32Array
}

/** What other libraries call the paddings (FORMATS); null where they have none. */
export const PADDING_NAMES = {
  pytorch: {
    zero: 'constant',
    constant: 'constant',
    replicate: 'replicate',
    reflect: 'reflect',
    symmetric: null,
    circular: 'circular',
  },
  numpy: {
    zero: 'constant',
    constant: 'constant',
    replicate: 'edge',
    reflect: 'reflect',
    symmetric: 'symmetric',
    circular: 'wrap',
  },
  opencv: {
    zero: 'BORDER_CONSTANT',
    constant: 'BORDER_CONSTANT',
    replicate: 'BORDER_REPLICATE',
    reflect: 'BORDER_REFLECT_101',
    symmetric: 'BORDER_REFLECT',
    circular: 'BORDER_WRAP',
  },
  matlab: {
    zero: '0',
    constant: null,
    replicate: "'replicate'",
    reflect: null,
    symmetric: "'symmetric'",
    circular: "'circular'",
  },
} as const satisfies Record<string, Record<PaddingMode, string | null>>

export function isPadded({ top, right, bottom, left }: Sides): boolean {
  return top + right + bottom + left > 0
}

/** What stands outside the picture: 0 for `zero`. */
export function outsideValue({ paddingMode, paddingValue }: CodeLayer): string {
  return numberText(paddingMode === 'constant' ? paddingValue : 0)
}

/** The shortest decimal that is the same f32. */
export function numberText(value: number): string {
  const single = Math.fround(value)
  for (let digits = 1; digits <= 9; digits++) {
    const text = Number(single.toPrecision(digits))
    if (Math.fround(text) === single) return String(text)
  }
  return String(single)
}
