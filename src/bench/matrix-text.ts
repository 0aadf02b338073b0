import { FaultError } from '../../electron/contract/faults'
import { exactText } from '../numbers/number-text'
import { parseNumber } from '../numbers/parse-number'
import type { Block, Matrix } from './selection'

/** Rows of numbers with tabs between them, as spreadsheets take them; matrices apart by an empty line. */
export function asText(matrices: readonly Matrix[]): string {
  return matrices
    .map((matrix) => matrix.map((row) => row.map(exactText).join('\t')).join('\n'))
    .join('\n\n')
}

/**
 * Matrices from plain rows of numbers (tabs, commas, semicolons or spaces; fractions as 1/9), apart
 * by an empty line. Throws `bad-weights`, naming the word or the row that does not fit.
 */
export function parseMatrices(text: string): readonly Matrix[] {
  const blocks = text
    .replaceAll('\r', '')
    .trim()
    .split(/\n\s*\n/)
  return blocks.map((block) => {
    const rows = block.split('\n').map(parseRow)
    const width = rows[0]?.length ?? 0
    const ragged = rows.findIndex((row) => row.length !== width)
    if (ragged < 0) return rows
    throw new FaultError(
      'bad-weights',
      `Row ${ragged + 1} has ${rows[ragged]?.length} numbers, the first has ${width}; give every row as many.`,
    )
  })
}

function parseRow(line: string): number[] {
  const words = line
    .trim()
    .split(/[\s,;]+/)
    .filter(Boolean)
  return words.map((word) => {
    const value = parseNumber(word)
    if (value !== null) return value
    throw new FaultError(
      'bad-weights',
      `“${word.slice(0, 40)}” is not a number; paste rows of numbers such as 1 0 −1.`,
    )
  })
}

/**
 * One matrix per block: as many as there are blocks, or one for all of them. Throws `bad-weights`
 * with both sizes when they differ.
 */
export function fitMatrices(
  matrices: readonly Matrix[],
  blocks: readonly Block[],
): readonly Matrix[] {
  const { length } = blocks
  if (matrices.length !== length && matrices.length !== 1) {
    throw new FaultError(
      'bad-weights',
      `${matrices.length} kernels do not go onto ${length}; select as many, or copy one for all of them.`,
    )
  }
  return blocks.map(({ height, width }, index) => {
    const matrix = matrices[matrices.length === 1 ? 0 : index] ?? []
    const [rows, columns] = [matrix.length, matrix[0]?.length ?? 0]
    if (rows === height && columns === width) return matrix
    throw new FaultError(
      'bad-weights',
      `${rows} × ${columns} numbers do not go onto ${height} × ${width} cells; change the kernel's size or the selection.`,
    )
  })
}
