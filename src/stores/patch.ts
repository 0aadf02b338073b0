import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { toFault, type Fault } from '../../electron/contract/faults'
import type { PatchKernel } from '../../electron/contract/kernels'
import { DEFAULT_SETTINGS, type Layer } from '../../electron/contract/spec'
import type { PictureInfo, Plane, Region } from '../../electron/contract/tensors'
import { asBench, type LocalText } from '../bench/bench'
import { middleRegion, regionWithin } from '../bench/region'
import { readPatch, readPlanes } from '../lab'
import { translateTo } from '../locales'
import { useLayerStore } from './layer'
import { usePicturesStore } from './pictures'
import { useSettingsStore } from './settings'

/** The room of the picture, device pixels. */
const ROOM = { maxWidth: 1024, maxHeight: 1024 }

/** A rectangle of the picture as a kernel. */
export const usePatchStore = defineStore('patch', () => {
  const pictures = usePicturesStore()
  const layers = useLayerStore()
  const settings = useSettingsStore()
  const region = shallowRef<Region | null>(null)
  const kernel = shallowRef<PatchKernel | null>(null)
  const fault = shallowRef<Fault | null>(null)
  /** The picture's first planes, as large as there is room. */
  const planes = shallowRef<readonly Plane[]>([])
  let newest = 0

  /** The picture is open or another: the rectangle stays in it, the kernel is read anew. */
  function follow(picture: PictureInfo | null): Promise<void> {
    region.value =
      picture && region.value ? regionWithin(region.value, picture.shape) : startOf(picture)
    return Promise.all([read(), readPicture(picture)]).then(() => undefined)
  }

  async function readPicture(picture: PictureInfo | null): Promise<void> {
    planes.value = []
    if (!picture) return
    const channels = [0, 1, 2].slice(0, picture.shape.channels)
    const tensor = { kind: 'picture', id: picture.id } as const
    try {
      const read = await readPlanes({ tensor, channels, region: null, ...ROOM })
      if (pictures.current === picture) planes.value = read
    } catch (error) {
      fault.value = toFault(error)
    }
  }

  function select(wanted: Region): Promise<void> {
    region.value = wanted
    return read()
  }

  async function read(): Promise<void> {
    const turn = ++newest
    const picture = pictures.current
    if (!picture || !region.value) return void (kernel.value = null)
    try {
      const read = await readPatch({ picture: picture.id, region: region.value })
      if (turn !== newest) return
      kernel.value = read
      fault.value = null
    } catch (error) {
      if (turn !== newest) return
      kernel.value = null
      fault.value = toFault(error)
    }
  }

  /** Adds the kernel to the wall as an output, as one step, and selects it. */
  function add(): void {
    if (!kernel.value || !region.value) return
    const label = labelOf(region.value)
    const { weights } = layers.layer.flip ? turned(kernel.value) : kernel.value
    const layer: Layer = { ...DEFAULT_SETTINGS, weights, bias: new Float32Array(1) }
    layers.appendBench(asBench(layer, [label]), label[settings.locale])
  }

  return { region, kernel, fault, planes, follow, select, add }
})

const startOf = (picture: PictureInfo | null): Region | null =>
  picture && middleRegion(picture.shape)

function labelOf({ y, x, height, width }: Region): LocalText {
  const words = { y, x, height, width }
  return {
    en: translateTo('en', 'patch.label', words),
    'zh-CN': translateTo('zh-CN', 'patch.label', words),
  }
}

/** Turned by 180°, as a true convolution turns it back. */
function turned({ weights }: PatchKernel): Pick<PatchKernel, 'weights'> {
  const [, channels, height, width] = weights.shape
  const area = height * width
  const data = weights.data.slice()
  for (let channel = 0; channel < channels; channel++) {
    data.subarray(channel * area, (channel + 1) * area).reverse()
  }
  return { weights: { ...weights, data } }
}
