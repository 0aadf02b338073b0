import { dialog, type BrowserWindow } from 'electron'
import { basename } from 'node:path'
import type { Locale } from '../contract/requests'

const WORDS = {
  en: { pictures: 'Pictures and arrays', all: 'All files', open: 'Open a picture' },
  'zh-CN': { pictures: '图片和数组', all: '所有文件', open: '打开图片' },
} as const

const EXTENSIONS = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'bmp', 'tif', 'tiff', 'npy']

/** Asks for one picture; null when the person closes the dialog. */
export async function askPicture(window: BrowserWindow, locale: Locale): Promise<string | null> {
  const words = WORDS[locale]
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: words.open,
    properties: ['openFile'],
    filters: [
      { name: words.pictures, extensions: EXTENSIONS },
      { name: words.all, extensions: ['*'] },
    ],
  })
  return filePaths[0] ?? null
}

/** Asks where to save; null when the person closes the dialog. The dialog asks before replacing. */
export async function askTarget(window: BrowserWindow, suggested: string): Promise<string | null> {
  const { filePath } = await dialog.showSaveDialog(window, {
    defaultPath: basename(suggested),
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  return filePath ? filePath : null
}
