import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'

import type { Locator, Page } from '@playwright/test'
import { strToU8, zipSync } from 'fflate'

import { accessibilityFaults, expect, test } from './support/workbench.ts'

const estate = resolve(import.meta.dirname, '../estates/troubled')
const damaged = 'accounts/245532818537/account-authorization-details.json'

test('the intake: an archive in, looked through, proved, decided on, and asked for again', async ({
  workbench
}) => {
  test.setTimeout(360_000)
  const files = workbench.getByRole('treegrid', { name: 'Received files' })
  const row = (name: string) => files.getByRole('row').filter({ hasText: name })
  const dialog = workbench.getByRole('dialog')
  const show = (name: string | RegExp) =>
    workbench.getByRole('radiogroup', { name: 'Which files are shown' }).getByRole('radio', { name }).click()

  await test.step('an archive is taken apart, its files stand under it', async () => {
    await startEngagement(workbench)
    await choose(workbench, 'halden.zip', archive())
    await expect(workbench.getByText(/65 files: 65 read/)).toBeVisible({ timeout: 120_000 })

    await expect(row('halden.zip')).toContainText('64 files')
    await expect(row('halden.zip')).toHaveAttribute('aria-expanded', 'true')
    await row('halden.zip').click()
    await workbench.keyboard.press('ArrowLeft')
    await expect(row('halden.zip')).toHaveAttribute('aria-expanded', 'false')
    await expect(files.getByRole('row')).toHaveCount(2)
    await workbench.keyboard.press('ArrowRight')
    await expect(row('accounts/').first()).toHaveAttribute('aria-level', '2')
    await expect(row('accounts/').first()).not.toContainText('halden.zip')
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('a cell of the matrix says which exports are there, and leads back', async () => {
    const cell = workbench.getByRole('button', { name: /of 4 complete/ }).first()
    await cell.click()
    await expect(dialog).toContainText('none of it is required')
    await expect(dialog.getByRole('listitem')).toHaveCount(4)
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(cell).toBeFocused()
    await workbench.keyboard.press('ArrowDown')
    await expect(cell).not.toBeFocused()
  })

  await test.step('what no proof speaks against is accepted at once, and that taken back', async () => {
    const accept = workbench.getByRole('button', { name: /^Accept \d+ without a difference$/ })
    const before = await accept.textContent()
    await accept.click()
    await expect(workbench.getByText(/\d+ files accepted\./)).toBeVisible()
    await expect(accept).toHaveCount(0)
    await workbench.keyboard.press('Control+z')
    await expect(accept).toHaveText(before ?? '')
    await accept.click()
    await expect(accept).toHaveCount(0)
  })

  await test.step('a file with a differing proof is refused as it is, and accepted with its limitation', async () => {
    await show(/A proof differs/)
    await files.focus()
    await row('account-authorization-details.json').click()
    await workbench.keyboard.press('Enter')
    await expect(dialog.getByRole('row', { name: /C5 Every page/ })).toContainText('Differs')
    expect(await accessibilityFaults(workbench)).toEqual([])

    await dialog.getByRole('radio', { name: /Relied on as it is/ }).check()
    await dialog.getByRole('button', { name: 'Accept', exact: true }).click()
    await expect(dialog.getByRole('alert')).toContainText('cannot be accepted as it is: C1 users agree')

    await dialog.getByRole('radio', { name: /Accept with limitation/ }).check()
    await dialog.getByRole('button', { name: 'Accept with limitation' }).click()
    await expect(dialog).toContainText('Say in a sentence why.')
    await dialog
      .getByRole('textbox', { name: 'The limitation' })
      .fill('One user has no ARN; the client confirmed who it is.')
    await dialog.getByRole('button', { name: 'Accept with limitation' }).click()
    await expect(dialog.getByRole('listitem')).toContainText('One user has no ARN')
  })

  await test.step('an observation makes the proof that only a person can', async () => {
    await dialog.getByRole('button', { name: 'Record an observation' }).click()
    await dialog
      .getByRole('textbox', { name: /What was compared/ })
      .fill('All users compared with the IAM console, shared by the client.')
    expect(await accessibilityFaults(workbench)).toEqual([])
    await dialog.getByRole('button', { name: 'Record', exact: true }).click()
    await expect(dialog.getByRole('row', { name: /A1/ })).toContainText('Agrees')
    await expect(dialog.getByRole('button', { name: 'Record an observation' })).toBeFocused()
  })

  await test.step('a fact opens at its line, and its notes are beside it', async () => {
    await dialog.getByRole('radio', { name: 'What was read' }).click()
    await dialog.getByRole('combobox', { name: 'Table' }).selectOption('iam_user')
    const facts = dialog.getByRole('grid', { name: /What was read of SF-/ })
    await facts.focus()
    await workbench.keyboard.press('ArrowDown')
    await expect(facts.getByRole('row', { selected: true })).toHaveCount(1)
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.keyboard.press('Enter')
    const lines = workbench.getByRole('region', { name: 'Lines of the file' })
    await expect(lines.locator('[aria-current=location]')).toHaveCount(1)
    await workbench.keyboard.press('Escape')
    await expect(lines).toHaveCount(0)
    await expect(facts).toBeFocused()

    await dialog.getByRole('radio', { name: /^Notes/ }).click()
    await expect(dialog.getByRole('listitem').first()).toContainText('is missing')
    await workbench.keyboard.press('Escape')
    await expect(files).toBeFocused()
  })

  await test.step('a file is rejected with a reason, and that taken back', async () => {
    await show(/^All/)
    await row('password-policy.json').first().dblclick()
    await takeBack(dialog, 'To be rejected after all.')
    await dialog.getByRole('radio', { name: /^Reject/ }).check()
    await dialog.getByRole('textbox', { name: 'Why it is rejected' }).fill('Made for another month.')
    await dialog.getByRole('button', { name: 'Reject' }).click()
    await expect(dialog.getByText('Rejected').first()).toBeVisible()
    await expect(workbench.getByText(/rejected; \d+ results? changed/)).toBeVisible()
    await takeBack(dialog, 'It was the right month.')
    await dialog.getByRole('button', { name: 'Close' }).click()
  })

  await test.step('a problem leads to its line, and to a request the client can be sent', async () => {
    await workbench.getByRole('radio', { name: /^Errors/ }).click()
    await expect(workbench.getByRole('button', { name: /^Open at line: account-auth/ })).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await workbench.getByRole('button', { name: /^Ask again: account-auth/ }).click()
    await workbench
      .getByRole('status', { name: 'Messages' })
      .getByRole('button', { name: 'Request list' })
      .click()
    await expect(dialog).toContainText('Request list for the client')
    const copied = await workbench.evaluate(() =>
      (
        globalThis as unknown as { navigator: { clipboard: { readText(): Promise<string> } } }
      ).navigator.clipboard.readText()
    )
    expect(copied).toMatch(/^Please export again: Account authorization details of 245532818537\n/)
    expect(copied).toMatch(/\naws iam get-account-authorization-details/)
    await workbench.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  })

  await test.step('the request list is saved as CSV that a spreadsheet reads', async () => {
    await workbench.getByRole('button', { name: 'Request list' }).click()
    await dialog.getByRole('radio', { name: /^All/ }).click()
    await dialog.locator('summary').first().click()
    await expect(dialog.getByRole('button', { name: /^Copy the command for/ }).first()).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    const csv = await saved(workbench, dialog.getByRole('button', { name: 'Save as CSV' }))
    expect(csv.name).toBe('request-list-2026-01.csv')
    expect(csv.text).toMatch(/^\ufeffAccount,Export,Required,Subject,Command,Why\r\n/)
    expect(csv.text).toContain(',Yes,"Users, groups, roles and policies",aws iam ')
    await workbench.keyboard.press('Escape')
  })

  await test.step('the collection script is handed over, for the agreed role', async () => {
    await workbench.getByRole('button', { name: /^Ages count from/ }).click()
    await dialog.getByRole('textbox', { name: 'Role name or ARN' }).fill('HaldenAudit')
    await dialog.getByRole('button', { name: 'Record' }).click()
    await expect(workbench.getByText('Exports are to be made with HaldenAudit.')).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.keyboard.press('Escape')

    await workbench.getByRole('button', { name: 'Collection script' }).click()
    await expect(dialog).toContainText('--org --role HaldenAudit')
    expect(await accessibilityFaults(workbench)).toEqual([])
    const script = await saved(workbench, dialog.getByRole('button', { name: 'Save collect-aws-exports.sh' }))
    expect(script.name).toBe('collect-aws-exports.sh')
    expect(script.text).toMatch(/^#!\/usr\/bin\/env bash\n/)
    await workbench.keyboard.press('Escape')
  })

  await test.step('an import that is stopped leaves nothing', async () => {
    const all = workbench.getByRole('radio', { name: /^All \d+/ })
    const before = await all.textContent()
    await choose(workbench, 'large.json', Buffer.from(largeExport()))
    const stop = workbench.getByRole('button', { name: /Stop the import/ })
    await expect(workbench.getByRole('region', { name: 'Import in hand' })).toContainText('large.json', {
      timeout: 30_000
    })
    await stop.click()
    await expect(workbench.getByText('Import stopped; nothing of it was kept.')).toBeVisible({
      timeout: 60_000
    })
    await expect(stop).toHaveCount(0)
    await expect(all).toHaveText(before ?? '')
  })
})

/** Takes the open file's decision back. */
async function takeBack(dialog: Locator, reason: string): Promise<void> {
  await dialog.getByRole('textbox', { name: 'Why it is taken back' }).fill(reason)
  await dialog.getByRole('button', { name: 'Take back' }).click()
  await expect(dialog.getByRole('radio', { name: /^Reject/ })).toBeVisible()
}

async function startEngagement(page: Page): Promise<void> {
  await page.keyboard.press('Control+n')
  const dialog = page.getByRole('dialog', { name: 'New engagement' })
  await dialog.getByLabel('Client').fill('Halden Logistics')
  await dialog.getByLabel('Auditor').fill('M. Okafor')
  await dialog.getByLabel('Month').fill('2026-01')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible()
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page
    .locator('input[type=file]:not([webkitdirectory])')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
}

async function saved(page: Page, button: Locator): Promise<{ readonly name: string; readonly text: string }> {
  const downloading = page.waitForEvent('download')
  await button.click()
  const download = await downloading
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

/** The troubled estate as one zip; a user of one account has lost its ARN on the way. */
function archive(): Buffer {
  const names = readdirSync(estate, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(estate, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
  const entries = names.map((name) => [
    name,
    name === damaged ? strToU8(damage(join(estate, name))) : new Uint8Array(readFileSync(join(estate, name)))
  ])
  return Buffer.from(zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>))
}

function damage(path: string): string {
  const details = JSON.parse(readFileSync(path, 'utf8')) as { UserDetailList: { Arn?: string }[] }
  const [first, ...others] = details.UserDetailList
  delete first?.Arn
  return JSON.stringify({ ...details, UserDetailList: [first, ...others] }, null, 4)
}

/** Authorization details of tens of megabytes: whoever is quick can stop while they are taken in. */
function largeExport(): string {
  const user = (at: number) => ({
    Path: '/',
    UserName: `user-${at}`,
    UserId: `AIDA${String(at).padStart(17, '0')}`,
    Arn: `arn:aws:iam::245532818537:user/user-${at}`,
    CreateDate: '2024-01-01T00:00:00+00:00',
    GroupList: [],
    AttachedManagedPolicies: []
  })
  const users = Array.from({ length: 120_000 }, (_, at) => user(at))
  return JSON.stringify({ UserDetailList: users, GroupDetailList: [], RoleDetailList: [], Policies: [] })
}
