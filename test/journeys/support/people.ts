/** People in a journey: added in Settings, and taking the place of one another. */
import type { Page } from '@playwright/test'

import { expect } from './workbench.ts'

export interface Person {
  readonly name: string
  readonly role: 'preparer' | 'reviewer' | 'partner' | 'inspector'
  readonly passphrase: string
}

/** On the Settings screen; whoever works may add people. */
export async function addPerson(workbench: Page, { name, role, passphrase }: Person): Promise<void> {
  await workbench.getByRole('button', { name: 'Add a person' }).first().click()
  const dialog = workbench.getByRole('dialog', { name: 'Add a person' })
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByLabel('Title').fill('Auditor')
  await dialog.getByLabel('Email').fill(`${name.replace('. ', '.').toLowerCase()}@audit.example`)
  await dialog.getByLabel('Role').selectOption(role)
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await dialog.getByLabel('Passphrase again').fill(passphrase)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
}

/** Answers the question who works. */
export async function unlock(workbench: Page, { name, passphrase }: Person): Promise<void> {
  const dialog = workbench.getByRole('dialog', { name: 'Who works?' })
  const person = dialog.getByLabel('Person')
  await person.selectOption(
    await person.getByRole('option', { name: new RegExp(name) }).getAttribute('value')
  )
  await dialog.getByLabel('Passphrase').fill(passphrase)
  await dialog.getByRole('button', { name: 'Unlock' }).click()
  await expect(dialog).toBeHidden({ timeout: 30_000 })
}

/** Whoever works leaves the place to somebody. */
export async function takeOver(workbench: Page, person: Person): Promise<void> {
  const banner = workbench.getByRole('banner')
  const works = banner.getByRole('button', { name: /works\. Lock$/ })
  if (await works.isVisible()) await workbench.keyboard.press('Control+Shift+l')
  await expect(works).toBeHidden()
  await workbench.keyboard.press('Control+Shift+l')
  await unlock(workbench, person)
  await expect(works).toHaveAccessibleName(`${person.name}, ${person.role}, works. Lock`)
}
