import { FaultError } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import { exactText } from '../numbers/number-text'
import type { Block, Matrix } from './selection'

/** Rows of numbers with tabs between them, as spreadsheets take them; matrices apart by an empty line. */
export function asText(matrices: readonly Matrix[]): string {
  return matrices
    .map((matrix) => matrix.map((row) => row.map(exactText).join('\t')).join('\n'))
    .join('\n\n')
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
      sentence`${matrices.length} kernels do not go onto ${length}; select as many, or copy one for all of them.`,
    )
  }
  return blocks.map(({ height, width }, index) => {
    const matrix = matrices[matrices.length === 1 ? 0 : index] ?? []
    const [rows, columns] = [matrix.length, matrix[0]?.length ?? 0]
    if (rows === height && columns === width) return matrix
    throw new FaultError(
      'bad-weights',
      sentence`${rows} × ${columns} numbers do not go onto ${height} × ${width} cells; change the kernel's size or the selection.`,
    )
  })
}

/** Whether `fitMatrices` would find a matrix of the right size for every block. */
export function isFitting(matrices: readonly Matrix[], blocks: readonly Block[]): boolean {
  if (matrices.length !== blocks.length && matrices.length !== 1) return false
  return blocks.every(({ height, width }, index) => {
    const matrix = matrices[matrices.length === 1 ? 0 : index] ?? []
    return matrix.length === height && matrix[0]?.length === width
  })
}
