/** Sides of the square blocks that are transformed. */
export const BLOCK_SIDES = [32, 64, 128, 256] as const
export type BlockSide = (typeof BLOCK_SIDES)[number]

/** One pass over a column: blocks of `length` values fall into `radix` parts. */
export interface Stage {
  readonly length: number
  readonly radix: 2 | 4
}

/** Passes of the forward transform, largest blocks first; the inverse goes through them backwards. */
export function stagesOf(side: number): Stage[] {
  const stages: Stage[] = []
  for (let length = side; length > 1;) {
    const radix = length >= 4 ? 4 : 2
    stages.push({ length, radix })
    length /= radix
  }
  return stages
}

/**
 * Which frequency stands at each place after the forward transform: decimation in frequency leaves
 * the digits reversed, and since the inverse reads them so, they are never put in order.
 */
export function frequencyOrder(side: number): number[] {
  const [first] = stagesOf(side)
  if (!first) return [0]
  const inner = frequencyOrder(side / first.radix)
  return Array.from({ length: first.radix }, (_, part) =>
    inner.map((frequency) => frequency * first.radix + part),
  ).flat()
}

/** Floats of the twiddle table: for each stage but the last of its kind, [j][part 1…r−1][re, im]. */
export function twiddleCount(side: number): number {
  return stagesOf(side).reduce((sum, stage) => sum + stageTwiddles(stage), 0)
}

/** Floats that one stage reads; none where all its twiddles are 1. */
export function stageTwiddles({ length, radix }: Stage): number {
  return length === radix ? 0 : (length / radix) * (radix - 1) * 2
}

/** e^(−2πi·j·part/length) for every stage, j and part. */
export function twiddles(side: number): Float32Array {
  const values: number[] = []
  for (const stage of stagesOf(side)) {
    if (stageTwiddles(stage) === 0) continue
    for (let j = 0; j < stage.length / stage.radix; j++) {
      for (let part = 1; part < stage.radix; part++) {
        const angle = (-2 * Math.PI * j * part) / stage.length
        values.push(Math.cos(angle), Math.sin(angle))
      }
    }
  }
  return Float32Array.from(values)
}
