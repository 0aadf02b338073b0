import { FaultError } from '../contract/faults'
import type { PictureInfo } from '../contract/tensors'
import { channelStatistics } from '../engine/tensors/statistics'
import type { Bench } from './bench'

/** Decodes a picture and keeps it under its id. */
export async function openPicture(
  bench: Bench,
  { id, name, bytes }: { id: string; name: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<PictureInfo> {
  const bitmap = await createImageBitmap(new Blob([bytes]), {
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
  }).catch(() => {
    throw new FaultError('bad-picture', `${name} cannot be decoded; choose another file.`)
  })
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d')
  if (!context) throw new Error('no 2d context')
  context.drawImage(bitmap, 0, 0)
  const pixels = context.getImageData(0, 0, width, height).data
  const data = bench.memory.allocate(3 * width * height)
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) data[c * width * height + i] = (pixels[i * 4 + c] ?? 0) / 255
  }
  const tensor = { shape: { channels: 3, height, width }, data }
  const info: PictureInfo = {
    id,
    name,
    format: 'png',
    shape: tensor.shape,
    scale: 'unit',
    notes: [],
    statistics: channelStatistics(tensor),
  }
  bench.store.addPicture({ info, tensor })
  return info
}
