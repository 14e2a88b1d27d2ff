/** Controls are selected from the keyboard and by pointer, concluded together for one reason, and taken back; an inspector changes nothing. */
import { expect } from './support/month.ts'
import { addPerson, takeOver, type Person } from './support/people.ts'
import { accessibilityFaults, test } from './support/workbench.ts'

const okafor: Person = { name: 'M. Okafor', role: 'preparer', passphrase: 'the first one of these words' }
const novak: Person = { name: 'I. Novak', role: 'inspector', passphrase: 'another one of these words' }

test('several controls are concluded together, and an inspector finds nothing to change', async ({
  workbench
}) => {
  test.setTimeout(420_000)
  const screen = (name: string) =>
    workbench.getByRole('navigation').getByRole('button', { name: new RegExp(`^${name}`) })
  const list = workbench.getByRole('listbox', { name: 'Controls' })
  const bar = workbench.getByRole('toolbar', { name: 'Selected controls' })
  const dialog = workbench.getByRole('dialog')

  await test.step('controls are selected by keys and by pointer', async () => {
    await workbench.getByRole('button', { name: /sample/i }).click()
    await expect(workbench.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible({
      timeout: 120_000
    })
    await screen('Checklist').click()
    await list.focus()
    await workbench.keyboard.press('Home')
    await workbench.keyboard.press('x')
    await expect(bar.getByText('1 selected')).toBeVisible()
    await workbench.keyboard.press('Shift+J')
    await workbench.keyboard.press('Shift+J')
    await expect(bar.getByText('3 selected')).toBeVisible()
    await workbench.keyboard.press('Shift+K')
    await expect(bar.getByText('2 selected')).toBeVisible()
    await workbench.keyboard.press('Escape')
    await expect(bar).toBeHidden()
    const rows = list.getByRole('option')
    await rows.nth(1).click()
    await rows.nth(4).click({ modifiers: ['Shift'] })
    await expect(bar.getByText('4 selected')).toBeVisible()
    await rows.nth(2).click({ modifiers: ['Control'] })
    await expect(bar.getByText('3 selected')).toBeVisible()
    await expect(rows.nth(2)).toHaveAttribute('aria-selected', 'false')
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('the dialog says what will be concluded and what not, and why', async () => {
    await workbench.getByLabel('Account', { exact: true }).selectOption({ index: 1 })
    await workbench.keyboard.press('Escape')
    await workbench.keyboard.press('/')
    await workbench.keyboard.type('root')
    await workbench.keyboard.press('Enter')
    await expect(list).toBeFocused()
    await workbench.keyboard.press('Control+a')
    await workbench.keyboard.press('b')
    await expect(dialog.getByRole('radiogroup', { name: 'Outcome they share' })).toBeVisible()
    await dialog.getByRole('radio', { name: /^Pass/ }).click()
    await expect(dialog.getByRole('radio', { name: 'Effective' })).toBeChecked()
    await expect(dialog.getByText('a manual step is concluded on its own evidence').first()).toBeVisible()
    await expect(dialog.getByText('its outcome is "Fail"').first()).toBeVisible()
    await dialog.getByRole('button', { name: /^Conclude \d+ tests$/ }).click()
    await expect(dialog.getByText(/what is concluded together is always explained/)).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.emulateMedia({ colorScheme: 'dark' })
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.emulateMedia({ colorScheme: null })
    await dialog.getByRole('radio', { name: /^Fail/ }).click()
    await dialog.getByRole('radio', { name: 'Effective' }).check()
    await expect(dialog.getByText(/is an override; it is made control by control/)).toBeVisible()
  })

  await test.step('they are concluded, marked as made in bulk, and taken back with undo', async () => {
    await dialog.getByRole('radio', { name: /^Pass/ }).click()
    await dialog
      .getByLabel('Reason, for all of them')
      .fill('The whole population passes, seen in the exports.')
    await dialog.getByRole('button', { name: /^Conclude \d+ tests$/ }).click()
    await expect(
      workbench.getByText(/\d+ tests concluded as effective, marked as made in bulk\./)
    ).toBeVisible()
    await workbench.getByRole('button', { name: /^Undo/ }).click()
    await expect(bar).toBeHidden()
    await expect(list.getByRole('option', { name: /ROOT-01/ })).not.toHaveAccessibleName(/Effective/)
  })

  await test.step('an inspector reads every screen and finds no action that writes', async () => {
    await screen('Settings').click()
    await addPerson(workbench, okafor)
    await expect(workbench.getByRole('banner').getByRole('button', { name: /Unlock/ })).toBeVisible({
      timeout: 30_000
    })
    await takeOver(workbench, okafor)
    await addPerson(workbench, novak)
    await expect(workbench.getByRole('row', { name: /I\. Novak.*Inspector/ })).toBeVisible({
      timeout: 30_000
    })
    await takeOver(workbench, novak)

    const writes =
      /^(Conclude|Attach|Raise|New finding|Draw sample|Save view|Use as evidence|Sign|Record|Explain|Accept \d|Add|Give to review|Begin|Lock the|Issue|Reopen|Withdraw|Apply|Reset)\b/
    for (const name of [
      'Import',
      'Checklist',
      'Findings',
      'Evidence',
      'Population',
      'Organization',
      'Months',
      'Sign-off',
      'Settings'
    ]) {
      await screen(name).click()
      await expect(workbench.getByRole('heading', { name, level: 1 })).toBeVisible()
      await expect(workbench.getByRole('status', { name: /Loading/ })).toHaveCount(0)
      const offered = await workbench
        .getByRole('main')
        .getByRole('button', { name: writes, disabled: false })
        .allTextContents()
      expect(offered, name).toEqual([])
      expect(await accessibilityFaults(workbench), name).toEqual([])
    }
    await screen('Checklist').click()
    await expect(
      workbench.getByText('I. Novak is inspector, who reads everything and changes nothing.').first()
    ).toBeVisible()
    await list.focus()
    await workbench.keyboard.press('1')
    await workbench.keyboard.press('e')
    await expect(dialog).toBeHidden()
    await workbench.setViewportSize({ width: 1180, height: 720 })
    await workbench.keyboard.press(']')
    expect(await accessibilityFaults(workbench)).toEqual([])
  })
})
