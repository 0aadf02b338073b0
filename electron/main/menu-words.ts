import type { Locale } from '../contract/requests'

const EN = {
  file: 'File',
  close: 'Close Window',
  quit: 'Quit Convolution Lab',
  edit: 'Edit',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  kernels: 'Kernels',
  view: 'View',
  theme: 'Theme',
  light: 'Light',
  dark: 'Dark',
  system: 'Same as System',
  language: 'Language',
  fullScreen: 'Full Screen',
  help: 'Help',
  chapter: 'The Chapter behind This Lab (opens your browser)',
  about: 'About Convolution Lab',
}

export type MenuWords = Readonly<typeof EN>

/** The menu's words; names of languages stand in their own language. */
export const MENU_WORDS: Readonly<Record<Locale, MenuWords>> = {
  en: EN,
  'zh-CN': {
    file: '文件',
    close: '关闭窗口',
    quit: '退出 Convolution Lab',
    edit: '编辑',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    kernels: '卷积核',
    view: '视图',
    theme: '主题',
    light: '浅色',
    dark: '深色',
    system: '跟随系统',
    language: '语言',
    fullScreen: '全屏',
    help: '帮助',
    chapter: '本实验室所依据的章节（在浏览器中打开）',
    about: '关于 Convolution Lab',
  },
}
