/** A finding followed from the keyboard: raised, issued, answered, planned, accepted and renewed, reported as done, retested. */
import type { Locator, Page } from '@playwright/test'

import { accessibilityFaults, depthOf, expect, test } from './support/workbench.ts'

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function note(dialog: ReturnType<Page['getByRole']>, title: string): Promise<void> {
  await dialog.getByLabel('It came in').selectOption('note')
  await dialog.getByLabel('Title of the evidence').fill(title)
  await dialog.getByLabel('Note', { exact: true }).fill('T. Braun by telephone, in the morning.')
}

/** A key is the page's again only when the dialog before has gone and the list was read anew. */
async function openedBy(workbench: Page, key: string, dialog: Locator): Promise<void> {
  await expect(async () => {
    await workbench.keyboard.press(key)
    await expect(dialog).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
}

for (const colorScheme of ['light', 'dark'] as const)
  test(
    `a finding is followed from raising to retest in ${colorScheme}`,
    depthOf(colorScheme),
    async ({ workbench }) => {
      test.setTimeout(240_000)
      await workbench.emulateMedia({ colorScheme })
      await workbench.getByRole('button', { name: /sample/i }).click()
      await expect(workbench.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible({
        timeout: 120_000
      })
      await workbench.keyboard.press('g')
      await workbench.keyboard.press('f')
      await expect(workbench.getByRole('heading', { name: 'Findings', level: 1 })).toBeVisible()
      const pane = workbench.getByRole('complementary', { name: 'Finding' })
      const said = (text: RegExp) => workbench.getByRole('status').filter({ hasText: text })

      await test.step('an empty list says where findings come from', async () => {
        await expect(workbench.getByRole('heading', { name: 'No finding yet' })).toBeVisible()
        expect(await accessibilityFaults(workbench), 'empty').toEqual([])
      })

      await test.step('a finding is raised and issued with all its elements', async () => {
        const choice = workbench.getByRole('dialog', { name: 'Raise a finding' })
        await openedBy(workbench, 'c', choice)
        await choice.getByLabel('Control').selectOption('MFA-01')
        await choice.getByRole('button', { name: 'Go on' }).click()
        const dialog = workbench.getByRole('dialog', { name: 'Raise a finding on MFA-01' })
        await dialog.getByRole('button', { name: 'Raise finding' }).click()
        await expect(workbench.getByRole('heading', { name: 'Draft 1' })).toBeVisible()
        await expect(pane.getByRole('heading', { name: 'To fix' })).toBeVisible()

        const issue = workbench.getByRole('dialog', { name: 'Issue F-2026-001' })
        await openedBy(workbench, 'i', issue)
        await issue.getByRole('button', { name: 'Issue finding' }).click()
        await expect(issue.getByText(/has no cause yet/)).toBeVisible()
        await workbench.keyboard.press('Escape')
        const wording = workbench.getByRole('dialog', { name: 'Wording of F-2026-001' })
        await openedBy(workbench, 'w', wording)
        await wording.getByLabel('Cause').fill('Onboarding does not ask for it.')
        expect(await accessibilityFaults(workbench), 'wording').toEqual([])
        await wording.getByRole('button', { name: 'Revise' }).click()
        await expect(said(/F-2026-001 revised/)).toBeVisible()
        await workbench.keyboard.press('i')
        await issue.getByRole('button', { name: 'Issue finding' }).click()
        await expect(workbench.getByRole('heading', { name: 'Open 1' })).toBeVisible()
      })

      await test.step('another rating is taken back with undo', async () => {
        const dialog = workbench.getByRole('dialog', { name: 'Rating of F-2026-001' })
        await openedBy(workbench, 'Shift+R', dialog)
        await dialog.getByLabel('Rating', { exact: true }).selectOption('low')
        await dialog.getByLabel('Reason').fill('Two users of no power.')
        await dialog.getByRole('button', { name: 'Change rating' }).click()
        await expect(pane.getByText('Low', { exact: true })).toBeVisible()
        await workbench.keyboard.press('Control+z')
        await expect(pane.getByText('Low', { exact: true })).toBeHidden()
      })

      await test.step('the response is recorded with what it came in', async () => {
        const dialog = workbench.getByRole('dialog', { name: 'Response to F-2026-001' })
        await openedBy(workbench, 'r', dialog)
        await dialog.getByRole('button', { name: 'Record response' }).click()
        await expect(dialog.getByText('Write down what the client said.')).toBeVisible()
        await dialog.getByLabel('Response', { exact: true }).fill('We will enforce it.')
        await dialog.getByLabel('Owner', { exact: true }).fill('T. Braun')
        await dialog.getByLabel('Responder', { exact: true }).fill('T. Braun')
        await note(dialog, 'Call with T. Braun')
        expect(await accessibilityFaults(workbench), 'response').toEqual([])
        await dialog.getByRole('button', { name: 'Record response' }).click()
        await expect(workbench.getByRole('heading', { name: 'Response to assess 1' })).toBeVisible()
        await expect(pane.getByText('E-0001').first()).toBeVisible()
      })

      await test.step('the plan has a due date and milestones', async () => {
        const dialog = workbench.getByRole('dialog', { name: 'Plan for F-2026-001' })
        await openedBy(workbench, 'd', dialog)
        await dialog.getByLabel('Due').fill(inDays(20))
        await dialog.getByLabel('Milestone 1', { exact: true }).fill('Policy drafted')
        await dialog.getByLabel('Day of milestone 1').fill(inDays(10))
        await note(dialog, 'Plan of T. Braun')
        expect(await accessibilityFaults(workbench), 'plan').toEqual([])
        await dialog.getByRole('button', { name: 'Record plan' }).click()
        await expect(workbench.getByRole('heading', { name: 'In remediation 1' })).toBeVisible()
        await expect(pane.getByText('due in 20 d')).toBeVisible()
      })

      await test.step('it is signed, a note is raised on it, and both show', async () => {
        await pane.getByRole('button', { name: 'Sign F-2026-001 as preparer' }).click()
        const sign = workbench.getByRole('dialog', { name: 'Sign as preparer' })
        await sign.getByRole('button', { name: 'Sign as preparer' }).click()
        await expect(pane.getByText('Valid', { exact: true })).toBeVisible()
        const notes = pane.getByRole('region', { name: 'Review notes on F-2026-001' })
        await notes.getByRole('button', { name: 'Raise a note' }).click()
        const note = workbench.getByRole('dialog', { name: /^Review note on finding F-2026-001/ })
        await note.getByRole('textbox', { name: 'Note' }).fill('Name who owns the policy.')
        await note.getByRole('button', { name: 'Raise' }).click()
        await expect(notes.getByText('1 open')).toBeVisible()
        await expect(workbench.locator('[data-finding="F-2026-001"]').getByText('1 note')).toBeVisible()
        await expect(pane.getByRole('region', { name: /^Review notes on R-2026-001/ })).toBeVisible()
      })

      await test.step('list, board and dates show the same finding', async () => {
        expect(await accessibilityFaults(workbench), 'list').toEqual([])
        await workbench.keyboard.press('v')
        await expect(workbench.locator('[data-finding="F-2026-001"]')).toBeVisible()
        expect(await accessibilityFaults(workbench), 'board').toEqual([])
        await workbench.keyboard.press('v')
        await expect(workbench.locator('[data-finding="F-2026-001"]')).toBeVisible()
        expect(await accessibilityFaults(workbench), 'dates').toEqual([])
        await workbench.keyboard.press('v')
      })

      await test.step('the client accepts the risk, for a year at most, and takes it back', async () => {
        const dialog = workbench.getByRole('dialog', { name: 'Risk of F-2026-001 accepted' })
        await openedBy(workbench, 'a', dialog)
        await dialog.getByLabel('Reason').fill('The users go soon.')
        await dialog.getByLabel('Approver', { exact: true }).fill('A. Ferrari')
        await dialog.getByLabel("Approver's title").fill('Head of IT')
        await dialog.getByLabel('Approved on').fill(inDays(0))
        await dialog.getByLabel('Holds until').fill(inDays(500))
        await dialog.getByLabel('It came in').selectOption({ index: 2 })
        expect(await accessibilityFaults(workbench), 'acceptance').toEqual([])
        await dialog.getByRole('button', { name: 'Record acceptance' }).click()
        await expect(dialog.getByText(/at most 12 months/).last()).toBeVisible()
        await dialog.getByLabel('Holds until').fill(inDays(90))
        await dialog.getByRole('button', { name: 'Record acceptance' }).click()
        await expect(workbench.getByRole('heading', { name: 'Accepted risk 1' })).toBeVisible()

        const end = workbench.getByRole('dialog', { name: /^End RA-2026-001/ })
        await openedBy(workbench, 'Shift+A', end)
        await end.getByLabel('Reason').fill('A. Ferrari revoked it.')
        await end.getByRole('button', { name: 'End acceptance' }).click()
        await expect(workbench.getByRole('heading', { name: 'In remediation 1' })).toBeVisible()
      })

      await test.step('what is reported as done is retested, and does not pass while it is there', async () => {
        const milestone = workbench.getByRole('dialog', { name: 'Milestone of F-2026-001' })
        await openedBy(workbench, 'm', milestone)
        await milestone.getByLabel('Done on').fill(inDays(0))
        await milestone.getByLabel('It came in').selectOption({ index: 2 })
        await milestone.getByRole('button', { name: 'Record', exact: true }).click()
        await expect(said(/Milestone 1 is done/)).toBeVisible()
        await expect(pane.getByText(/^done \d/)).toBeVisible()
        const claim = workbench.getByRole('dialog', { name: 'F-2026-001 reported as done' })
        await openedBy(workbench, 's', claim)
        await claim.getByLabel('Done on').fill(inDays(0))
        await claim.getByLabel('What was done').fill('MFA is enforced.')
        await claim.getByLabel('It came in').selectOption({ index: 2 })
        await claim.getByRole('button', { name: 'Record', exact: true }).click()
        await expect(workbench.getByRole('heading', { name: 'Ready to retest 1' })).toBeVisible()

        const retest = workbench.getByRole('dialog', { name: 'Retest F-2026-001' })
        await openedBy(workbench, 't', retest)
        await expect(retest.getByText('Still open.')).toBeVisible()
        expect(await accessibilityFaults(workbench), 'retest').toEqual([])
        await retest.getByLabel('What you did').fill('Read the report of the day.')
        await retest.getByRole('radio', { name: 'Passed' }).click()
        await retest.getByRole('button', { name: 'Record retest' }).click()
        await expect(retest.getByText(/The retest cannot pass/)).toBeVisible()
        await retest.getByRole('radio', { name: 'Failed' }).click()
        await retest.getByRole('button', { name: 'Record retest' }).click()
        await expect(workbench.getByRole('heading', { name: 'In remediation 1' })).toBeVisible()
        await expect(pane.getByText('RT-2026-001').first()).toBeVisible()
      })

      await test.step('in a small window the finding is a drawer', async () => {
        await workbench.setViewportSize({ width: 1180, height: 720 })
        await expect(pane).toBeHidden()
        await workbench.keyboard.press(']')
        await expect(pane).toBeVisible()
        expect(await accessibilityFaults(workbench), 'drawer').toEqual([])
        await workbench.keyboard.press('Escape')
        await workbench.setViewportSize({ width: 1440, height: 900 })
      })

      await test.step('a withdrawn finding stays on the record', async () => {
        const dialog = workbench.getByRole('dialog', { name: 'Withdraw F-2026-001' })
        await openedBy(workbench, 'Shift+W', dialog)
        await dialog.getByLabel('Reason').fill('Raised in error.')
        await dialog.getByRole('button', { name: 'Withdraw finding' }).click()
        await expect(workbench.getByRole('heading', { name: 'No open findings' })).toBeVisible()
        await workbench.keyboard.press('h')
        await expect(workbench.getByRole('heading', { name: 'Withdrawn 1' })).toBeVisible()
        expect(await accessibilityFaults(workbench), 'withdrawn').toEqual([])
      })
    }
  )
