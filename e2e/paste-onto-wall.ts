import type { Page } from '@playwright/test'

/** Pastes a text while a cell of the wall has the focus, as the system would. */
export async function pasteOntoWall(page: Page, text: string): Promise<void> {
  await page.getByTestId('kernel-wall').getByRole('gridcell').getByRole('textbox').focus()
  await page.evaluate((plain) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', plain)
    const init = { clipboardData, bubbles: true, cancelable: true }
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', init))
  }, text)
}
