import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'

/** What a step is called: a key of the locale area `kernels.step` and its numbers. */
export interface StepName {
  readonly key: string
  readonly params?: Readonly<Record<string, string | number>>
}

interface Entry<T> {
  readonly value: T
  readonly name: StepName
  readonly gesture: string | null
}

/** Undo and redo over immutable values. */
export interface History<T> {
  readonly present: Readonly<ShallowRef<T>>
  /** The name of the step that undo takes back, or null. */
  readonly undoName: ComputedRef<StepName | null>
  readonly redoName: ComputedRef<StepName | null>
  /**
   * Makes `value` the present; the very same value is no step. Steps of one `gesture` (a drag, the typing in one cell) count as one.
   */
  commit(value: T, name: StepName, gesture?: string | null): void
  /** Takes a gesture back as if it had never been; nothing happens when it is not the newest step. */
  abandon(gesture: string): void
  /** Makes `value` the present without a step: what is looked at, not what it is. */
  turnTo(value: T): void
  undo(): void
  redo(): void
}

/** Starts a history at `initial`; more than `limit` steps back are forgotten. */
export function createHistory<T>(initial: T, limit = 300): History<T> {
  const present = shallowRef(initial) as ShallowRef<T>
  const past = shallowRef<readonly Entry<T>[]>([])
  const future = shallowRef<readonly Entry<T>[]>([])

  function commit(value: T, name: StepName, gesture: string | null = null): void {
    if (value === present.value) return
    const last = past.value.at(-1)
    const goesOn = gesture !== null && last?.gesture === gesture && future.value.length === 0
    if (!goesOn) {
      past.value = [...past.value.slice(1 - limit), { value: present.value, name, gesture }]
    }
    future.value = []
    present.value = value
  }

  function abandon(gesture: string): void {
    const last = past.value.at(-1)
    if (last?.gesture !== gesture) return
    past.value = past.value.slice(0, -1)
    present.value = last.value
  }

  function undo(): void {
    const last = past.value.at(-1)
    if (!last) return
    past.value = past.value.slice(0, -1)
    future.value = [...future.value, { ...last, value: present.value, gesture: null }]
    present.value = last.value
  }

  function redo(): void {
    const next = future.value.at(-1)
    if (!next) return
    future.value = future.value.slice(0, -1)
    past.value = [...past.value, { ...next, value: present.value }]
    present.value = next.value
  }

  return {
    present,
    undoName: computed(() => past.value.at(-1)?.name ?? null),
    redoName: computed(() => future.value.at(-1)?.name ?? null),
    commit,
    turnTo: (value) => (present.value = value),
    abandon,
    undo,
    redo,
  }
}
