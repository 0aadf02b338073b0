import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { toFault } from '../../electron/contract/faults'
import type { Plane, Region } from '../../electron/contract/tensors'
import { readPlanes } from '../lab'
import { useNoticesStore } from './notices'

/** A part of a picture that is magnified. */
export interface LoupeRequest {
  readonly picture: string
  readonly channels: readonly number[]
  readonly region: Region
}

/** The longer side that is asked for, device pixels. */
const ROOM = 256

/** The pixels around the window that the receipt magnifies. */
export const useLoupeStore = defineStore('loupe', () => {
  /** One per channel asked for, all of one region; none before the first answer. */
  const planes = shallowRef<readonly Plane[]>([])
  let wanted: LoupeRequest | null = null
  let isReading = false

  /** Reads a part of a picture; of those that are asked for meanwhile only the newest is read. */
  async function look(next: LoupeRequest | null): Promise<void> {
    wanted = next
    if (!next) planes.value = []
    if (isReading) return
    isReading = true
    while (wanted) {
      const turn: LoupeRequest = wanted
      wanted = null
      await read(turn)
    }
    isReading = false
  }

  /** The compute window's restart is told elsewhere, and the pixels are read again after it. */
  async function read({ picture, channels, region }: LoupeRequest): Promise<void> {
    const tensor = { kind: 'picture', id: picture } as const
    try {
      planes.value = await readPlanes({ tensor, channels, region, maxWidth: ROOM, maxHeight: ROOM })
    } catch (error) {
      const { code } = toFault(error)
      if (code !== 'compute-lost' && code !== 'not-found') useNoticesStore().tellFault(error)
    }
  }

  return { planes, look }
})
