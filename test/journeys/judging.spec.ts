import { accessibilityFaults, expect, test } from './support/workbench.ts'

test('exceptions are judged one and many at once, a better conclusion is overridden and approved, a sample is marked', async ({
  workbench
}) => {
  test.setTimeout(240_000)
  const screen = (name: string) => workbench.getByRole('navigation').getByRole('button', { name })
  const control = (id: string) => workbench.getByRole('option', { name: new RegExp(`\\b${id}\\b`) })
  const population = workbench.getByRole('region', { name: 'Population' })
  const conclusionPane = workbench.getByRole('complementary', { name: 'Conclusion' })

  await test.step('nothing is judged at first', async () => {
    await workbench.getByRole('button', { name: /sample/i }).click()
    await expect(workbench.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible({
      timeout: 120_000
    })
    await screen('Checklist').click()
    await control('MFA-01').click()
    await expect(
      workbench.getByRole('heading', { name: /console password has an MFA device/, level: 2 })
    ).toBeVisible()
    await expect(population.getByText(/^0 of \d+ judged$/)).toBeVisible()
  })

  await test.step('one is not an issue, for a reason', async () => {
    await population.getByRole('grid').focus()
    await workbench.keyboard.press('ArrowDown')
    await workbench.keyboard.press('o')
    const dialog = workbench.getByRole('dialog', { name: 'Not an issue' })
    await dialog.getByRole('button', { name: 'Judge' }).click()
    await expect(dialog.getByText('Write the reason in a sentence.')).toBeVisible()
    await dialog.getByLabel('Reason').fill('A break-glass user under seal.')
    expect(await accessibilityFaults(workbench)).toEqual([])
    await dialog.getByRole('button', { name: 'Judge' }).click()
    await expect(dialog).toBeHidden()
    await expect(population.getByText(/^1 of \d+ judged$/)).toBeVisible()
    await expect(population.getByRole('row', { name: /Not an issue/ })).toHaveCount(1)
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('it is judged again', async () => {
    await population.getByRole('grid').focus()
    await workbench.keyboard.press('u')
    await expect(population.getByText(/^0 of \d+ judged$/)).toBeVisible()
  })

  await test.step('all that are left become part of a finding', async () => {
    await population.getByRole('grid').focus()
    await workbench.keyboard.press('x')
    const dialog = workbench.getByRole('dialog', { name: /Exception/ })
    await dialog.getByRole('radio', { name: /^All \d+ exceptions left$/ }).click()
    await dialog.getByRole('button', { name: 'Write the finding' }).click()
    const finding = workbench.getByRole('dialog', { name: /Raise a finding on MFA-01/ })
    await finding.getByLabel('Cause').fill('No policy enforces MFA at sign-in.')
    await finding.getByRole('button', { name: 'Raise finding' }).click()
    await expect(population.getByText(/^(\d+) of \1 judged$/)).toBeVisible()
    await expect(population.getByRole('row', { name: /F-2026-001/ }).first()).toBeVisible()
  })

  await test.step('no risk is accepted yet', async () => {
    await population.getByRole('grid').focus()
    await workbench.keyboard.press('a')
    const dialog = workbench.getByRole('dialog', { name: 'Accepted risk' })
    await expect(dialog.getByText('No accepted risk holds on this control.')).toBeVisible()
    await workbench.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  await test.step('effective over a failing check asks for an override', async () => {
    await workbench.keyboard.press('e')
    const attach = workbench.getByRole('dialog', { name: /Attach evidence to MFA-01/ })
    await attach.getByRole('radio', { name: /note/i }).click()
    await attach.getByLabel('Title').fill('Inquiry')
    await attach.getByRole('textbox', { name: 'Note' }).fill('T. Braun showed the sign-in page.')
    await attach.getByRole('button', { name: 'Attach' }).click()
    await expect(attach).toBeHidden()
    await workbench.keyboard.press('1')
    await conclusionPane
      .getByRole('textbox', { name: 'Reason' })
      .fill('Every console user signs in with a second factor.')
    const override = conclusionPane.getByRole('region', { name: 'Override' })
    await expect(conclusionPane.getByText(/choose why the result is overridden/)).toBeVisible()
    await override.getByLabel('Why').selectOption('compensating-control')
    await override
      .getByLabel('Rationale')
      .fill('The identity provider asks for a second factor at every sign-in.')
    await override.getByRole('checkbox').first().check()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.keyboard.press('Control+Enter')
    await expect(control('MFA-01')).toHaveAccessibleName(/override not approved/)
  })

  await test.step('it stands with its mark until it is approved', async () => {
    await control('MFA-01').click()
    await expect(conclusionPane.getByText('Override not approved.')).toBeVisible()
    await conclusionPane.getByRole('button', { name: 'Approve' }).click()
    await expect(conclusionPane.getByText('Override approved.')).toBeVisible()
    await expect(conclusionPane.getByText(/who proposed it/)).toBeVisible()
    await expect(control('MFA-01')).not.toHaveAccessibleName(/override not approved/)
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('a sample is drawn, its attributes are settled and every item is marked', async () => {
    await workbench.keyboard.press('g')
    await workbench.keyboard.press('p')
    await expect(workbench.getByRole('grid', { name: 'Users' }).getByRole('row').nth(3)).toBeVisible()
    await workbench.keyboard.press('s')
    const draw = workbench.getByRole('dialog')
    await draw.getByLabel('Control').selectOption('MFA-01')
    await draw.getByLabel(/^Size|Items/).fill('3')
    await draw.getByLabel('Basis').fill('A monthly control: three.')
    await draw.getByRole('button', { name: /^Draw/ }).click()
    await expect(draw).toBeHidden()

    await screen('Checklist').click()
    await control('MFA-01').click()
    await workbench.getByRole('button', { name: 'Mark S-001' }).click()
    const sample = workbench.getByRole('dialog', { name: 'Sample S-001 of MFA-01' })
    await sample.getByLabel('What is looked at on every item').fill('The ticket was approved.')
    await sample.getByRole('button', { name: 'Settle' }).click()
    await expect(sample.getByRole('table')).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await sample.getByRole('radio', { name: 'Exception' }).click()
    await sample.getByRole('button', { name: 'Mark', exact: true }).click()
    await expect(sample.getByText(/say in a sentence what the exception is/)).toBeVisible()
    await sample.getByLabel('Note').fill('There is no ticket for it.')
    await sample.getByRole('button', { name: 'Mark', exact: true }).click()
    await expect(sample.getByRole('status').filter({ hasText: '2 marks left' })).toBeVisible()
    await sample.getByRole('radio', { name: /^All 2 items left$/ }).click()
    await sample.getByRole('button', { name: 'Mark', exact: true }).click()
    await expect(sample.getByText('Every item is marked.')).toBeVisible()
    await expect(sample.getByRole('button', { name: 'Item 1, A: Exception' })).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('it is read as well in the dark and in a small window', async () => {
    await workbench.keyboard.press('Escape')
    await workbench.emulateMedia({ colorScheme: 'dark' })
    await workbench.setViewportSize({ width: 1180, height: 720 })
    await population.getByRole('grid').focus()
    await workbench.keyboard.press('ArrowDown')
    await expect(population.getByRole('button', { name: 'Judge again' })).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
  })
})
