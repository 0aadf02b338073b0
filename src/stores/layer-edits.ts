import type { Ref } from 'vue'
import type { Layer, LayerSettings, Size } from '../../electron/contract/spec'
import { asBench, type Bench, type WeightPlace } from '../bench/bench'
import {
  withAppended,
  withBias,
  withChannels,
  withInputs,
  withKernelSize,
  withSettings,
  withWeight,
} from '../bench/bench-edits'
import type { Mix, Strip } from '../bench/mix'
import { withStrip } from '../bench/mix'
import { withBlocks, type Block, type Matrix } from '../bench/selection'
import type { History, StepName } from './history'

/** Edits of numbers, sizes and settings, each a named step; steps of one `gesture` count as one. */
export interface LayerEdits {
  setWeight(place: WeightPlace, value: number, gesture?: string): void
  setBias(output: number, value: number, gesture?: string): void
  /** Replaces the numbers of some blocks, as one step. */
  setBlocks(
    blocks: readonly Block[],
    matrices: readonly Matrix[],
    name: StepName,
    gesture?: string,
  ): void
  /** Gains, mutes and solos of outputs and input channels. */
  setStrip(side: keyof Mix, index: number, change: Partial<Strip>, gesture?: string): void
  /** Exchanges an input channel's kernels with those of its neighbour. */
  moveInput(input: number, steps: number): void
  /** Gives every input channel the kernels of one. */
  copyInput(input: number): void
  setKernelSize(size: Size, gesture?: string): void
  /** Changes settings; impossible ones are kept, and explained by the fault of the next result. */
  changeSettings(change: Partial<LayerSettings>, gesture?: string): void
  /** Puts a bench that was made elsewhere in place of this one, as one step of that name. */
  replaceBench(next: Bench, name: StepName): void
  /** Puts another layer on the bench. */
  setBench(next: Bench, title: string, gesture?: string): void
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

  function setBench(next: Bench, title: string, gesture?: string): void {
    history.commit(next, { key: 'preset', params: { title } }, gesture)
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
    replaceBench: (next, name) => history.commit(next, name),
    setBench,
    appendBench,
    setLayer: (next, title = '') => setBench(asBench(next), title),
    fitTo,
  }
}

type NumberEdits = Omit<
  LayerEdits,
  'replaceBench' | 'setBench' | 'appendBench' | 'setLayer' | 'fitTo'
>

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
    setBlocks: (blocks, matrices, name, gesture) =>
      commit(withBlocks(present.value, blocks, matrices), name, gesture),
    setStrip: (side, index, change, gesture) => {
      const mix = withStrip(present.value.mix, side, { index, change })
      const key = Object.keys(change)[0] ?? 'gain'
      commit({ ...present.value, mix }, { key, params: { index } }, gesture)
    },
    moveInput: (input, steps) => {
      const name = { key: 'moveInput', params: { input } }
      commit(
        withInputs(present.value, exchanged(present.value.channels, input, input + steps)),
        name,
      )
    },
    copyInput: (input) => {
      const { channels } = present.value
      const all = Array.from({ length: channels }, () => input)
      commit(withInputs(present.value, all), { key: 'copyInput', params: { input } })
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

/** 0 … count − 1 with two exchanged; unchanged past the ends. */
function exchanged(count: number, one: number, other: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index)
  if (other < 0 || other >= count) return order
  return order.map((index) => (index === one ? other : index === other ? one : index))
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
