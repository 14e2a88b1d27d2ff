/** The hands of two people on the way of a month: who they are, the steps of the Months screen, the signatures, the lock and the archive. */
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import type { PeriodRecord } from '../../../src/shared/records/period.ts'
import type { Month } from '../../support/months.ts'

import { call } from './call.ts'
import { expect, explainTheRest, signTests } from './month.ts'
import { addPerson, takeOver, unlock, type Person } from './people.ts'

export const okafor: Person = {
  name: 'M. Okafor',
  role: 'preparer',
  passphrase: 'the first one of these words'
}
export const adler: Person = { name: 'P. Adler', role: 'partner', passphrase: 'another one of these words' }

/** Makes an engagement of the two, whose duties are separated. */
export async function beginEngagement(workbench: Page, { label }: Month): Promise<void> {
  await workbench.keyboard.press('Control+n')
  const dialog = workbench.getByRole('dialog', { name: 'New engagement' })
  await dialog.getByLabel('Client').fill('Halden Logistics')
  await dialog.getByLabel('Auditor').fill(okafor.name)
  await dialog.getByLabel('Month').fill(label)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(workbench.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible()
  await goTo(workbench, 'Settings')
  await addPerson(workbench, adler)
  await expect(workbench.getByRole('banner').getByRole('button', { name: /Unlock/ })).toBeVisible()
  await addPerson(workbench, okafor)
  await unlock(workbench, adler)
  await expect(workbench.getByRole('row', { name: /M\. Okafor.*Preparer/ })).toBeVisible()
  await workbench.getByRole('radio', { name: 'Strict' }).click()
  await expect(workbench.getByText('Who prepared a test never reviews it.')).toBeVisible()
}

/** Concludes a control for all accounts with a key of the Checklist. */
export async function concludeByHand(
  workbench: Page,
  control: string,
  key: string,
  reason: string
): Promise<void> {
  const option = workbench.getByRole('option', { name: new RegExp(`\\b${control}\\b`) })
  await goTo(workbench, 'Checklist')
  await option.click()
  await expect(workbench.getByText(control, { exact: true }).last()).toBeVisible()
  await expect(workbench.getByRole('region', { name: 'Population' })).toBeVisible()
  await workbench.keyboard.press(key)
  await workbench.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await workbench.keyboard.press('Control+Enter')
  await expect(option).toHaveAccessibleName(/Effective|Exception/)
}

/** Answers the month that ended, as it stays from then on. */
export async function rollForward(workbench: Page, { label }: Month, next: string): Promise<PeriodRecord> {
  await stepMonth(workbench, 'Begin the next month')
  await expect(workbench.getByText(`${next} began.`)).toBeVisible()
  return call(workbench, 'period.show', { period: label })
}

/**
 * From fieldwork to the archive saved in a folder: the gate holds, each signs after the other, the client acknowledges, the partner issues and
 * locks; nobody does the step of another. Answers the path of the archive.
 */
export async function closeOut(workbench: Page, { label }: Month, folder: string): Promise<string> {
  await explainTheRest(workbench)
  await call(workbench, 'period.opinion', {
    opinion: 'with-exceptions',
    statement: 'Controls work but for the findings raised.'
  })
  await signTests(workbench, 'preparer')
  const { rules } = await call(workbench, 'gate.show', {})
  expect(rules.filter(({ kind, count }) => kind === 'error' && count > 0)).toEqual([])
  await signPeriod(workbench, 'preparer')
  await stepMonth(workbench, 'Give to review')
  await expect(call(workbench, 'period.issue', {})).rejects.toThrow(
    /reviewer or partner issues a period; M\. Okafor is preparer/
  )

  await takeOver(workbench, adler)
  await expect(call(workbench, 'period.issue', {})).rejects.toThrow(/its reviewer has not signed it/)
  await signTests(workbench, 'reviewer')
  await signPeriod(workbench, 'reviewer')
  await acknowledge(workbench)
  await stepMonth(workbench, 'Issue the final workbook')
  await expect(call(workbench, 'period.lock', { period: label })).rejects.toThrow(
    /its partner has not signed it/
  )
  await signPeriod(workbench, 'partner')
  await stepMonth(workbench, 'Lock the period')
  await signPeriod(workbench, 'partner')
  return saveArchive(workbench, join(folder, `${label}.zip`))
}

async function goTo(workbench: Page, screen: string): Promise<void> {
  await workbench
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(`^${screen}`) })
    .click()
}

/** A step of the Months screen. */
async function stepMonth(workbench: Page, verb: string): Promise<void> {
  await goTo(workbench, 'Months')
  await workbench.getByRole('button', { name: verb }).click()
  const dialog = workbench.getByRole('dialog', { name: new RegExp(`^${verb}`) })
  await dialog.getByRole('button', { name: verb }).click()
  await expect(dialog).toBeHidden()
}

/** Signs the period; once it is locked, as a whole. */
async function signPeriod(workbench: Page, role: string): Promise<void> {
  await goTo(workbench, 'Sign-off')
  await workbench.getByRole('button', { name: new RegExp(`^Sign as ${role}`) }).click()
  const dialog = workbench.getByRole('dialog', { name: `Sign as ${role}` })
  await dialog.getByRole('button', { name: `Sign as ${role}` }).click()
  await expect(dialog).toBeHidden()
}

async function acknowledge(workbench: Page): Promise<void> {
  await workbench.getByRole('button', { name: 'Record acknowledgement' }).click()
  const dialog = workbench.getByRole('dialog', { name: 'Record the acknowledgement' })
  await dialog.getByLabel('Name').fill('A. Ferrari')
  await dialog.getByLabel('Title').fill('Head of IT')
  await dialog.getByLabel('Signed page').setInputFiles({
    name: 'acknowledgement.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('We acknowledge that the facts of the findings are accurate. A. Ferrari')
  })
  await dialog.getByRole('button', { name: 'Record', exact: true }).click()
  await expect(dialog).toBeHidden()
}

async function saveArchive(workbench: Page, zip: string): Promise<string> {
  await goTo(workbench, 'Settings')
  const downloading = workbench.waitForEvent('download')
  await workbench.getByRole('button', { name: /^Archive/ }).click()
  await (await downloading).saveAs(zip)
  await expect(workbench.getByRole('button', { name: /^Archive/ })).toBeEnabled()
  return zip
}
