import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PreviewResult } from '../../electron/contract/port'
import type { PictureInfo } from '../../electron/contract/tensors'
import { useMapsStore } from './maps'
import { usePicturesStore } from './pictures'
import { useZoomStore } from './zoom'

/** A 400 × 600 picture under a 3 × 3 kernel at stride 2, padded by 1: maps of 200 × 300. */
function open(): void {
  usePicturesStore().current = { shape: { channels: 3, height: 400, width: 600 } } as PictureInfo
  const geometry = {
    spec: {
      input: { height: 400, width: 600 },
      stride: { y: 2, x: 2 },
      padding: { top: 1, left: 1, right: 1, bottom: 1 },
    },
    effectiveKernel: { height: 3, width: 3 },
    output: { channels: 1, height: 200, width: 300 },
  }
  useMapsStore().result = { geometry, planes: [] } as unknown as PreviewResult
}

describe('the linked zoom', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    open()
  })

  it('shows the same part of the input and of the maps', () => {
    const zoom = useZoomStore()
    zoom.zoomBy(4, { y: 200, x: 300 })
    expect(zoom.picture).toEqual({ y: 100 + 50, x: 150 + 75, height: 100, width: 150 })
    // Field centres are at 2v − ½: the input's centre (200, 300) is at (100.25, 150.25) of the map.
    expect(zoom.onMaps).toEqual({ y: 75.25, x: 112.75, height: 50, width: 75 })
  })

  it('moves both when one is dragged, and keeps still what is under the pointer', () => {
    const zoom = useZoomStore()
    zoom.zoomBy(4, { y: 200, x: 300 })
    zoom.move('maps', { kind: 'pan', by: { y: 5, x: -5 } })
    expect(zoom.picture).toMatchObject({ y: 160, x: 215 })
    expect(zoom.onMaps).toMatchObject({ y: 80.25, x: 107.75 })

    const at = { y: 90, x: 120 }
    const before = (at.x - zoom.onMaps.x) / zoom.onMaps.width
    zoom.move('maps', { kind: 'zoom', factor: 2, at })
    expect(zoom.level).toBe(8)
    expect((at.x - zoom.onMaps.x) / zoom.onMaps.width).toBeCloseTo(before, 12)
    zoom.move('maps', { kind: 'fit' })
    expect(zoom.onMaps).toEqual({ y: 0, x: 0, height: 200, width: 300 })
  })
})
