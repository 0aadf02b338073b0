import { expect, test } from './launch'

test('the palette finds commands in both languages and runs them by the keyboard alone', async ({
  lab,
}) => {
  const page = await lab.labPage()
  await page.keyboard.press('Control+k')
  const search = page.getByTestId('palette-search')
  await expect(search).toBeFocused()
  const all = await page.getByTestId('palette').getByRole('option').count()
  expect(all).toBeGreaterThan(70)

  await search.fill('咖啡')
  await expect(page.getByTestId('palette').getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('palette')).toBeHidden()
  await expect(page.getByTestId('map')).toHaveCount(4)

  await page.keyboard.press('Control+k')
  await search.fill('kernel size 7')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('weights-shape')).toHaveText('4 × 3 × 7 × 7')
  await page.keyboard.press('Control+z')
  await expect(page.getByTestId('weights-shape')).toHaveText('4 × 3 × 3 × 3')
  await page.keyboard.press('Control+Shift+z')
  await expect(page.getByTestId('weights-shape')).toHaveText('4 × 3 × 7 × 7')

  await page.keyboard.press('Control+Shift+n')
  await expect(page.getByTestId('weights-shape')).toHaveText('5 × 3 × 7 × 7')
  await page.keyboard.press('Control+2')
  await expect(page.getByTestId('race-form')).toBeVisible()
})

test('the menu bar carries the same commands, names the step to undo and speaks Chinese', async ({
  lab,
}) => {
  const page = await lab.labPage()
  const labels = () =>
    lab.electron.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? []).flatMap(
        ({ submenu }) =>
          submenu?.items.map(({ label, enabled, checked }) => ({ label, enabled, checked })) ?? [],
      ),
    )
  const undo = async () =>
    (await labels()).find(({ label }) => /^(Undo|Nothing to undo)/.test(label))
  await expect.poll(async () => (await undo())?.enabled).toBe(false)
  await page.keyboard.press('Control+Shift+n')
  await expect.poll(undo).toMatchObject({ label: 'Undo: add Y4', enabled: true })
  await lab.electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? [])
    items?.find(({ label }) => label.startsWith('Undo'))?.click()
  })
  await expect(page.getByTestId('weights-shape')).toHaveText('4 × 3 × 3 × 3')

  await page.keyboard.press('Control+k')
  await page.getByTestId('palette-search').fill('简体中文')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await labels()).map(({ label }) => label)).toContain('添加输出')
})

test('the layer is copied as code, with its numbers', async ({ lab }) => {
  const page = await lab.labPage()
  await page.keyboard.press('Control+k')
  await page.getByTestId('palette-search').fill('pytorch')
  await page.keyboard.press('Enter')
  const text = page.getByTestId('code-text')
  await expect(text).toContainText("F.pad(x, (1, 1, 1, 1), mode='replicate')")
  await expect(text).toContainText('[0, 0.299, 0]')
  await page.getByTestId('code-copy').click()
  await expect(page.getByTestId('code')).toBeHidden()
  const copied = await lab.electron.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toContain(
    'y = F.conv2d(x, weight, bias, stride=(1, 1), dilation=(1, 1), groups=1)',
  )
})
