import { defineStore } from 'pinia'
import { computed, shallowRef, type ComputedRef } from 'vue'
import { presetLayer } from '../../electron/contract/presets'
import { DEFAULT_SETTINGS, type Layer } from '../../electron/contract/spec'
import { presetById } from '../../resources/presets'
import { translate } from '../locales'
import { asBench, type Bench } from '../bench/bench'
import type { LayerInputs } from '../channels'
import { frameOf, type LayerFrame } from '../bench/layer-frame'
import { mixedLayer } from '../bench/mix'
import { chosenEntry, isFusable, layersBefore, withBench, type Stack } from '../bench/stack'
import { createHistory, type History } from './history'
import { createLayerEdits } from './layer-edits'
import { useNoticesStore } from './notices'
import { createOutputEdits } from './output-edits'
import { createStackEdits } from './stack-edits'

/** The layer that the lab starts with: four looks at a photo that show something at once. */
export const STARTING_PRESET = 'four-looks'

/** The layer on the bench: the kernel wall's numbers and settings, every edit of them, undo and redo. */
export const useLayerStore = defineStore('layer', () => {
  const stacks = createHistory<Stack>({
    entries: [{ bench: startingBench(), activation: 'none' }],
    at: 0,
  })
  const stack = stacks.present
  const history = onWall(stacks, () => stack.value.at)
  const bench = computed(() => chosenEntry(stack.value).bench)
  const before = computed(() => layersBefore(stack.value))
  const canFuse = computed(() => isFusable(stack.value))
  /** What is computed: the numbers on the wall times the mix. */
  const layer = computed<Layer>(() => mixedLayer(bench.value))
  /** All but the numbers, and the columns of the wall: what shows these alone does nothing at an edit of a number. */
  const frame = computed<LayerFrame>((before) => frameOf(layer.value, before))
  const channels = computed(() => bench.value.channels)
  const inputs = computed<LayerInputs>(() => ({
    count: channels.value,
    areMaps: before.value.length > 0,
  }))
  const outputCount = computed(() => layer.value.weights.shape[0])
  const outputNames = computed(() => Array.from({ length: outputCount.value }, (_, o) => `Y${o}`))
  const chosen = shallowRef(0)
  const selectedOutput = computed({
    get: () => Math.min(chosen.value, outputCount.value - 1),
    set: (output: number) => (chosen.value = output),
  })

  const edits = createLayerEdits(history, chosen)

  const first = createLayerEdits(
    onWall(stacks, () => 0),
    shallowRef(0),
  )

  /** Fits the first layer to the picture, told to the person: columns they did not ask for came or went. */
  function fitTo(channels: number): number {
    const difference = first.fitTo(channels)
    const key = difference > 0 ? 'kernels.columnsAdded' : 'kernels.columnsRemoved'
    const count = Math.abs(difference)
    if (count > 0) useNoticesStore().tell(translate(key, { channels, count }, count))
    return difference
  }

  return {
    stack,
    /** The layers before the one on the wall. */
    before,
    canFuse,
    bench,
    layer,
    frame,
    channels,
    inputs,
    outputNames,
    selectedOutput,
    undoName: history.undoName,
    redoName: history.redoName,
    undo: history.undo,
    redo: history.redo,
    abandon: history.abandon,
    ...edits,
    ...createOutputEdits(history, chosen),
    ...createStackEdits(stacks),
    fitTo,
  }
})

/** The history as the edits of one layer see it. */
function onWall(stacks: History<Stack>, at: () => number): History<Bench> {
  const benchOf = ({ entries }: Stack): Bench => (entries[at()] ?? entries[0]).bench
  const present: ComputedRef<Bench> = computed(() => benchOf(stacks.present.value))
  return {
    ...stacks,
    present,
    commit: (bench, name, gesture) => {
      if (bench !== present.value) {
        stacks.commit(withBench(stacks.present.value, at(), bench), name, gesture)
      }
    },
    turnTo: (bench) => stacks.turnTo(withBench(stacks.present.value, at(), bench)),
  }
}

function startingBench(): Bench {
  const preset = presetById(STARTING_PRESET)
  const settings = { ...DEFAULT_SETTINGS, padding: 'same', paddingMode: 'replicate' } as const
  return asBench(presetLayer(preset, 3, settings), preset.outputs)
}
