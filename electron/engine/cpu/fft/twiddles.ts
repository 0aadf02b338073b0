import { columnStages, rowStages, TURNED, type BlockSide, type Radix, type Stage } from './order'

/** A pass and where its twiddles lie in the table, in bytes. */
export interface PlacedStage extends Stage {
  readonly twiddlesAt: number
}

/** The twiddles of one block size: e^(−2πi·j·part/length), as the passes read them. */
export interface TwiddleTable {
  /** [j][part 1…r−1][re, im]: every lane takes the same one. */
  readonly columns: readonly PlacedStage[]
  /** [j / lanes][part 1…r−1][re, im][lanes]: every lane has its own. */
  readonly rows: readonly PlacedStage[]
  /** [part 1…3][re, im][4 lanes]: of the turned step of 16 values. */
  readonly turnedAt: number
  readonly values: Float32Array
}

/** Twiddles for blocks of height × width. lanes: values of a row that are computed at once. */
export function placeTwiddles(height: BlockSide, width: BlockSide, lanes: number): TwiddleTable {
  const values: number[] = []
  const place = (stage: Stage, lanesOfOne: number): PlacedStage => {
    const twiddlesAt = values.length * 4
    if (stage.length !== stage.radix) values.push(...stageTwiddles(stage, lanesOfOne))
    return { ...stage, twiddlesAt }
  }
  const rows = rowStages(width).map((stage) => place(stage, lanes))
  const turned = place({ length: TURNED, radix: 4, runs: width / TURNED }, 4)
  const columns = columnStages(height).map((stage) => place(stage, 1))
  return { columns, rows, turnedAt: turned.twiddlesAt, values: Float32Array.from(values) }
}

function stageTwiddles(
  { length, radix }: { length: number; radix: Radix },
  lanes: number,
): number[] {
  const values: number[] = []
  for (let first = 0; first < length / radix; first += lanes) {
    for (let part = 1; part < radix; part++) {
      const angles = Array.from(
        { length: lanes },
        (_, lane) => (-2 * Math.PI * (((first + lane) * part) % length)) / length,
      )
      values.push(...angles.map(Math.cos), ...angles.map(Math.sin))
    }
  }
  return values
}
