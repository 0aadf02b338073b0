// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import CellEditor from './CellEditor.vue'

const box = { left: 0, top: 0, width: 40, height: 26 }

function mounted(value = 0.25) {
  const wrapper = mount(CellEditor, {
    props: { value, label: 'W', box, row: 1, column: 1, next: () => true, walking: false },
    attachTo: document.body,
  })
  const input = wrapper.get('input')
  const type = async (text: string): Promise<void> => {
    input.element.value = text
    await input.trigger('input')
  }
  const press = (key: string, more: object = {}) => input.trigger('keydown', { key, ...more })
  return { wrapper, input, type, press }
}

describe('the field over the focused cell', () => {
  it('shows the shortest text of the number', () => {
    expect(mounted(Math.fround(0.1)).input.element.value).toBe('0.1')
  })

  it('tells every number while it is typed, and keeps it on Enter', async () => {
    const { wrapper, type, press } = mounted()
    for (const text of ['-', '-1', '-1/', '-1/4']) await type(text)
    expect(wrapper.emitted('start')).toHaveLength(1)
    expect(wrapper.emitted('change')).toEqual([[-1], [-0.25]])
    await press('Enter')
    expect(wrapper.emitted('done')).toHaveLength(1)
    expect(wrapper.emitted('move')).toEqual([['down']])
  })

  it('stays with what is no number, and says so', async () => {
    const { wrapper, input, type, press } = mounted()
    await type('1/')
    expect(input.attributes('aria-invalid')).toBe('true')
    await press('ArrowDown')
    expect(wrapper.emitted('refused')).toEqual([['1/']])
    expect(wrapper.emitted('move')).toBeUndefined()
    await press('Escape')
    expect(wrapper.emitted('revert')).toHaveLength(1)
    expect(input.element.value).toBe('0.25')
  })

  it('leaves the keys of an input method alone', async () => {
    const { wrapper, type, press } = mounted()
    await type('１')
    await press('Enter', { isComposing: true })
    expect(wrapper.emitted('move')).toBeUndefined()
  })

  it('walks by arrows when nothing is typed, and by Tab only after an edit', async () => {
    const { wrapper, type, press } = mounted()
    await press('ArrowLeft')
    await press('Tab')
    expect(wrapper.emitted('move')).toEqual([['left']])
    expect(wrapper.emitted('update:walking')).toBeUndefined()
    await type('3')
    await press('Tab')
    expect(wrapper.emitted('update:walking')).toEqual([[true]])
  })

  it('moves the caret within a number that is edited', async () => {
    const { wrapper, press } = mounted()
    await press('F2')
    await press('ArrowLeft')
    expect(wrapper.emitted('move')).toBeUndefined()
    await press('ArrowDown')
    expect(wrapper.emitted('move')).toEqual([['down']])
  })

  it('nudges, clears, and leaves undo to the field while it is typed in', async () => {
    const { wrapper, type, press } = mounted()
    await press('ArrowUp', { altKey: true })
    await press('ArrowDown', { altKey: true, shiftKey: true })
    await press('Delete')
    await press('z', { ctrlKey: true })
    await press('z', { ctrlKey: true, shiftKey: true })
    expect(wrapper.emitted('nudge')).toEqual([[1], [-10]])
    expect(wrapper.emitted('clear')).toHaveLength(1)
    expect([wrapper.emitted('undo')?.length, wrapper.emitted('redo')?.length]).toEqual([1, 1])
    await type('5')
    await press('z', { ctrlKey: true })
    expect(wrapper.emitted('undo')).toHaveLength(1)
  })
})
