import { defineStore } from 'pinia'
import { ref } from 'vue'
import { toFault } from '../../electron/contract/faults'

export type NoticeKind = 'info' | 'good' | 'warn' | 'error'

export interface Notice {
  readonly id: number
  readonly kind: NoticeKind
  readonly sentence: string
}

const SHOWN_MS = 8000
const MOST = 4

/** Sentences that the person is told beside what they are doing; errors stay until dismissed. */
export const useNoticesStore = defineStore('notices', () => {
  const notices = ref<readonly Notice[]>([])
  let next = 1

  /** Shows a sentence; the same one twice is shown once. */
  function tell(sentence: string, kind: NoticeKind = 'info'): void {
    const id = next++
    const others = notices.value.filter((notice) => notice.sentence !== sentence)
    notices.value = [...others, { id, kind, sentence }].slice(-MOST)
    if (kind !== 'error') setTimeout(() => dismiss(id), SHOWN_MS)
  }

  /** Shows what was caught as the one sentence it carries; what was cancelled needs none. */
  function tellFault(error: unknown): void {
    const fault = toFault(error)
    if (fault.code !== 'cancelled') tell(fault.message, 'error')
  }

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id)
  }

  return { notices, tell, tellFault, dismiss }
})
