import type { ComputeCalls } from '../contract/port'
import type { PictureInfo } from '../contract/tensors'
import { decodePicture } from '../engine/pictures/decode'
import { channelStatistics } from '../engine/tensors/statistics'
import type { Bench } from './bench'

/** Decodes a picture in a killable worker and keeps it under its id. Throws what the decoder says. */
export async function openPicture(
  { memory, store }: Bench,
  { id, name, bytes, withAlpha = false }: Parameters<ComputeCalls['open']>[0],
): Promise<PictureInfo> {
  const { data, ...decoded } = await decodePicture(
    { name, bytes },
    {
      allocate: (values) => memory.allocate(values),
      free: (array) => memory.free(array),
      withAlpha,
    },
  )
  const tensor = { shape: decoded.shape, data }
  const info: PictureInfo = { id, name, ...decoded, statistics: channelStatistics(tensor) }
  store.addPicture({ info, tensor })
  return info
}
