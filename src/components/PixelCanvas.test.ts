// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import PixelCanvas from './PixelCanvas.vue'

const props = {
  paint: null,
  size: { height: 40, width: 60 },
  box: { height: 400, width: 300 },
  label: 'Map Y0',
}

describe('PixelCanvas', () => {
  it('keeps the proportions and enlarges without smoothing', () => {
    const canvas = mount(PixelCanvas, { props })
    expect(canvas.attributes('style')).toBe('width: 300px; height: 200px;')
    expect(canvas.find('canvas').classes()).toContain('crisp')
    const photo = mount(PixelCanvas, { props: { ...props, size: { height: 400, width: 600 } } })
    expect(photo.find('canvas').classes()).not.toContain('crisp')
  })

  it('moves its pixel with the arrow keys and picks it with Enter', async () => {
    const canvas = mount(PixelCanvas, { props: { ...props, mark: { y: 3, x: 7 } } })
    await canvas.trigger('keydown', { key: 'ArrowDown' })
    await canvas.trigger('keydown', { key: 'ArrowLeft', shiftKey: true })
    await canvas.trigger('keydown', { key: 'Enter' })
    expect(canvas.emitted('point')).toEqual([[{ y: 4, x: 7 }], [{ y: 3, x: 0 }]])
    expect(canvas.emitted('pick')).toEqual([[{ y: 3, x: 7 }]])
  })

  it('marks the pixel at its place', () => {
    const canvas = mount(PixelCanvas, { props: { ...props, mark: { y: 10, x: 30 } } })
    const style = canvas.find('.cell').attributes('style')
    expect(style).toContain('left: 50%')
    expect(style).toContain('top: 25%')
  })
})
