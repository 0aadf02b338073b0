import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { MachineInfo } from '../../electron/contract/machine'
import type { ComputeState } from '../../electron/contract/requests'
import { onEvent, readMachine } from '../lab'

/** What this machine is, and what the compute window is doing. */
export const useMachineStore = defineStore('machine', () => {
  const info = shallowRef<MachineInfo | null>(null)
  const compute = shallowRef<ComputeState>({ state: 'starting' })
  /** Counts the times a compute window became ready: whoever shows its results asks again. */
  const readyCount = ref(0)

  function take(state: ComputeState): void {
    compute.value = state
    if (state.state === 'ready' || state.state === 'reduced') readyCount.value++
  }

  /** Follows the compute window and reads the machine. Throws the fault of main. */
  async function load(): Promise<void> {
    onEvent('compute', take)
    info.value = await readMachine()
    if (compute.value.state === 'starting') take({ state: 'ready' })
  }

  return { info, compute, readyCount, load }
})
