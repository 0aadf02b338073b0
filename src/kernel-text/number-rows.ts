import { FaultError } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import { parseNumber } from '../numbers/parse-number'
import { notANumber, PLAIN, type KernelText } from './kernel-text'

/**
 * Plain rows of numbers (tabs, commas, semicolons or spaces between them; fractions as 1/9),
 * matrices apart by an empty line: shape [h,w] or [n,h,w]. A semicolon ends a row when all of a
 * matrix stands in one line; else it parts numbers, and commas beside it are decimal marks.
 * Throws `bad-weights`, naming the row and word.
 */
export function readRows(text: string): KernelText {
  const lines = text.split('\n')
  const matrices = blocksOf(lines).map(({ first, rows }) => readMatrix(rows, first))
  const [height, width] = [matrices[0]?.length ?? 0, matrices[0]?.[0]?.length ?? 0]
  const other = matrices.findIndex((one) => one.length !== height || one[0]?.length !== width)
  if (other >= 0) {
    const size = `${matrices[other]?.length} × ${matrices[other]?.[0]?.length}`
    throw new FaultError(
      'bad-weights',
      sentence`Kernel ${other + 1} is ${size}, the first is ${height} × ${width}; give all of them one size.`,
    )
  }
  const shape = matrices.length > 1 ? [matrices.length, height, width] : [height, width]
  return { ...PLAIN, format: 'rows', shape, values: matrices.flat(2) }
}

interface TextBlock {
  /** Number of its first row in the text. */
  readonly first: number
  readonly rows: string[]
}

function blocksOf(lines: readonly string[]): TextBlock[] {
  const blocks: TextBlock[] = []
  let isNew = true
  lines.forEach((line, index) => {
    if (line.trim() === '') isNew = true
    else if (isNew) blocks.push({ first: index + 1, rows: [line] })
    else blocks.at(-1)?.rows.push(line)
    if (line.trim()) isNew = false
  })
  return blocks
}

function readMatrix(lines: readonly string[], first: number): number[][] {
  const endsRows = lines.length === 1 || lines.slice(0, -1).every((line) => /;\s*$/.test(line))
  const separator =
    endsRows || !lines.some((line) => line.includes(';')) ? /[\s,]+/ : separatorOf(lines)
  const rows = lines.flatMap((line, index) =>
    (endsRows ? line.split(';').filter((part) => part.trim()) : [line]).map((part) =>
      readRow(part.trim().split(separator).filter(Boolean), first + index),
    ),
  )
  const width = rows[0]?.length ?? 0
  const ragged = rows.findIndex((row) => row.length !== width)
  if (ragged < 0 && width > 0) return rows
  throw new FaultError(
    'bad-weights',
    sentence`Row ${first + Math.max(0, ragged)} has ${rows[ragged]?.length ?? 0} numbers, the first has ${width}; give every row as many.`,
  )
}

/** `0,5; 1` has decimal commas; `0.5,1; 2` does not. */
function separatorOf(lines: readonly string[]): RegExp {
  const hasPoints = lines.some((line) => line.includes('.'))
  const isEuropean = !hasPoints && lines.some((line) => /\d,\d/.test(line))
  return isEuropean ? /[\s;]+/ : /[\s,;]+/
}

function readRow(words: readonly string[], row: number): number[] {
  return words.map((word, index) => {
    const value = parseNumber(word)
    if (value === null) throw notANumber({ row, word: index + 1 }, word)
    return value
  })
}
