import { shallowRef } from 'vue'
import { toFault } from '../../electron/contract/faults'
import type { PlanesRequest } from '../../electron/contract/port'
import type { Size } from '../../electron/contract/spec'
import type { Plane, PlaneChannel, Region, TensorRef } from '../../electron/contract/tensors'
import { readPlanes } from '../lab'
import { useNoticesStore } from '../stores/notices'
import { covers, detailFor, serves } from './detail'

/** The part of some channels that is on screen. */
export interface Wanted {
  readonly tensor: TensorRef
  readonly channels: readonly PlaneChannel[]
  readonly size: Size
  readonly window: Region
  /** Room of the drawing, device pixels. */
  readonly box: Size
  /** Another object when the tensor's numbers are others. */
  readonly version: unknown
}

interface Read {
  readonly version: unknown
  readonly planes: ReadonlyMap<PlaneChannel, Plane>
}

/**
 * Reads what is wanted at display resolution, one question at a time, the newest next: `follow` is
 * called when `wanted` changes. `planeOf` gives a channel's part where it shows all of the window;
 * until then the caller draws what it has.
 */
export function createReading(
  wanted: () => Wanted | null,
  readFrom: (request: PlanesRequest) => Promise<readonly Plane[]> = readPlanes,
) {
  const read = shallowRef<Read | null>(null)
  const notices = useNoticesStore()
  let asked: readonly unknown[] = []
  let isBusy = false

  function missing(): Wanted | null {
    const now = wanted()
    if (!now || now.channels.length === 0) return null
    const has = (channel: PlaneChannel): boolean => {
      const plane = read.value?.version === now.version && read.value?.planes.get(channel)
      return plane ? serves(plane, now.window, now.box) : false
    }
    return now.channels.every(has) ? null : now
  }

  async function follow(): Promise<void> {
    if (isBusy) return
    isBusy = true
    for (let next = missing(); next && isNew(next); next = missing()) await readOnce(next)
    isBusy = false
  }

  function isNew({ version, ...rest }: Wanted): boolean {
    const question = [version, JSON.stringify(rest)]
    const isSame = question.every((part, index) => part === asked[index])
    asked = question
    return !isSame
  }

  async function readOnce({ version, ...next }: Wanted): Promise<void> {
    try {
      const planes = await readFrom(requestFor(next))
      read.value = { version, planes: new Map(planes.map((plane) => [plane.channel, plane])) }
    } catch (error) {
      // The numbers are others by now, or their process starts again: they are asked for anew then.
      if (toFault(error).code === 'compute-lost' || wanted()?.version !== version) return
      notices.tellFault(error)
    }
  }

  /** The plane that shows all of a window of this version's numbers. */
  function planeOf(channel: PlaneChannel): Plane | null {
    const now = wanted()
    const plane = read.value?.planes.get(channel)
    if (!now || !plane || read.value?.version !== now.version) return null
    return covers(plane, now.window) ? plane : null
  }

  return { wanted, follow, planeOf }
}

function requestFor({
  tensor,
  channels,
  window,
  size,
  box,
}: Omit<Wanted, 'version'>): PlanesRequest {
  return { tensor, channels, ...detailFor(window, size, box) }
}
