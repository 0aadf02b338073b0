import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { toFault, type Fault } from '../../electron/contract/faults'
import type { PictureInfo } from '../../electron/contract/tensors'
import { closePicture, onEvent, openDialog, openFile, openSample, useAlpha } from '../lab'

/** The pictures that are open. A picture that cannot be opened leaves the current one in place. */
export const usePicturesStore = defineStore('pictures', () => {
  const list = shallowRef<readonly PictureInfo[]>([])
  const current = shallowRef<PictureInfo | null>(null)
  const isOpening = ref(false)
  /** What is being opened, for the progress bar. */
  const opening = ref('')
  const fault = shallowRef<Fault | null>(null)
  let newest = 0

  function add(picture: PictureInfo): void {
    list.value = withPicture(list.value, picture)
    current.value = picture
    fault.value = null
  }

  /** Resolves to whether a picture was opened; a newer opening or a cancel wins over this one. */
  async function open(name: string, ask: () => Promise<PictureInfo | null>): Promise<boolean> {
    const turn = ++newest
    isOpening.value = true
    opening.value = name
    fault.value = null
    try {
      const picture = await ask()
      if (picture && turn !== newest) await leave(picture)
      else if (picture) add(picture)
      return picture !== null && turn === newest
    } catch (error) {
      if (turn === newest) fault.value = toFault(error)
      return false
    } finally {
      if (turn === newest) isOpening.value = false
    }
  }

  /** What arrives too late is closed, unless it is an open picture that was read again. */
  async function leave(picture: PictureInfo): Promise<void> {
    if (list.value.some(({ id }) => id === picture.id)) add(picture)
    else await closePicture(picture.id)
  }

  /** Gives up on what is being opened; it is closed when it arrives. */
  function cancelOpening(): void {
    newest++
    isOpening.value = false
  }

  function select(id: string): void {
    current.value = list.value.find((picture) => picture.id === id) ?? current.value
  }

  async function close(id: string): Promise<void> {
    list.value = list.value.filter((picture) => picture.id !== id)
    if (current.value?.id === id) current.value = list.value.at(-1) ?? null
    await closePicture(id)
  }

  /** Takes the pictures that main opens by itself. */
  const follow = (): (() => void) => onEvent('picture', add)

  return {
    list,
    current,
    isOpening,
    opening,
    fault,
    follow,
    select,
    close,
    cancelOpening,
    dismissFault: () => (fault.value = null),
    ...openers(open),
  }
})

/** The list with a picture at its end, or in the place of the one that it was read again from. */
function withPicture(list: readonly PictureInfo[], picture: PictureInfo): readonly PictureInfo[] {
  if (!list.some(({ id }) => id === picture.id)) return [...list, picture]
  return list.map((open) => (open.id === picture.id ? picture : open))
}

type Open = (name: string, ask: () => Promise<PictureInfo | null>) => Promise<boolean>

/** Every way to open a picture; each resolves to whether one was opened. */
function openers(open: Open) {
  return {
    openDialog: () => open('', openDialog),
    openSample: (id: string, name = id) => open(name, () => openSample(id)),
    /** Reads the picture again, its transparency a channel or not; the others stay as they are. */
    useAlpha: ({ id, name }: PictureInfo, withAlpha: boolean) =>
      open(name, () => useAlpha(id, withAlpha)),
    openFile: (file: File) => open(file.name, () => openFile(file)),
  }
}
