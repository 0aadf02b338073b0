/**
 * Puts a text on the clipboard during a click. The page has no clipboard permission and needs none
 * this way. Returns false when the system refused.
 */
export function copyText(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  // Behind an open dialog everything else is inert and cannot be selected.
  const stage = document.querySelector('dialog[open]') ?? document.body
  stage.append(area)
  area.select()
  const isCopied = document.execCommand('copy')
  area.remove()
  return isCopied
}
