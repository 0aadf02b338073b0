import { describe, expect, it } from 'vitest'
import { createHistory } from './history'

const step = (key: string) => ({ key })

describe('history', () => {
  it('goes back and forth by named steps', () => {
    const history = createHistory('a')
    history.commit('b', step('first'))
    history.commit('c', step('second'))
    expect(history.undoName.value).toEqual(step('second'))
    history.undo()
    expect(history.present.value).toBe('b')
    expect(history.redoName.value).toEqual(step('second'))
    history.undo()
    history.undo()
    expect(history.present.value).toBe('a')
    expect(history.undoName.value).toBeNull()
    history.redo()
    history.redo()
    history.redo()
    expect(history.present.value).toBe('c')
  })

  it('forgets what was undone once something else is done', () => {
    const history = createHistory('a')
    history.commit('b', step('first'))
    history.undo()
    history.commit('c', step('other'))
    history.redo()
    expect(history.present.value).toBe('c')
    expect(history.redoName.value).toBeNull()
  })

  it('counts a gesture as one step, and takes it back whole', () => {
    const history = createHistory(0)
    history.commit(1, step('drag'), 'g')
    history.commit(2, step('drag'), 'g')
    history.commit(3, step('drag'), 'h')
    history.undo()
    expect(history.present.value).toBe(2)
    history.undo()
    expect(history.present.value).toBe(0)
    history.commit(5, step('type'), 'i')
    history.commit(6, step('type'), 'i')
    history.abandon('other')
    expect(history.present.value).toBe(6)
    history.abandon('i')
    expect(history.present.value).toBe(0)
  })

  it('keeps as many steps as it was told to', () => {
    const history = createHistory(0, 3)
    for (let value = 1; value <= 10; value++) history.commit(value, step('add'))
    for (let time = 0; time < 10; time++) history.undo()
    expect(history.present.value).toBe(7)
  })
})
