import type { Activation } from '../../electron/contract/stack'
import {
  withActivation,
  withDuplicate,
  withFused,
  withMoved,
  withNewLayer,
  withoutChosen,
  type Stack,
} from '../bench/stack'
import type { History } from './history'

/** Edits of the stack of layers, each one step; choosing another layer is none. */
export function createStackEdits(history: History<Stack>) {
  const now = (): Stack => history.present.value
  const number = (): { layer: number } => ({ layer: now().at + 1 })
  const commit = (key: string, next: Stack): void => history.commit(next, { key, params: number() })

  function chooseLayer(at: number): void {
    if (at >= 0 && at < now().entries.length && at !== now().at) history.turnTo({ ...now(), at })
  }

  /** Fuses the chosen layer with the next; null when it cannot be. Throws `bad-spec` when too large. */
  function fuse() {
    const fused = withFused(now())
    if (fused) commit('fuse', fused.stack)
    return fused?.layers ?? null
  }

  return {
    chooseLayer,
    addLayer: () => commit('addLayer', withNewLayer(now())),
    duplicateLayer: () => commit('duplicateLayer', withDuplicate(now())),
    removeLayer: () => commit('removeLayer', withoutChosen(now())),
    moveLayer: (steps: number) => commit('moveLayer', withMoved(now(), steps)),
    setActivation: (activation: Activation) =>
      commit('activation', withActivation(now(), now().at, activation)),
    fuse,
  }
}
