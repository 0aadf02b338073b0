import type { Ref } from 'vue'
import type { Bench } from '../bench/bench'
import { withOutputs } from '../bench/bench-edits'
import type { History } from './history'

/** Adding, copying, removing and moving outputs (rows of the wall), each as one named step. */
export interface OutputEdits {
  /** A new output of zeros after the last. */
  addOutput(): void
  /** A copy of an output right after it. */
  duplicateOutput(output: number): void
  /** Takes an output away; the last one stays. */
  removeOutput(output: number): void
  /** Moves an output by `steps` rows; nothing happens at the wall's ends. */
  moveOutput(output: number, steps: number): void
}

/** The output edits of a bench; `chosen` follows the output that was touched. */
export function createOutputEdits(history: History<Bench>, chosen: Ref<number>): OutputEdits {
  const everyOutput = (): number[] => {
    const [count] = history.present.value.layer.weights.shape
    return Array.from({ length: count }, (_, output) => output)
  }

  function reorder(key: string, order: readonly number[], touched: number): void {
    history.commit(withOutputs(history.present.value, order), { key, params: { output: touched } })
    chosen.value = Math.min(touched, order.length - 1)
  }

  function addOutput(): void {
    const outputs = everyOutput()
    reorder('add', [...outputs, -1], outputs.length)
  }

  function duplicateOutput(output: number): void {
    reorder('duplicate', everyOutput().toSpliced(output + 1, 0, output), output + 1)
  }

  function removeOutput(output: number): void {
    const outputs = everyOutput()
    if (outputs.length > 1) reorder('remove', outputs.toSpliced(output, 1), output)
  }

  function moveOutput(output: number, steps: number): void {
    const target = output + steps
    const outputs = everyOutput()
    if (target < 0 || target >= outputs.length) return
    reorder('move', outputs.toSpliced(output, 1).toSpliced(target, 0, output), target)
  }

  return { addOutput, duplicateOutput, removeOutput, moveOutput }
}
