import type { Ref } from 'vue'
import type { Layer, LayerSettings, Size } from '../../electron/contract/spec'
import { asBench, type Bench, type WeightPlace } from '../bench/bench'
import {
  withAppended,
  withBias,
  withChannels,
  withKernelSize,
  withSettings,
  withWeight,
} from '../bench/bench-edits'
import type { History } from './history'

/** Edits of numbers, sizes and settings, each a named step; steps of one `gesture` count as one. */
export interface LayerEdits {
  setWeight(place: WeightPlace, value: number, gesture?: string): void
  setBias(output: number, value: number, gesture?: string): void
  setKernelSize(size: Size, gesture?: string): void
  /** Changes settings; impossible ones are kept, and explained by the fault of the next result. */
  changeSettings(change: Partial<LayerSettings>, gesture?: string): void
  /** Puts another layer on the bench. */
  setBench(next: Bench, title: string): void
  /** Adds the outputs of another layer below those on the wall. */
  appendBench(added: Bench, title: string): void
  /** Replaces the whole layer; its input channels are weights.shape[1]·groups. */
  setLayer(next: Layer, title?: string): void
  /**
   * Makes the layer fit a picture of `channels` channels: columns of zeros are added or the last ones
   * removed. Returns how many columns came (+) or went (−).
   */
  fitTo(channels: number): number
}

/** The edits of a bench; `chosen` is the selected output. */
export function createLayerEdits(history: History<Bench>, chosen: Ref<number>): LayerEdits {
  const now = (): Bench => history.present.value

  function setBench(next: Bench, title: string): void {
    history.commit(next, { key: 'preset', params: { title } })
    chosen.value = 0
  }

  function appendBench(added: Bench, title: string): void {
    const first = now().layer.weights.shape[0]
    history.commit(withAppended(now(), added), { key: 'append', params: { title } })
    chosen.value = first
  }

  function fitTo(channels: number): number {
    const difference = channels - now().channels
    const key = difference > 0 ? 'columnsAdded' : 'columnsRemoved'
    if (difference !== 0) {
      history.commit(withChannels(now(), channels), { key, params: { channels } })
    }
    return difference
  }

  return {
    ...createNumberEdits(history),
    setBench,
    appendBench,
    setLayer: (next, title = '') => setBench(asBench(next), title),
    fitTo,
  }
}

type NumberEdits = Pick<LayerEdits, 'setWeight' | 'setBias' | 'setKernelSize' | 'changeSettings'>

function createNumberEdits({ present, commit }: History<Bench>): NumberEdits {
  return {
    setWeight: (place, value, gesture) => {
      const params = { output: place.output, value: rounded(value) }
      commit(withWeight(present.value, place, value), { key: 'weight', params }, gesture)
    },
    setBias: (output, value, gesture) => {
      const params = { output, value: rounded(value) }
      commit(withBias(present.value, output, value), { key: 'bias', params }, gesture)
    },
    setKernelSize: ({ height, width }, gesture) => {
      const name = { key: 'size', params: { height, width } }
      commit(withKernelSize(present.value, { height, width }), name, gesture)
    },
    changeSettings: (change, gesture) => {
      const key = Object.keys(change)[0] ?? 'settings'
      commit(withSettings(present.value, change), { key }, gesture)
    },
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
