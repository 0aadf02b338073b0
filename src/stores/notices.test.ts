import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FaultError } from '../../electron/contract/faults'
import { sentence } from '../../electron/contract/sentence'
import { i18n } from '../locales'
import { useNoticesStore } from './notices'

beforeEach(() => {
  setActivePinia(createPinia())
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

const sentences = (): string[] => useNoticesStore().notices.map(({ sentence }) => sentence)

describe('useNoticesStore', () => {
  it('lets a sentence go after a while, but an error stays until it is dismissed', () => {
    const store = useNoticesStore()
    store.tell('Saved.', 'good')
    store.tell('The disk is full.', 'error')
    vi.advanceTimersByTime(60_000)
    expect(sentences()).toEqual(['The disk is full.'])
    store.dismiss(store.notices[0]!.id)
    expect(sentences()).toEqual([])
  })

  it('shows the same sentence once, and at most four', () => {
    const store = useNoticesStore()
    for (const sentence of ['a', 'b', 'a', 'c', 'd', 'e']) store.tell(sentence)
    expect(sentences()).toEqual(['a', 'c', 'd', 'e'])
  })

  it('says nothing of what the person cancelled', () => {
    const store = useNoticesStore()
    store.tellFault(new FaultError('cancelled', 'Cancelled.'))
    store.tellFault(new FaultError('file-failed', 'No room.'))
    expect(sentences()).toEqual(['No room.'])
  })

  it('says a fault in the language of the moment, also one that is told already', () => {
    const store = useNoticesStore()
    store.tellFault(new FaultError('not-found', sentence`There is no file ${'a.png'}.`))
    expect(sentences()).toEqual(['There is no file a.png.'])
    i18n.global.locale.value = 'zh-CN'
    expect(sentences()).toEqual(['没有文件 a.png。'])
    i18n.global.locale.value = 'en'
    expect(sentences()).toEqual(['There is no file a.png.'])
  })
})
