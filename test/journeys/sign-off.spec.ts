/** Two people close out a month: one signs what they prepared, the other asks, has it changed, reviews; the log tells it all. */
import { readFile } from 'node:fs/promises'

import { addPerson, takeOver, unlock, type Person } from './support/people.ts'
import { accessibilityFaults, expect, test } from './support/workbench.ts'

const okafor: Person = { name: 'M. Okafor', role: 'preparer', passphrase: 'the first one of these words' }
const lindqvist: Person = { name: 'S. Lindqvist', role: 'reviewer', passphrase: 'another one of these words' }

const report = [
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,' +
    'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,' +
    'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,' +
    'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated',
  '<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00Z,true,2020-02-01T00:00:00Z,2020-01-01T00:00:00Z,not_supported,true,' +
    'false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A'
].join('\n')

test('a month is signed, reviewed and read back in the log', async ({ workbench }) => {
  test.setTimeout(120_000)
  const screen = (name: string) => workbench.getByRole('navigation').getByRole('button', { name })
  const root = workbench.getByRole('row', { name: /Root user/ })
  const dialog = workbench.getByRole('dialog')

  async function conclude(reason: string): Promise<void> {
    await screen('Checklist').click()
    await workbench.getByRole('option', { name: /\bROOT-01\b/ }).click()
    await expect(workbench.getByRole('heading', { name: /no active access key/, level: 2 })).toBeVisible()
    await workbench.keyboard.press('1')
    await workbench.getByRole('textbox', { name: 'Reason' }).fill(reason)
    await workbench.keyboard.press('Control+Enter')
    await expect(workbench.getByRole('option', { name: /\bROOT-01\b/ })).toHaveAccessibleName(/Effective/)
  }

  async function isClean(): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await workbench.emulateMedia({ colorScheme })
      expect(await accessibilityFaults(workbench)).toEqual([])
    }
    await workbench.emulateMedia({ colorScheme: null })
  }

  await test.step('an engagement with an export and two people whose duties are separated', async () => {
    await workbench.keyboard.press('Control+n')
    await workbench.getByLabel('Client').fill('Halden Logistics')
    await workbench.getByLabel('Auditor').fill('M. Okafor')
    await workbench.getByLabel('Month').fill('2026-01')
    await workbench.getByRole('button', { name: 'Create' }).click()
    await expect(workbench.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible()
    await workbench
      .locator('input[type=file]:not([webkitdirectory])')
      .first()
      .setInputFiles({ name: 'credential-report.csv', mimeType: 'text/csv', buffer: Buffer.from(report) })
    await expect(workbench.getByText('Completeness')).toBeVisible({ timeout: 60_000 })
    await screen('Settings').click()
    await addPerson(workbench, lindqvist)
    await expect(workbench.getByRole('banner').getByRole('button', { name: /Unlock/ })).toBeVisible({
      timeout: 30_000
    })
    await addPerson(workbench, okafor)
    await unlock(workbench, lindqvist)
    await expect(workbench.getByRole('row', { name: /M\. Okafor.*Preparer/ })).toBeVisible({
      timeout: 30_000
    })
    await workbench.getByRole('radio', { name: 'Strict' }).click()
    await expect(workbench.getByText('Who prepared a test never reviews it.')).toBeVisible()
  })

  await test.step('the sign-off says what is missing, and whose step it is', async () => {
    await screen('Sign-off').click()
    await expect(workbench.getByRole('heading', { name: 'Sign-off', level: 1 })).toBeVisible()
    await expect(workbench.getByText(/of \d+ tests have no conclusion\./)).toBeVisible()
    await expect(workbench.getByRole('button', { name: /Sign as reviewer/ })).toHaveAttribute(
      'aria-disabled',
      'true'
    )
    await isClean()
  })

  await test.step('the preparer accepts the source, concludes and signs a test', async () => {
    await takeOver(workbench, okafor)
    await screen('Import').click()
    const files = workbench.getByRole('treegrid')
    await files.getByText('credential-report.csv').click()
    await workbench.keyboard.press('Enter')
    await dialog.getByRole('radio', { name: /Accept with limitation/ }).check()
    await dialog.getByRole('textbox', { name: 'The limitation' }).fill('One export of one account.')
    await dialog.getByRole('button', { name: 'Accept with limitation' }).click()
    await workbench.keyboard.press('Escape')
    await conclude('Seen on the credential report of the day.')
    await screen('Sign-off').click()
    await root.getByRole('button', { name: /as preparer/ }).click()
    await dialog.getByRole('button', { name: 'Sign as preparer' }).click()
    await expect(workbench.getByText('Signed: 1 test of Root user (1).')).toBeVisible()
    await expect(root.getByRole('cell').nth(3)).toHaveText('1')
  })

  await test.step('what is changed afterwards makes the signature stale, and is shown', async () => {
    await conclude('Seen on the credential report and in the console.')
    await screen('Sign-off').click()
    await workbench.getByRole('button', { name: /What changed in ROOT-01/ }).click()
    await expect(dialog.getByRole('row', { name: /Conclusion: reason/ })).toContainText('and in the console')
    await isClean()
    await workbench.keyboard.press('Escape')
    await root.getByRole('button', { name: /as preparer/ }).click()
    await dialog.getByRole('button', { name: 'Sign as preparer' }).click()
    await expect(workbench.getByRole('heading', { name: 'Stale sign-offs' })).toBeHidden()
  })

  await test.step('the reviewer asks, is answered, clears it and reviews', async () => {
    await takeOver(workbench, lindqvist)
    await workbench.keyboard.press('n')
    await dialog.getByRole('textbox', { name: 'Note' }).fill('Confirm the date of the root key.')
    await isClean()
    await dialog.getByRole('button', { name: 'Raise' }).click()
    await expect(workbench.getByText('1 of 1 must-fix notes is open.')).toBeVisible()
    await takeOver(workbench, okafor)
    await workbench.getByRole('button', { name: 'Answer N-001' }).click()
    await dialog.getByRole('textbox', { name: 'Answer' }).fill('It was never rotated; there is none.')
    await dialog.getByRole('button', { name: 'Answer' }).click()
    await expect(workbench.getByText('Answered', { exact: true })).toBeVisible()
    await expect(workbench.getByRole('button', { name: 'Clear N-001' })).toBeHidden()
    await takeOver(workbench, lindqvist)
    await workbench.getByRole('button', { name: 'Clear N-001' }).click()
    await dialog.getByRole('button', { name: 'Clear' }).click()
    await expect(workbench.getByText('Cleared', { exact: true })).toBeVisible()
    await root.getByRole('button', { name: /as reviewer/ }).click()
    await dialog.getByRole('button', { name: 'Sign as reviewer' }).click()
    await expect(root.getByRole('cell').nth(5)).toHaveText('1')
    await isClean()
  })

  await test.step('the overall conclusion is recorded, a warning explained', async () => {
    await workbench.getByRole('radio', { name: 'With exceptions' }).check()
    await workbench.getByRole('textbox', { name: 'Statement' }).fill('Root access operated as intended.')
    await workbench.getByRole('button', { name: 'Record', exact: true }).click()
    await expect(workbench.getByText('The overall conclusion is recorded.')).toBeVisible()
    await workbench.getByRole('button', { name: 'Explain W9' }).click()
    const explaining = workbench.getByRole('form', { name: 'Explain W9' })
    await explaining.getByRole('textbox').fill('One account only this month.')
    await explaining.getByRole('button', { name: 'Explain' }).click()
    await expect(workbench.getByText('S. Lindqvist: One account only this month.')).toBeVisible()
  })

  await test.step('the log tells it, is searched, verified and taken out', async () => {
    await workbench.keyboard.press('g')
    await workbench.keyboard.press('l')
    await expect(workbench.getByRole('heading', { name: 'Audit log', level: 1 })).toBeVisible()
    await workbench.keyboard.press('v')
    await expect(workbench.getByText(/^Verified, \d+ entries$/).first()).toBeVisible()
    await workbench.getByRole('textbox', { name: 'Search the log' }).fill('sign-off')
    await expect(workbench.getByText(/^3 entries of \d+ entries$/)).toBeVisible()
    await workbench.getByRole('grid').getByText('Sign off: sign').first().click()
    await expect(workbench.getByRole('heading', { name: /^Entry \d+$/ })).toBeVisible()
    await isClean()
    const downloading = workbench.waitForEvent('download')
    await workbench.getByRole('button', { name: /Export CSV/ }).click()
    const csv = await readFile(await (await downloading).path(), 'utf8')
    expect(csv.trimEnd().split('\r\n')).toHaveLength(4)
    expect(csv).toContain(',sign-off.sign,')
    await workbench.setViewportSize({ width: 1180, height: 720 })
    expect(await accessibilityFaults(workbench)).toEqual([])
  })
})
