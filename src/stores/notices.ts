import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { toFault, type Fault } from '../../electron/contract/faults'
import { faultText } from '../locales/fault-text'

export type NoticeKind = 'info' | 'good' | 'warn' | 'error'

export interface Notice {
  readonly id: number
  readonly kind: NoticeKind
  readonly sentence: string
}

/** A fault is kept as it is: its sentence follows a switch of the language. */
type Told = Omit<Notice, 'sentence'> & { readonly said: string | Fault }

const SHOWN_MS = 8000
const MOST = 4

/** Sentences that the person is told beside what they are doing; errors stay until dismissed. */
export const useNoticesStore = defineStore('notices', () => {
  const told = shallowRef<readonly Told[]>([])
  const notices = computed<readonly Notice[]>(() =>
    told.value.map(({ said, ...notice }) => ({ ...notice, sentence: textOf(said) })),
  )
  let next = 1

  /** Shows a sentence; the same one twice is shown once. */
  function tell(said: string | Fault, kind: NoticeKind = 'info'): void {
    const id = next++
    const others = told.value.filter((notice) => textOf(notice.said) !== textOf(said))
    told.value = [...others, { id, kind, said }].slice(-MOST)
    if (kind !== 'error') setTimeout(() => dismiss(id), SHOWN_MS)
  }

  /** Shows what was caught as the one sentence it carries; what was cancelled needs none. */
  function tellFault(error: unknown): void {
    const fault = toFault(error)
    if (fault.code !== 'cancelled') tell(fault, 'error')
  }

  function dismiss(id: number): void {
    told.value = told.value.filter((notice) => notice.id !== id)
  }

  return { notices, tell, tellFault, dismiss }
})

function textOf(said: string | Fault): string {
  return typeof said === 'string' ? said : faultText(said)
}
