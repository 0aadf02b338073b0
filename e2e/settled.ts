import { expect, type Locator } from '@playwright/test'

/** Where something stands once its place no longer changes: the room follows what is drawn beside it. */
export async function settledBox(of: Locator) {
  let before = ''
  await expect
    .poll(async () => {
      const last = before
      before = JSON.stringify(await of.boundingBox())
      return before !== 'null' && before === last
    })
    .toBe(true)
  const box = await of.boundingBox()
  if (!box) throw new Error('It is not drawn.')
  return box
}
