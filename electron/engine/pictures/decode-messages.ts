import type { Fault } from '../../contract/faults'
import type { PictureInfo } from '../../contract/tensors'

/** What is known about a picture once it is decoded. shape: [C,H,W], upright. */
export type DecodedInfo = Pick<PictureInfo, 'shape' | 'format' | 'scale' | 'notes'>

/** page → worker */
export type ToDecoder =
  | {
      readonly kind: 'decode'
      readonly name: string
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly withAlpha: boolean
    }
  /** The memory that was asked for; null: use memory of your own and send it. */
  | {
      readonly kind: 'memory'
      readonly shared: {
        readonly buffer: SharedArrayBuffer
        readonly byteOffset: number
        readonly length: number
      } | null
    }

/** worker → page */
export type FromDecoder =
  /** The pixels are decoded; the tensor needs room for so many values. */
  | { readonly kind: 'claim'; readonly values: number }
  /** The tensor is written; `data` is null when that was into shared memory. */
  | {
      readonly kind: 'done'
      readonly info: DecodedInfo
      readonly data: Float32Array<ArrayBuffer> | null
    }
  | { readonly kind: 'fault'; readonly fault: Fault }
