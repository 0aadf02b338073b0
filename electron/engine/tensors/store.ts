import { FaultError } from '../../contract/faults'
import { sentence } from '../../contract/sentence'
import type { Geometry } from '../../contract/spec'
import type { PictureInfo, TensorRef } from '../../contract/tensors'
import type { Tensor } from '../engine'

/** Gives and takes back the memory of tensors; in the compute window, the engines' shared one. */
export interface TensorAllocator {
  /** Room for so many f32. Throws `out-of-memory`. */
  allocate(values: number): Float32Array
  /** Takes back what `allocate` gave. */
  free(array: Float32Array): void
}

export interface StoredPicture {
  readonly info: PictureInfo
  readonly tensor: Tensor
}

/** The newest full result of the layer on the bench. */
export interface StoredMaps {
  readonly geometry: Geometry
  readonly tensor: Tensor
  /** Gives the tensor's memory back; called once, when another result takes its place. */
  readonly release: () => void
}

/**
 * Every tensor that the compute window keeps: open pictures by id and one slot for feature maps.
 * It owns their memory: what is replaced or closed is freed.
 */
export class TensorStore {
  readonly #allocator: Pick<TensorAllocator, 'free'>
  readonly #pictures = new Map<string, StoredPicture>()
  #maps: StoredMaps | null = null

  constructor(allocator: Pick<TensorAllocator, 'free'>) {
    this.#allocator = allocator
  }

  /** Keeps a picture under its id; one that was there before is freed. */
  addPicture(picture: StoredPicture): void {
    this.closePicture(picture.info.id)
    this.#pictures.set(picture.info.id, picture)
  }

  /** Throws `not-found` naming the id. */
  picture(id: string): StoredPicture {
    const picture = this.#pictures.get(id)
    if (picture !== undefined) return picture
    throw new FaultError('not-found', sentence`The picture "${id}" is not open; open it again.`)
  }

  /** Frees a picture; nothing happens when it is not open. */
  closePicture(id: string): void {
    const picture = this.#pictures.get(id)
    this.#pictures.delete(id)
    if (picture !== undefined) this.#allocator.free(picture.tensor.data)
  }

  /** Keeps a result. What was there before is given back. */
  setMaps(maps: StoredMaps | null): void {
    const former = this.#maps
    this.#maps = maps
    former?.release()
  }

  /** The newest full result, or null when there is none. */
  get maps(): StoredMaps | null {
    return this.#maps
  }

  /** The tensor that a reference of the lab window means. Throws `not-found`. */
  tensor(ref: TensorRef): Tensor {
    if (ref.kind === 'picture') return this.picture(ref.id).tensor
    if (this.#maps !== null) return this.#maps.tensor
    throw new FaultError('not-found', sentence`There are no feature maps yet; run the layer first.`)
  }

  /** Frees everything. */
  clear(): void {
    for (const id of [...this.#pictures.keys()]) this.closePicture(id)
    this.setMaps(null)
  }
}
