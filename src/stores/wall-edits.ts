import type { Ref } from 'vue'
import { filled, MATRIX_EDITS, scaled, shifted, type MatrixEdit } from '../bench/matrix-edits'
import { asText, fitMatrices, isFitting } from '../bench/matrix-text'
import { matricesOf } from '../kernel-text/plain-matrices'
import { isWide, readBlock, type Block, type Matrix, type Selection } from '../bench/selection'
import { useLayerStore } from './layer'

/** Edits of every selected block of the wall at once, each one step to undo. */
export interface WallEdits {
  /** Throws `bad-weights` where the edit makes no sense for these numbers. */
  edit(name: MatrixEdit): void
  scale(factor: number): void
  fill(value: number): void
  shift(down: number, right: number): void
  /** The selected numbers as a spreadsheet takes them; kernels apart by an empty line. */
  copied(): string
  /** Puts plain rows of numbers onto the selection; false when the text is more than that, or does not fit. */
  paste(text: string): boolean
}

/** selected: what the cursor stands on; its head is its anchor while nothing is selected. */
export function createWallEdits(
  blocks: Readonly<Ref<readonly Block[]>>,
  selected: () => Selection,
): WallEdits {
  const layers = useLayerStore()
  const read = (): Matrix[] => blocks.value.map((block) => readBlock(layers.bench, block))

  function put(key: string, matrices: readonly Matrix[]): void {
    const params = { count: matrices.length }
    layers.setBlocks(blocks.value, matrices, { key, params })
  }
  const change = (key: string, make: (matrix: Matrix) => Matrix): void => put(key, read().map(make))

  return {
    edit: (name) => change(name, MATRIX_EDITS[name]),
    scale: (factor) => change('scale', (matrix) => scaled(matrix, factor)),
    fill: (value) => change('fill', (matrix) => filled(matrix, value)),
    shift: (down, right) => change('shift', (matrix) => shifted(matrix, down, right)),
    copied: () => asText(read()),
    paste: (text) => {
      const matrices = matricesOf(text)
      const target = matrices && pasteTarget(matrices, blocks.value, selected())
      if (!matrices || !target?.length || !isFitting(matrices, target)) return false
      const params = { count: matrices.length }
      layers.setBlocks(target, fitMatrices(matrices, target), { key: 'paste', params })
      return true
    },
  }
}

/** One smaller matrix goes to the focused cell and right and down of it; all else onto `blocks`. */
function pasteTarget(
  matrices: readonly Matrix[],
  blocks: readonly Block[],
  selection: Selection,
): readonly Block[] {
  const [matrix, kernel] = [matrices[0] ?? [], blocks[0]]
  const [height, width] = [matrix.length, matrix[0]?.length ?? 0]
  const { output, input, y, x } = selection.anchor
  if (isWide(selection) || matrices.length > 1 || !kernel) return blocks
  const isWhole = height === kernel.height && width === kernel.width
  const fits = y + height <= kernel.height && x + width <= kernel.width
  return isWhole || !fits ? blocks : [{ output, input, y, x, height, width }]
}
