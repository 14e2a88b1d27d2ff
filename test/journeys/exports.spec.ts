import { readFile } from 'node:fs/promises'

import type { Page } from '@playwright/test'

import { accessibilityFaults, expect, test } from './support/workbench.ts'

async function saved(workbench: Page, save: () => Promise<void>): Promise<{ name: string; text: string }> {
  const downloading = workbench.waitForEvent('download')
  await save()
  const download = await downloading
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

test('the record leaves in forms that other systems read, and tables as CSV', async ({ workbench }) => {
  test.setTimeout(180_000)
  const screen = (name: string) => workbench.getByRole('navigation').getByRole('button', { name })
  await workbench.getByRole('button', { name: /sample/i }).click()
  await expect(workbench.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible({
    timeout: 120_000
  })

  await test.step('OCSF findings are saved, and the list says what left with its hash', async () => {
    await screen('Workbook').click()
    await workbench.getByRole('radio', { name: 'For other systems' }).click()
    await expect(workbench.getByText('Nothing was saved in these forms yet.')).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    const row = workbench.getByRole('listitem').filter({ hasText: 'OCSF compliance findings' })
    const file = await saved(workbench, () => row.getByRole('button', { name: 'Save' }).click())
    expect(file.name).toMatch(/\.ocsf\.jsonl$/)
    expect(JSON.parse(file.text.split('\n')[0] ?? '')).toMatchObject({ class_uid: 2003 })
    await expect(workbench.getByRole('heading', { name: file.name })).toBeVisible({ timeout: 30_000 })
    await workbench.setViewportSize({ width: 1180, height: 720 })
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.setViewportSize({ width: 1440, height: 900 })
  })

  await test.step('what there is nothing to say of is refused with a sentence', async () => {
    await workbench.keyboard.press('2')
    await expect(workbench.getByText(/No finding is issued yet/)).toBeVisible({ timeout: 30_000 })
  })

  await test.step('a sheet and a population are saved with all their rows', async () => {
    await workbench.getByRole('radio', { name: 'Sheets' }).click()
    await workbench.getByRole('option', { name: /01B Sources/ }).click()
    await expect(workbench.getByText(/^01B/).first()).toBeVisible()
    await workbench.getByRole('tabpanel').getByText('File as received').first().waitFor()
    const sheet = await saved(workbench, () => workbench.keyboard.press('Shift+E'))
    expect(sheet.name).toBe('01B Sources.csv')
    expect(sheet.text).toContain('SF-001')

    await screen('Population').click()
    const grid = workbench.getByRole('grid', { name: 'Users' })
    await expect(grid).toBeVisible()
    const rows = Number(await grid.getAttribute('aria-rowcount')) - 1
    const users = await saved(workbench, () => workbench.keyboard.press('Shift+E'))
    expect(users.text.trimEnd().split('\r\n')).toHaveLength(rows + 1)
  })
})
