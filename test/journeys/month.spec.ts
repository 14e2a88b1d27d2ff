import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import { readWorkbook } from '../../src/core/workbook/read-workbook.ts'
import { accessibilityFaults, expect, test } from './support/workbench.ts'

const estate = resolve(import.meta.dirname, '../estates/troubled')

/** A red dot: what an auditor pastes from the clipboard. */
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=='

test('the whole month: exports in, checklist walked with evidence, workbook out', async ({ workbench }) => {
  test.setTimeout(240_000)
  const screen = (name: string) => workbench.getByRole('navigation').getByRole('button', { name })
  const control = (id: string) => workbench.getByRole('option', { name: new RegExp(`\\b${id}\\b`) })

  await test.step('a new engagement is made', async () => {
    await workbench.keyboard.press('Control+n')
    const dialog = workbench.getByRole('dialog', { name: 'New engagement' })
    await dialog.getByLabel('Client').fill('Halden Logistics')
    await dialog.getByLabel('Auditor').fill('M. Okafor')
    await dialog.getByLabel('Month').fill('2026-01')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(workbench.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('a folder is imported whole', async () => {
    await workbench.locator('input[type=file][webkitdirectory]').setInputFiles(estate)
    await expect(
      workbench
        .getByRole('status')
        .filter({ hasText: /64 files read|read/i })
        .first()
    ).toBeVisible({ timeout: 120_000 })
    await expect(workbench.getByRole('button', { name: /Stop the import/ })).toHaveCount(0, {
      timeout: 120_000
    })
    await expect(workbench.getByText('Completeness')).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('a passing control is concluded from the keyboard', async () => {
    await screen('Checklist').click()
    await control('ROOT-05').click()
    await expect(
      workbench.getByRole('heading', { name: /no active signing certificate/, level: 2 })
    ).toBeVisible()
    await workbench.keyboard.press('1')
    await workbench.keyboard.press('Control+Enter')
    await expect(control('ROOT-05')).toHaveAccessibleName(/Effective/)
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('an exception leads from its row to the line of its file', async () => {
    await control('MFA-01').click()
    await workbench.getByRole('grid').getByRole('button', { name: /:\d+$/ }).first().click()
    const excerpt = workbench.getByRole('dialog')
    await expect(excerpt).toContainText('arn:aws:iam::')
    await workbench.keyboard.press('Escape')
    await expect(excerpt).toBeHidden()
  })

  await test.step('it is concluded with a reason and a pasted picture', async () => {
    await workbench.evaluate((base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      const page = globalThis as unknown as {
        DataTransfer: new () => { items: { add(file: unknown): void } }
        ClipboardEvent: new (type: string, options: object) => object
        document: { body: { dispatchEvent(event: object): void } }
      }
      const clipboardData = new page.DataTransfer()
      clipboardData.items.add(new File([bytes], 'console.png', { type: 'image/png' }))
      page.document.body.dispatchEvent(new page.ClipboardEvent('paste', { clipboardData, bubbles: true }))
    }, picture)
    const attach = workbench.getByRole('dialog', { name: /Attach evidence to MFA-01/ })
    if (await attach.isVisible({ timeout: 2000 }).catch(() => false))
      await attach.getByRole('button', { name: 'Attach' }).click()
    await expect(workbench.getByRole('heading', { name: 'Evidence 1' })).toBeVisible()

    await workbench.keyboard.press('2')
    await workbench
      .getByRole('textbox', { name: 'Reason' })
      .fill('Console users without MFA were confirmed with the client.')
    await workbench.keyboard.press('Control+Enter')
    await expect(control('MFA-01')).toHaveAccessibleName(/Exception/)
  })

  await test.step('a finding is raised with its five elements', async () => {
    await control('MFA-01').click()
    await expect(
      workbench.getByRole('heading', { name: /console password has an MFA device/, level: 2 })
    ).toBeVisible()
    await workbench.keyboard.press('f')
    const finding = workbench.getByRole('dialog', { name: /Raise a finding on MFA-01/ })
    await finding.getByLabel('Cause').fill('No policy enforces MFA at sign-in.')
    expect(await accessibilityFaults(workbench)).toEqual([])
    await finding.getByRole('button', { name: 'Raise finding' }).click()
    await expect(workbench.getByText('F-2026-001').first()).toBeVisible()
  })

  await test.step('a conclusion is taken back with undo', async () => {
    await control('ROOT-01').click()
    await expect(workbench.getByRole('heading', { name: /no active access key/, level: 2 })).toBeVisible()
    await workbench.keyboard.press('5')
    await workbench
      .getByRole('textbox', { name: 'Reason' })
      .fill('Waiting for the custody log of the client.')
    await workbench.keyboard.press('Control+Enter')
    await expect(control('ROOT-01')).toHaveAccessibleName(/Inconclusive/)
    await workbench.keyboard.press('Control+z')
    await expect(control('ROOT-01')).not.toHaveAccessibleName(/Inconclusive/)
  })

  await test.step('the overview counts it', async () => {
    await screen('Overview').click()
    await expect(workbench.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
    await expect(workbench.getByText('Posture by account and topic')).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('the workbook is issued, downloaded, and holds what the screens show', async () => {
    await screen('Workbook').click()
    await expect(workbench.getByRole('heading', { name: 'Workbook', level: 1 })).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    const downloading = workbench.waitForEvent('download')
    await workbench.keyboard.press('Control+e')
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(/^HALDEN.*-IAM_2026-01_INT_v1\.xlsx$/)

    const { sheets } = readWorkbook(await readFile(await download.path()))
    const textOf = (name: string) =>
      sheets
        .find((sheet) => sheet.name === name)
        ?.rows.map((row) => row.join('|'))
        .join('\n') ?? ''
    expect(textOf('03 Checklist')).toContain('Console users without MFA were confirmed with the client.')
    expect(textOf('06 Findings')).toContain('F-2026-001')
    expect(textOf('09 Evidence index')).toContain('E-0001')
    await expect(workbench.getByText(download.suggestedFilename()).first()).toBeVisible()
  })
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`every screen is accessible in ${colorScheme} at the smallest window`, async ({ workbench }) => {
    test.setTimeout(180_000)
    await workbench.emulateMedia({ colorScheme })
    await workbench.setViewportSize({ width: 1180, height: 720 })
    await workbench.getByRole('button', { name: /sample/i }).click()
    await expect(workbench.getByText('Sample organisation').first()).toBeVisible({ timeout: 90_000 })

    for (const name of ['Overview', 'Import', 'Checklist', 'Organization', 'Workbook', 'Settings']) {
      await workbench.getByRole('navigation').getByRole('button', { name }).click()
      await expect(workbench.getByRole('heading', { name, level: 1 })).toBeVisible()
      await workbench.waitForLoadState('networkidle').catch(() => undefined)
      expect(await accessibilityFaults(workbench), name).toEqual([])
    }
  })
