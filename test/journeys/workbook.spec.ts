/** The workbook: each edition looked at, the client's one issued and superseded, and a file verified down to the cell. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from '@playwright/test'

import { archiveOf, entriesOf, entryFrom, textOf } from '../../src/core/workbook/zip.ts'
import { zipCodec } from '../../src/core/procedures/zip-codec.ts'
import { call } from './support/call.ts'
import { accessibilityFaults, expect, test } from './support/workbench.ts'

const slow = { timeout: 120_000 }

async function openSample(workbench: Page): Promise<void> {
  await workbench.getByRole('button', { name: /sample/i }).click()
  await expect(workbench.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible(slow)
}

/** A finding over every account, issued: what the client is asked about. */
async function issueFinding(workbench: Page): Promise<void> {
  const { accounts } = await call(workbench, 'engagement.show', {})
  const { ref } = await call(workbench, 'finding.raise', {
    control: 'MFA-01',
    accounts: accounts.map(({ id }) => id),
    title: 'Console users without MFA',
    condition: 'Console users have no MFA device.',
    criteria: 'Every console user has one.',
    cause: 'Onboarding does not ask for it.',
    effect: 'A stolen password is enough.',
    recommendation: 'Enforce MFA.'
  })
  await call(workbench, 'finding.issue', { finding: ref })
}

/** The bytes with one text of a sheet written over. */
function changed(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const entries = entriesOf(bytes).map((entry) => {
    if (!entry.path.startsWith('xl/worksheets/sheet')) return entry
    const text = textOf(entry, zipCodec)
    return text.includes(from) ? entryFrom(entry.path, [text.replace(from, to)], zipCodec) : entry
  })
  return archiveOf(entries)
}

test('editions are looked at and issued, and a changed file is told from the issued one', async ({
  workbench
}) => {
  test.setTimeout(400_000)
  const folder = await mkdtemp(join(tmpdir(), 'tickmark-verify-'))
  const edition = (name: string) => workbench.getByRole('radio', { name })
  const fact = workbench.locator('.fact').first()
  await openSample(workbench)
  await issueFinding(workbench)

  await test.step('the client’s edition is previewed with its yellow cells', async () => {
    await workbench
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: 'Workbook' })
      .click()
    await expect(fact).toContainText('Internal edition', slow)
    await edition('Client response').click()
    await expect(fact).toContainText('Client response edition, 7 sheets', slow)
    await workbench.getByRole('option', { name: /07A Remediation/ }).click()
    await expect(workbench.getByRole('columnheader', { name: 'Remediation', exact: true })).toBeVisible(slow)
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  const issued = join(folder, 'issued.xlsx')
  await test.step('it is issued twice, and the first one is superseded', async () => {
    for (const version of [1, 2]) {
      const download = workbench.waitForEvent('download', slow)
      await workbench.getByRole('button', { name: /Issue workbook/ }).click()
      await (await download).saveAs(issued)
      await expect(workbench.getByText(`Version ${version}`, { exact: true })).toBeVisible(slow)
    }
    await expect(workbench.getByText('Superseded', { exact: true })).toBeVisible()
    await expect(workbench.getByText('Current', { exact: true })).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('the final one is issued elsewhere, and the button says where', async () => {
    await edition('Final').click()
    await expect(fact).toContainText('Final edition', slow)
    await expect(workbench.getByRole('button', { name: /Issue workbook/ })).toHaveAttribute(
      'title',
      /Sign-off screen/
    )
  })

  await test.step('a file is verified: as issued, then with one cell changed', async () => {
    await workbench.keyboard.press('v')
    const dialog = workbench.getByRole('dialog', { name: 'Verify a workbook' })
    await dialog.getByLabel('Workbook (.xlsx)').setInputFiles(issued)
    await expect(dialog).toContainText('Issued here and unchanged', slow)

    const tampered = join(folder, 'tampered.xlsx')
    await writeFile(tampered, changed(await readFile(issued), 'MFA-01', 'MFA-99'))
    await dialog.getByLabel('Workbook (.xlsx)').setInputFiles(tampered)
    await expect(dialog).toContainText('Issued here and changed since', slow)
    await expect(dialog.getByRole('row', { name: /06 Findings!D11.*MFA-99/ })).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })
  await rm(folder, { recursive: true })
})
