/** The client's edition goes out, comes back filled in, and every cell of it is decided on: from the keyboard, with a receipt. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { answered } from '../core/procedures/returns/returned.ts'
import { accessibilityFaults, depthOf, expect, test } from './support/workbench.ts'
import { call } from './support/call.ts'

/** A finding with all its elements, issued to the client. */
async function issueFinding(workbench: Page): Promise<void> {
  const accounts = await call(workbench, 'engagement.show', {}).then(({ accounts: all }) =>
    all.map(({ id }) => id)
  )
  const { ref } = await call(workbench, 'finding.raise', {
    control: 'MFA-01',
    accounts,
    title: 'Console users without MFA',
    condition: 'Some console users have no MFA device.',
    criteria: 'Every console user has one.',
    cause: 'Onboarding does not ask for it.',
    effect: 'A stolen password is enough.',
    recommendation: 'Enforce MFA.'
  })
  await call(workbench, 'finding.issue', { finding: ref })
}

/** The client edition as the client gets it. */
async function handedOut(workbench: Page): Promise<Uint8Array> {
  const { id } = await call(workbench, 'workbook.issue', { edition: 'client-response' })
  const bytes = await workbench.evaluate(
    async (address) => [...new Uint8Array(await (await fetch(address)).arrayBuffer())],
    `/files/workbook/${String(id)}?download`
  )
  return new Uint8Array(bytes)
}

for (const colorScheme of ['light', 'dark'] as const)
  test(
    `a returned workbook is received, decided on and receipted in ${colorScheme}`,
    depthOf(colorScheme),
    async ({ workbench }) => {
      test.setTimeout(300_000)
      const folder = await mkdtemp(join(tmpdir(), 'tickmark-returns-'))
      await workbench.emulateMedia({ colorScheme })
      await workbench.getByRole('button', { name: /sample/i }).click()
      await expect(workbench.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible({
        timeout: 120_000
      })
      await issueFinding(workbench)
      const bytes = await handedOut(workbench)
      const file = join(folder, 'answers.xlsx')
      await writeFile(
        file,
        answered(bytes, {
          Title: 'Nothing to see here',
          'Management position': 'Agrees',
          'Management response': 'We will enforce MFA.',
          Action: 'Enforce by policy',
          'Action owner': 'T. Braun',
          'Planned date': '03/04/2030',
          Ticket: 'OPS-1',
          'Requested new due date': '2031-01-31'
        })
      )
      const hostile = join(folder, 'macro.xlsm')
      await writeFile(hostile, bytes)
      const dialog = workbench.getByRole('dialog', { name: 'Receive a workbook' })
      const pane = workbench.getByRole('complementary', { name: 'Change' })
      const said = (text: RegExp) => workbench.getByRole('status').filter({ hasText: text })

      await test.step('an empty inbox says where workbooks come from', async () => {
        await workbench.keyboard.press('g')
        await workbench.keyboard.press('w')
        await workbench.getByRole('radio', { name: /Returns/ }).click()
        await expect(workbench.getByRole('heading', { name: 'No workbook came back yet' })).toBeVisible()
        expect(await accessibilityFaults(workbench), 'empty').toEqual([])
      })

      await test.step('a hostile file is refused with its sentence', async () => {
        await workbench.keyboard.press('Control+o')
        await expect(dialog).toBeVisible()
        await dialog.getByLabel('File').setInputFiles(hostile)
        await dialog.getByRole('button', { name: 'Receive' }).click()
        await expect(dialog.getByText('Say who of the client sent it.')).toBeVisible()
        await dialog.getByLabel('Received from').fill('T. Braun, head of platform')
        await dialog.getByRole('button', { name: 'Receive' }).click()
        await expect(dialog.getByText(/carries macros/)).toBeVisible({ timeout: 60_000 })
        expect(await accessibilityFaults(workbench), 'refused').toEqual([])
      })

      await test.step('the filled workbook is read, and each cell stands where it belongs', async () => {
        await dialog.getByLabel('File').setInputFiles(file)
        await dialog.getByRole('button', { name: 'Receive' }).click()
        await expect(dialog).toBeHidden({ timeout: 60_000 })
        await expect(workbench.getByRole('heading', { name: /^Clean 6/ })).toBeVisible()
        await expect(workbench.getByRole('heading', { name: /^Invalid 1/ })).toBeVisible()
        await expect(workbench.getByRole('heading', { name: /^Locked cell changed 1/ })).toBeVisible()
        expect(await accessibilityFaults(workbench), 'received').toEqual([])
      })

      await test.step('the findings say that answers wait', async () => {
        await workbench.getByRole('navigation').getByRole('button', { name: 'Findings' }).click()
        await expect(workbench.getByText('7 answers from the client wait.')).toBeVisible()
        expect(await accessibilityFaults(workbench), 'waiting').toEqual([])
        await workbench.getByRole('button', { name: 'Open the returns' }).click()
        await expect(workbench.getByRole('heading', { name: /WR-001 from T. Braun/ })).toBeVisible()
      })

      await test.step('the same file again is known', async () => {
        await workbench.keyboard.press('Control+o')
        await dialog.getByLabel('File').setInputFiles(file)
        await dialog.getByRole('button', { name: 'Receive' }).click()
        await expect(said(/was imported already on/)).toBeVisible({ timeout: 60_000 })
      })

      await test.step('one is rejected with a reason and waits again after undo', async () => {
        await workbench.locator('[data-change]').filter({ hasText: 'OPS-1' }).click()
        await expect(pane.getByRole('heading', { name: 'Ticket' })).toBeVisible()
        await pane.getByRole('button', { name: 'Reject' }).click()
        await expect(pane.getByText(/Say why it is rejected/)).toBeVisible()
        await pane.getByLabel('Reason').fill('It is a ticket of another client.')
        await pane.getByRole('button', { name: 'Reject' }).click()
        await expect(workbench.getByRole('heading', { name: /^Settled 1/ })).toBeVisible()
        await expect(said(/Rejected/)).toBeVisible()
        await said(/Rejected/)
          .getByRole('button', { name: /Undo/ })
          .click()
        await expect(workbench.getByRole('heading', { name: /^Settled/ })).toBeHidden()
      })

      await test.step('one key accepts what is clean', async () => {
        await workbench.locator('[data-change]').first().focus()
        await workbench.keyboard.press('a')
        await expect(said(/6 accepted/)).toBeVisible()
        await expect(workbench.getByRole('heading', { name: /^Clean/ })).toBeHidden()
        await expect(workbench.getByRole('heading', { name: /^Settled 6/ })).toBeVisible()
      })

      await test.step('what is invalid is corrected inline, with who told it', async () => {
        const line = workbench.locator('[data-change]').filter({ hasText: '03/04/2030' })
        await line.click()
        await expect(pane.getByText(/can be 2030-04-03 or 2030-03-04/)).toBeVisible()
        await line.focus()
        await workbench.keyboard.press('Enter')
        await expect(pane.getByLabel('Take it as')).toBeFocused()
        await pane.getByLabel('Take it as').fill('2030-04-03')
        await pane.getByRole('button', { name: 'Accept corrected' }).click()
        await expect(pane.getByText(/say who told you what was meant/)).toBeVisible()
        await pane.getByLabel('Reason').fill('T. Braun by telephone.')
        await pane.getByRole('button', { name: 'Accept corrected' }).click()
        await expect(workbench.getByRole('heading', { name: /^Settled 7/ })).toBeVisible()
        expect(await accessibilityFaults(workbench), 'decided').toEqual([])
      })

      await test.step('the receipt goes out as a file', async () => {
        const download = workbench.waitForEvent('download')
        await workbench.getByRole('button', { name: 'Issue receipt' }).click()
        const receipt = await download
        expect(receipt.suggestedFilename()).toMatch(/_WR-001_receipt\.xlsx$/)
        expect((await readFile(await receipt.path())).subarray(0, 2).toString()).toBe('PK')
      })

      await test.step('the finding has response and plan, and says what the client still asks for', async () => {
        await workbench.keyboard.press('g')
        await workbench.keyboard.press('f')
        await expect(workbench.getByRole('heading', { name: 'In remediation 1' })).toBeVisible()
        await expect(
          workbench.getByRole('complementary', { name: 'Finding' }).getByText('agrees. We will enforce MFA.')
        ).toBeVisible()
        await expect(workbench.getByText('1 request of the client waits.')).toBeVisible()
        await expect(workbench.getByText(/asks for 2031-01-31 instead of 2030-04-03/)).toBeVisible()
        expect(await accessibilityFaults(workbench), 'finding').toEqual([])
      })
      await rm(folder, { recursive: true, force: true })
    }
  )
