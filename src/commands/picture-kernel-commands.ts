import { PICTURE_KERNELS, usePictureKernelStore } from '../stores/picture-kernel'
import type { Command } from './command'

/** Kernels that are made of pictures. */
export function pictureKernelCommands(): readonly Command[] {
  const dialog = usePictureKernelStore()
  return PICTURE_KERNELS.map((how) => ({
    id: `kernels.from.${how}`,
    menu: 'kernels',
    group: 1,
    ...(how === 'patch' && { shortcut: 'Mod+Shift+P' }),
    run: () => dialog.show(how),
  }))
}
