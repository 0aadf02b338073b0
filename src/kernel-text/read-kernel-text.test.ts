import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FaultError } from '../../electron/contract/faults'
import { asText } from '../bench/matrix-text'
import { dividedValues } from './kernel-text'
import { readKernelText } from './read-kernel-text'

const laplacian = [0, 1, 0, 1, -4, 1, 0, 1, 0]
const ones = (count: number): number[] => new Array<number>(count).fill(1)

describe('plain rows', () => {
  it.each([
    ['0 1 0\n1 -4 1\n0 1 0', [3, 3], laplacian],
    ['0,1,0\r\n1,−4,1\r\n0,1,0\r\n', [3, 3], laplacian],
    ['0\t1\t0\n1\t–4\t1\n0\t1\t0', [3, 3], laplacian],
    ['0;1;0\n1;-4;1\n0;1;0', [3, 3], laplacian],
    ['0 1 0; 1 -4 1; 0 1 0', [3, 3], laplacian],
    ['0 1 0;\n1 -4 1;\n0 1 0;', [3, 3], laplacian],
    ['0,5;1\n-0,25;2', [2, 2], [0.5, 1, -0.25, 2]],
    ['1/9 1/3\n２ 1e-1', [2, 2], [1 / 9, 1 / 3, 2, 0.1]],
    ['1 2\n3 4\n\n5 6\n7 8', [2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]],
    ['1, 2, 1', [1, 3], [1, 2, 1]],
  ])('%j', (text, shape, values) => {
    expect(readKernelText(text)).toMatchObject({ format: 'rows', shape, values, divisor: 1 })
  })
})

describe('NumPy, PyTorch and nested brackets', () => {
  it.each([
    ['np.array([[1, 2, 1],\n          [2, 4, 2],\n          [1, 2, 1]]) / 16', 'numpy', [3, 3], 16],
    ['import numpy as np\nk = np.array([[1,2,1],[2,4,2],[1,2,1]], dtype=np.float32)/16.', 'numpy', [3, 3], 16], // prettier-ignore
    ['[[1. 2. 1.]\n [2. 4. 2.]\n [1. 2. 1.]]', 'numpy', [3, 3], 1],
    ['array([[1., 2., 1.],\n       [2., 4., 2.],\n       [1., 2., 1.]])', 'numpy', [3, 3], 1],
    ['np.outer([1, 2, 1], [1, 2, 1]) / 16', 'numpy', [3, 3], 16],
    ["tensor([[[[1., 2., 1.],\n          [2., 4., 2.],\n          [1., 2., 1.]]]], device='cuda:0', grad_fn=<DivBackward0>)", 'pytorch', [1, 1, 3, 3], 1], // prettier-ignore
    ['Parameter containing:\ntensor([[1., 2., 1.], [2., 4., 2.], [1., 2., 1.]], requires_grad=True)', 'pytorch', [3, 3], 1], // prettier-ignore
    ['torch.tensor([1., 2, 1, 2, 4, 2, 1, 2, 1]).view(1, 1, 3, -1) / 16', 'pytorch', [1, 1, 3, 3], 16], // prettier-ignore
    ['[[1,2,1],[2,4,2],[1,2,1]]', 'brackets', [3, 3], 1],
    ['float k[3][3] = { {1, 2, 1}, // top\n  {2, 4, 2}, {1, 2, 1} };', 'brackets', [3, 3], 1],
    ['((1,2,1),(2,4,2),(1,2,1))', 'brackets', [3, 3], 1],
    ['1/16 * np.array([[1,2,1],[2,4,2],[1,2,1]])', 'numpy', [3, 3], 16],
  ])('%j', (text, format, shape, divisor) => {
    const read = readKernelText(text)
    expect(read).toMatchObject({ format, shape, divisor, turns: false })
    expect(read.values).toEqual([1, 2, 1, 2, 4, 2, 1, 2, 1])
  })

  it('reads fractions, minus signs and roots inside brackets', () => {
    const { values } = readKernelText('[[1/9, −1 / 3], [√2, -.5]]')
    expect(values).toEqual([1 / 9, -1 / 3, Math.SQRT2, -0.5])
  })

  it('reads np.ones and np.convolve, which turns', () => {
    expect(readKernelText('np.ones((5, 5)) / 25')).toMatchObject({
      shape: [5, 5],
      values: ones(25),
      divisor: 25,
    })
    const read = readKernelText(
      'out = ndimage.convolve(img, np.array([[1, 2], [3, 4]]), mode="mirror")',
    )
    expect(read).toMatchObject({ turns: true, values: [1, 2, 3, 4], format: 'numpy' })
    expect(readKernelText('correlate2d(img, [[1, 2], [3, 4]])').turns).toBe(false)
  })

  it('keeps four sides in order', () => {
    const text = JSON.stringify([
      [[[1, 2]], [[3, 4]]],
      [[[5, 6]], [[7, 8]]],
      [[[9, 10]], [[11, 12]]],
    ])
    expect(readKernelText(text)).toMatchObject({
      shape: [3, 2, 1, 2],
      values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    })
  })
})

describe('MATLAB', () => {
  it.each([
    ['[1 2; 3 4]/9', [2, 2], [1, 2, 3, 4], 9],
    ['h = [1, 2; 3, -4];', [2, 2], [1, 2, 3, -4], 1],
    ['h = [1 2\n     3 4];', [2, 2], [1, 2, 3, 4], 1],
    [
      'h = [1 2 ... first\n 3; 4 5 6] % a note'.replace(' first', ''),
      [2, 3],
      [1, 2, 3, 4, 5, 6],
      1,
    ],
    ['1/9*ones(3)', [3, 3], ones(9), 9],
    ['ones(2,3)/6', [2, 3], ones(6), 6],
    ["[1 2 1]'*[1 0 -1]", [3, 3], [1, 0, -1, 2, 0, -2, 1, 0, -1], 1],
    ['[1;2;1]*[1 0 -1]/8', [3, 3], [1, 0, -1, 2, 0, -2, 1, 0, -1], 8],
    ['-[1 2; 3 4]', [2, 2], [-1, -2, -3, -4], 1],
  ])('%j', (text, shape, values, divisor) => {
    expect(readKernelText(text)).toMatchObject({ format: 'matlab', shape, values, divisor })
  })

  it('adds arrays: a sharpening kernel', () => {
    const read = readKernelText('[0 0 0; 0 2 0; 0 0 0] - ones(3)/9')
    expect([...dividedValues(read)]).toEqual(
      [0, 0, 0, 0, 2, 0, 0, 0, 0].map((value) => Math.fround(value - 1 / 9)),
    )
  })

  it('conv2 turns', () => {
    expect(readKernelText("conv2(img, [1 2; 3 4], 'same')").turns).toBe(true)
  })
})

describe('ImageMagick', () => {
  it.each([
    ['3x3: 0,1,0 1,-4,1 0,1,0', [3, 3], laplacian, 1],
    ["-morphology Convolve '3x3: 0 1 0, 1 -4 1, 0 1 0'", [3, 3], laplacian, 1],
    ['3: 0,1,0\n   1,-4,1\n   0,1,0', [3, 3], laplacian, 1],
    ["magick in.png -define convolve:scale='1/9' -morphology Convolve '3x3: 1,1,1 1,1,1 1,1,1' out.png", [3, 3], ones(9), 9], // prettier-ignore
    ["-define convolve:scale=! -morphology Convolve '2x1: 1,3'", [1, 2], [1, 3], 4],
    ['3x1: 1,2,1; 3x1: -1,0,1', [2, 1, 3], [1, 2, 1, -1, 0, 1], 1],
  ])('%j', (text, shape, values, divisor) => {
    const read = readKernelText(text)
    expect(read).toMatchObject({ format: 'imagemagick', shape, values, turns: true })
    expect(read.divisor).toBe(divisor)
  })

  it('tells of holes, an origin off the middle, bias and edge', () => {
    const read = readKernelText(
      "-virtual-pixel tile -bias 50% -morphology Correlate '3x1+0+0: nan,1,-'",
    )
    expect(read).toMatchObject({ values: [0, 1, 0], notes: ['holes', 'anchor'], turns: false })
    expect(read).toMatchObject({ bias: 0.5, edgeMode: 'circular' })
  })
})

describe('SVG feConvolveMatrix', () => {
  it('reads every attribute', () => {
    const text =
      '<feConvolveMatrix order="3" kernelMatrix="1 0 0\n 0 1 0\n 0 0 -1" divisor="2" bias="0.5" edgeMode="wrap" preserveAlpha="true"/>'
    expect(readKernelText(text)).toEqual({
      format: 'svg',
      shape: [3, 3],
      values: [1, 0, 0, 0, 1, 0, 0, 0, -1],
      divisor: 2,
      bias: 0.5,
      edgeMode: 'circular',
      turns: true,
      notes: [],
    })
  })

  it('takes order as width and height, the sum as divisor, duplicate as edge', () => {
    const text = "<filter><feConvolveMatrix order='3,2' kernelMatrix='1,1,1, 1,1,1' /></filter>"
    expect(readKernelText(text)).toMatchObject({
      shape: [2, 3],
      divisor: 6,
      edgeMode: 'replicate',
      notes: ['normalised', 'anchor'],
    })
  })
})

describe('what cannot be read is told in one sentence with its place', () => {
  it.each([
    ['', 'There is no number to read yet; paste or type rows such as 1 0 −1.'],
    ['1 2\n3 four', 'Row 2, word 2: “four” is not a number; write 0.25, 1/4, −2 or 1e-3.'],
    ['1 2\n3', 'Row 2 has 1 numbers, the first has 2; give every row as many.'],
    ['[[1, 2],\n [3, x]]', 'Row 2, word 2: “x” is not a number; write 0.25, 1/4, −2 or 1e-3.'],
    ['[[1, 2], [3]]', 'Row 2 has 1 numbers, the first has 2; give every row as many.'],
    ['[[1, 2', 'Row 1, word 3: a “]” is missing at the end.'],
    ['[[1. 2. ... 3. 4.]]', 'Row 1, word 3: the text leaves numbers out (…); print the array in full.'], // prettier-ignore
    ['[1 2]/0', 'A division by 0 makes no weights; divide by another number.'],
    ['fspecial(3)', 'Row 1, word 1: “fspecial” is not known here; paste the numbers that it stands for.'], // prettier-ignore
    ['[[[[[1]]]]]', 'The array has 5 sides (1 × 1 × 1 × 1 × 1), the most are 4: outputs, inputs, height, width.'], // prettier-ignore
    ['[[]]', 'Row 1, word 1: the brackets are empty; put numbers in.'],
    ['3x3: 1,2,3', 'Row 1, word 2: 3x3 takes 9 numbers and 3 follow; add or remove some.'],
    ['3x1: 1,a,3', 'Row 1, word 3: “a” is not a number; write 0.25, 1/4, −2 or 1e-3.'],
    ['<feConvolveMatrix order="3" kernelMatrix="1 2"/>', 'order="3" takes 9 numbers and kernelMatrix has 2; add or remove some.'], // prettier-ignore
    ['<feConvolveMatrix order="3"/>', 'The feConvolveMatrix has no numbers in kernelMatrix="…".'],
    ['<feConvolveMatrix kernelMatrix="1" edgeMode="mirror"/>', 'edgeMode="mirror" is none of duplicate, wrap and none; correct it.'], // prettier-ignore
    ['[1 2] * [3 4]', '2 times 2 is not read here; only a number times an array, or a column times a row.'], // prettier-ignore
  ])('%j', (text, sentence) => {
    expect(() => readKernelText(text)).toThrow(
      expect.objectContaining({ code: 'bad-weights', message: sentence }),
    )
  })
})

describe('for every text', () => {
  it('what the lab copies comes back', () => {
    const number = fc.float({ noNaN: true, noDefaultInfinity: true })
    const matrices = fc
      .tuple(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
      ) // prettier-ignore
      .chain(
        ([count, height, width]) =>
        fc.array(fc.array(fc.array(number, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }), { minLength: count, maxLength: count }), // prettier-ignore
      )
    fc.assert(
      fc.property(matrices, (kernels) => {
        const read = readKernelText(asText(kernels))
        const [height, width] = [kernels[0]!.length, kernels[0]![0]!.length]
        expect(read.shape).toEqual(
          kernels.length > 1 ? [kernels.length, height, width] : [height, width],
        )
        const flat = kernels.flat(2).map((value) => (value === 0 ? 0 : value))
        expect([...dividedValues(read)].map((value) => (value === 0 ? 0 : value))).toEqual(flat)
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  it('is read or refused with a fault', () => {
    const word = fc.constantFrom(
      ...'1 -2 1/9 .5 [ ] { } ( ) , ; : \n * / + - = \' " . .T .view( np.array( tensor( ones( outer( 3x3: <feConvolveMatrix kernelMatrix=" order="2" > ... √ % # // x'.split(
        ' ',
      ),
    )
    const texts = fc.oneof(fc.string(), fc.array(word, { maxLength: 30 }).map((all) => all.join(' ')), fc.array(word, { maxLength: 30 }).map((all) => all.join(''))) // prettier-ignore
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const { shape, values } = readKernelText(text)
          expect(values).toHaveLength(shape.reduce((product, side) => product * side, 1))
          expect(values.length).toBeGreaterThan(0)
        } catch (error) {
          expect(error).toBeInstanceOf(FaultError)
        }
      }),
      { seed: 11, numRuns: 5000 },
    )
    for (const deep of ['['.repeat(1e5), '('.repeat(1e5), '-'.repeat(1e5), 'tensor('.repeat(1e4)]) {
      expect(() => readKernelText(deep)).toThrow(FaultError)
    }
  })
})
