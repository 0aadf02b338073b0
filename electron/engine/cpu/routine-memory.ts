import type { Convolution } from '../engine'
import type { TensorMemory } from '../tensors/memory'
import { PARAMETER, PARAMETER_BYTES, type Routine } from './variant'

/** Where a routine's block of parameters and what they point at lie, as addresses. */
export interface RoutineAddresses {
  readonly parameters: number
  readonly input: number
  readonly output: number
  readonly constants: number
}

/** Writes a routine's packed weights, bias and tables to `address`. */
export function writeConstants(
  memory: TensorMemory,
  routine: Routine,
  { convolution, address }: { convolution: Convolution; address: number },
): void {
  const words = routine.constantsBytes / 4
  routine.writeConstants(
    convolution,
    memory.floats(address, words),
    memory.integers(address, words),
  )
}

/** Writes the addresses that a routine reads at its start. */
export function writeParameters(memory: TensorMemory, at: RoutineAddresses): void {
  const words = memory.integers(at.parameters, PARAMETER_BYTES / 4)
  words[PARAMETER.input / 4] = at.input
  words[PARAMETER.output / 4] = at.output
  words[PARAMETER.constants / 4] = at.constants
}
