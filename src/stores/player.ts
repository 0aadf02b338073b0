import { ref, type Ref } from 'vue'

/** What plays: one step at a time, each waited for. */
export interface Played {
  readonly step: () => Promise<void>
  /** False ends it before the next step. */
  readonly mayGoOn: () => boolean
  readonly stepsPerSecond: () => number
}

export interface Player {
  readonly isPlaying: Readonly<Ref<boolean>>
  readonly play: () => void
  readonly pause: () => void
}

/** Takes a step at once and then one after the other, with the pause of its speed in between. */
export function createPlayer({ step, mayGoOn, stepsPerSecond }: Played): Player {
  const isPlaying = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function goOn(): Promise<void> {
    if (!mayGoOn()) return pause()
    await step()
    if (isPlaying.value) timer = setTimeout(() => void goOn(), 1000 / stepsPerSecond())
  }

  function play(): void {
    if (isPlaying.value) return
    isPlaying.value = true
    void goOn()
  }

  function pause(): void {
    clearTimeout(timer)
    isPlaying.value = false
  }

  return { isPlaying, play, pause }
}
