import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { FaultError, toFault, type Fault } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import type { FitResult } from '../../electron/contract/kernels'
import { DEFAULT_SETTINGS, type Layer } from '../../electron/contract/spec'
import type { PictureInfo } from '../../electron/contract/tensors'
import { cancelFit, fitKernel } from '../lab'
import { translate } from '../locales'
import { useLayerStore } from './layer'
import { usePicturePairStore } from './picture-pair'
import { usePicturesStore } from './pictures'

/** The room of the difference, device pixels. */
const ROOM = { maxWidth: 640, maxHeight: 640 }
/** Pixels of a sample: enough for every kernel that can be fitted, and quick. */
const SAMPLE = 20_000

const NEEDS_TWO = sentence`Open the picture before and the picture after, with the same width and height; any channel counts will do.`

/** The kernel that turns one open picture into another, by least squares. */
export const useKernelFitStore = defineStore('kernelFit', () => {
  const pictures = usePicturesStore()
  const pair = usePicturePairStore()
  const layers = useLayerStore()
  const side = ref(3)
  const pixels = ref<'sample' | 'all'>('sample')
  const result = shallowRef<FitResult | null>(null)
  /** The picture that the result was found from. */
  const source = shallowRef<PictureInfo | null>(null)
  const fault = shallowRef<Fault | null>(null)
  const isRunning = ref(false)
  const fraction = ref(0)

  function choose(change: { before?: string; after?: string }): void {
    pair.choose(change)
    result.value = fault.value = null
  }

  async function run(): Promise<void> {
    if (isRunning.value) return
    isRunning.value = true
    fraction.value = 0
    result.value = fault.value = null
    const from = pair.before
    try {
      result.value = await ask(from, pair.after)
      source.value = from
    } catch (error) {
      fault.value = toFault(error)
    } finally {
      isRunning.value = false
    }
  }

  function ask(from: PictureInfo | null, to: PictureInfo | null): Promise<FitResult> {
    if (!from || !to) throw new FaultError('not-found', NEEDS_TWO)
    const request = {
      before: from.id,
      after: to.id,
      kernel: { height: side.value, width: side.value },
      most: pixels.value === 'all' ? Number.MAX_SAFE_INTEGER : SAMPLE,
      ...ROOM,
    }
    return fitKernel(request, (told) => (fraction.value = told))
  }

  /** Puts the kernel on the wall in place of the layer, as one step, and shows the picture before. */
  function apply(): void {
    if (!result.value || !source.value) return
    const title = translate('patch.fit.step', { side: result.value.weights.shape[2] })
    // The layer first: it has the columns of that picture, so that none are added to the old one.
    layers.setLayer(layerOf(result.value), title)
    pictures.select(source.value.id)
  }

  return {
    side,
    pixels,
    result,
    fault,
    isRunning,
    fraction,
    choose,
    run,
    apply,
    cancel: cancelFit,
  }
})

function layerOf({ weights, bias }: FitResult): Layer {
  return { ...DEFAULT_SETTINGS, padding: 'same', paddingMode: 'replicate', weights, bias }
}
