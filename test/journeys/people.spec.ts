/** Two people in one engagement: each says who they are, does what their role may do, and leaves the place to the other. */
import type { Page } from '@playwright/test'

import { accessibilityFaults, expect, test } from './support/workbench.ts'

const words = { lindt: 'the first one of these words', meier: 'another one of these words' }

async function fillPerson(
  workbench: Page,
  { name, role, passphrase }: { name: string; role: string; passphrase: string }
): Promise<void> {
  const dialog = workbench.getByRole('dialog', { name: 'Add a person' })
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByLabel('Title').fill('Auditor')
  await dialog.getByLabel('Email').fill(`${name.replace('. ', '.').toLowerCase()}@audit.example`)
  await dialog.getByLabel('Role').selectOption(role)
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await dialog.getByLabel('Passphrase again').fill(passphrase)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
}

async function unlock(workbench: Page, name: RegExp, passphrase: string): Promise<void> {
  const dialog = workbench.getByRole('dialog', { name: 'Who works?' })
  const person = dialog.getByLabel('Person')
  await person.selectOption(await person.getByRole('option', { name }).getAttribute('value'))
  await dialog.getByLabel('Passphrase').fill(passphrase)
  await dialog.getByRole('button', { name: 'Unlock' }).click()
}

test('a preparer and a reviewer work in one engagement', async ({ workbench }) => {
  const who = workbench.getByRole('banner').getByRole('button', { name: /works\. Lock$/ })
  const people = workbench.getByRole('table', { name: 'People' })
  const keyAge = workbench.getByRole('spinbutton', { name: 'Oldest active access key' })

  await workbench.keyboard.press('Control+n')
  await workbench.getByLabel('Client').fill('Halden Logistics')
  await workbench.getByLabel('Auditor').fill('A. Lindt')
  await workbench.getByRole('button', { name: 'Create' }).click()
  await expect(workbench.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible()
  await workbench.keyboard.press('g')
  await workbench.keyboard.press(',')

  await test.step('the first one is added by nobody, and has to say who they are from then on', async () => {
    await expect(workbench.getByText('A. Lindt does everything in this engagement')).toBeVisible()
    await workbench.keyboard.press('a')
    expect(await accessibilityFaults(workbench)).toEqual([])
    await fillPerson(workbench, { name: 'A. Lindt', role: 'preparer', passphrase: 'too short' })
    await expect(workbench.getByText('Give at least 12 characters')).toBeVisible()
    await fillPerson(workbench, { name: 'A. Lindt', role: 'preparer', passphrase: words.lindt })
    await expect(people.getByRole('row', { name: /A\. Lindt.*Preparer/ })).toBeVisible()
    await expect(workbench.getByRole('banner').getByRole('button', { name: /Unlock/ })).toBeVisible()
  })

  await test.step('what was refused is done once somebody is unlocked; a wrong passphrase waits', async () => {
    await workbench.getByRole('button', { name: 'Add a person' }).click()
    await fillPerson(workbench, { name: 'R. Meier', role: 'reviewer', passphrase: words.meier })
    await unlock(workbench, /A\. Lindt/, 'not these words at all')
    await expect(
      workbench.getByText('The passphrase is wrong. The next try may follow in 1 second.')
    ).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.waitForTimeout(1000)
    await unlock(workbench, /A\. Lindt/, words.lindt)
    await expect(people.getByRole('row', { name: /R\. Meier.*Reviewer/ })).toBeVisible()
    await expect(who).toHaveAccessibleName('A. Lindt, preparer, works. Lock')
  })

  await test.step('a preparer who has a reviewer no longer chooses people or duties', async () => {
    await expect(workbench.getByRole('button', { name: 'Add a person' })).toBeHidden()
    await expect(workbench.getByRole('radiogroup', { name: 'Duties' })).toBeHidden()
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('the reviewer takes the place and separates the duties', async () => {
    await workbench.keyboard.press('Control+Shift+l')
    await expect(who).toBeHidden()
    await workbench.keyboard.press('Control+Shift+l')
    await unlock(workbench, /R\. Meier/, words.meier)
    await expect(who).toHaveAccessibleName('R. Meier, reviewer, works. Lock')
    await workbench.getByRole('radio', { name: 'Strict' }).click()
    await expect(workbench.getByText('Who prepared a test never reviews it.')).toBeVisible()
    await workbench.getByRole('button', { name: 'A. Lindt leaves' }).click()
    await workbench.getByRole('button', { name: 'Leaves', exact: true }).click()
    await expect(
      workbench.getByText('Duties are separated: without A. Lindt no preparer is left. Add another first.')
    ).toBeVisible()
    await workbench.getByRole('button', { name: 'Cancel' }).click()
  })

  await test.step('an inspector reads and finds nothing to change', async () => {
    await workbench.getByRole('button', { name: 'Add a person' }).click()
    await fillPerson(workbench, { name: 'I. Novak', role: 'inspector', passphrase: words.lindt })
    await expect(people.getByRole('row', { name: /I\. Novak.*Inspector/ })).toBeVisible()
    await who.click()
    await workbench
      .getByRole('banner')
      .getByRole('button', { name: /Unlock/ })
      .click()
    await unlock(workbench, /I\. Novak/, words.lindt)
    await expect(who).toHaveAccessibleName('I. Novak, inspector, works. Lock')
    await expect(
      workbench.getByText('I. Novak is inspector, who reads everything and changes nothing.').first()
    ).toBeVisible()
    await expect(keyAge).not.toBeEditable()
    await expect(workbench.getByRole('button', { name: 'Add a person' })).toBeHidden()
  })

  await test.step('the record names who did it', async () => {
    await who.click()
    await workbench
      .getByRole('banner')
      .getByRole('button', { name: /Unlock/ })
      .click()
    await unlock(workbench, /R\. Meier/, words.meier)
    await expect(who).toHaveAccessibleName('R. Meier, reviewer, works. Lock')
    await keyAge.fill('60')
    await keyAge.press('Enter')
    await expect(workbench.getByText(/Last entry .*, by R\. Meier\./)).toBeVisible()
  })
})
