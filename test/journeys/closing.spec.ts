/** Two people close a month: the red band, warnings explained in place, the client's acknowledgement, the locked sign-off, addenda. */
import { call } from './support/call.ts'
import { adler, beginEngagement, okafor } from './support/close-out.ts'
import { acceptSources, concludeTheRest, expect, judgeTheRest, signTests } from './support/month.ts'
import { takeOver } from './support/people.ts'
import { accessibilityFaults, test } from './support/workbench.ts'

const account = '111122223333'
const none = 'false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A'
const report = [
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,' +
    'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,' +
    'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,' +
    'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated',
  `<root_account>,arn:aws:iam::${account}:root,2020-01-01T00:00:00Z,true,2020-02-01T00:00:00Z,2020-01-01T00:00:00Z,not_supported,true,${none}`
].join('\n')

test('a month is closed, acknowledged and locked, and what comes to light later is added and reviewed', async ({
  workbench
}) => {
  test.setTimeout(420_000)
  const screen = (name: string) =>
    workbench.getByRole('navigation').getByRole('button', { name: new RegExp(`^${name}`) })
  const dialog = workbench.getByRole('dialog')
  const label = '2026-01'

  async function step(verb: string): Promise<void> {
    await screen('Months').click()
    await workbench.getByRole('button', { name: verb }).click()
    await dialog.getByRole('button', { name: verb }).click()
  }

  async function sign(role: string): Promise<void> {
    await screen('Sign-off').click()
    await workbench.getByRole('button', { name: new RegExp(`^Sign as ${role}`) }).click()
    await dialog.getByRole('button', { name: `Sign as ${role}` }).click()
    await expect(dialog).toBeHidden()
  }

  await test.step('an engagement of two people with one export', async () => {
    await beginEngagement(workbench, { label } as Parameters<typeof beginEngagement>[1])
    await takeOver(workbench, okafor)
    await screen('Import').click()
    await workbench
      .locator('input[type=file]:not([webkitdirectory])')
      .first()
      .setInputFiles({ name: 'report.csv', mimeType: 'text/csv', buffer: Buffer.from(report) })
    await expect(workbench.getByText('Completeness')).toBeVisible()
  })

  await test.step('errors stand in a red band, and each leads to the place that mends it', async () => {
    await screen('Sign-off').click()
    await expect(workbench.getByRole('alert').filter({ hasText: /errors in the gate\./ })).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.getByRole('button', { name: 'E1: Checklist' }).click()
    await expect(workbench.getByRole('heading', { name: 'Checklist', level: 1 })).toBeVisible()
    await expect(workbench.getByRole('radio', { name: /^To do/ })).toBeChecked()
  })

  await test.step('the period is not given to review while a warning is silent; each is explained in place', async () => {
    await acceptSources(workbench)
    await concludeTheRest(workbench, [account])
    await judgeTheRest(workbench)
    await step('Give to review')
    await expect(dialog.getByText(/of the close-out gate (is|are) not explained: W/)).toBeVisible()
    await workbench.keyboard.press('Escape')

    await screen('Sign-off').click()
    await expect(workbench.getByText(/warnings? to explain\./).last()).toBeVisible()
    const silent = workbench.getByRole('button', { name: /^Explain W\d$/ })
    const [first] = await silent.all()
    await first?.click()
    const form = workbench.getByRole('form', { name: /^Explain W\d$/ })
    await expect(form.getByRole('textbox')).toBeFocused()
    await form.getByRole('button', { name: 'Explain' }).click()
    await expect(form.getByText('Say in a sentence why it is in order.')).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    for (let left = await silent.count(); left > 0; left--) {
      if (!(await form.isVisible())) await silent.first().click()
      await form.getByRole('textbox').fill('One export of one account this month.')
      await workbench.keyboard.press('Control+Enter')
      await expect(form).toBeHidden()
      await expect(silent).toHaveCount(left - 1)
    }
    await expect(
      workbench.getByText('M. Okafor: One export of one account this month.').first()
    ).toBeVisible()
  })

  await test.step('it is signed, reviewed, and acknowledged by the management of the client', async () => {
    await call(workbench, 'period.opinion', { opinion: 'effective', statement: 'Root is in order.' })
    await signTests(workbench, 'preparer')
    await sign('preparer')
    await step('Give to review')
    await expect(workbench.getByText('January 2026 is in review.')).toBeVisible()
    await takeOver(workbench, adler)
    await signTests(workbench, 'reviewer')
    await sign('reviewer')
    await workbench.getByRole('button', { name: 'Record acknowledgement' }).click()
    await dialog.getByRole('button', { name: 'Record', exact: true }).click()
    await expect(dialog.getByText('Choose the signed page.', { exact: true })).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await dialog.getByLabel('Name').fill('A. Ferrari')
    await dialog.getByLabel('Title').fill('Head of IT')
    await dialog
      .getByLabel('Signed page')
      .setInputFiles({ name: 'page.txt', mimeType: 'text/plain', buffer: Buffer.from('A. Ferrari') })
    await dialog.getByRole('button', { name: 'Record', exact: true }).click()
    await expect(workbench.getByText(/A\. Ferrari, Head of IT/)).toBeVisible()
  })

  await test.step('once it is locked, the sign-off is read, and the whole is signed', async () => {
    await step('Issue the final workbook')
    await expect(dialog).toBeHidden()
    await sign('partner')
    await step('Lock the period')
    await expect(dialog).toBeHidden()
    await screen('Sign-off').click()
    await expect(workbench.getByRole('heading', { name: 'The locked period as a whole' })).toBeVisible()
    await expect(workbench.getByRole('button', { name: /^Take back the sign-off/ })).toBeHidden()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await screen('Checklist').click()
    await expect(workbench.getByText('2026-01 is locked. Add an addendum, or go on').first()).toBeVisible()
    await expect(workbench.getByRole('button', { name: /^Conclude/ })).toBeHidden()
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('addenda are added with a file and without, and reviewed by another person', async () => {
    await takeOver(workbench, okafor)
    await screen('Months').click()
    const add = workbench.getByRole('button', { name: /^Add an addendum/ })
    await add.click()
    await dialog.getByRole('button', { name: 'Add an addendum' }).click()
    await expect(dialog.getByText('Say in a sentence why it is added after the lock.')).toBeVisible()
    await dialog.getByLabel('Reason').fill('A letter came after the lock.')
    await dialog.getByLabel('What is added').fill('One more key was in use.')
    await dialog
      .getByLabel('File of the addendum')
      .setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('One more key.') })
    await expect(dialog.getByText(/^letter\.txt, /)).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await dialog.getByRole('button', { name: 'Add an addendum' }).click()
    await expect(workbench.getByText(/AD-001 was added to January 2026, with E-/)).toBeVisible()
    await add.click()
    await dialog.getByLabel('Reason').fill('The client called.')
    await dialog.getByLabel('What is added').fill('The key is gone.')
    await dialog.getByRole('button', { name: 'Add an addendum' }).click()
    await expect(workbench.getByText('AD-002 was added to January 2026.')).toBeVisible()
    await expect(
      workbench.getByText(/M\. Okafor prepared AD-001, and nobody reviews their own work\./)
    ).toBeVisible()

    await takeOver(workbench, adler)
    await workbench.getByRole('button', { name: 'AD-001 is reviewed' }).click()
    await expect(workbench.getByText(/Reviewed by P\. Adler/)).toBeVisible()
    await workbench.emulateMedia({ colorScheme: 'dark' })
    await workbench.setViewportSize({ width: 1180, height: 720 })
    expect(await accessibilityFaults(workbench)).toEqual([])
  })
})
