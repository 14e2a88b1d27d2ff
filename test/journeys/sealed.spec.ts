import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Locator, Page } from '@playwright/test'

import { accessibilityFaults, expect, test } from './support/workbench.ts'

const passphrase = 'seven grey seals at noon'
const other = 'nine white gulls at dusk'
/** Deriving a key and writing the file anew. */
const slow = { timeout: 60_000 }

test('an engagement is sealed, closed, opened with its passphrase, handed over and archived', async ({
  workbench,
  home
}) => {
  test.setTimeout(360_000)
  const dialog = workbench.getByRole('dialog')
  const list = workbench.getByRole('list', { name: 'Engagements' })

  await startEngagement(workbench)

  await test.step('sealing asks for the passphrase twice, and refuses what is short or differs', async () => {
    await goToSettings(workbench)
    await expect(workbench.getByText('The file is not sealed')).toBeVisible()
    await workbench.keyboard.press('s')
    await type(dialog, { Passphrase: 'short', 'Passphrase again': 'short' })
    await dialog.getByRole('button', { name: 'Seal', exact: true }).click()
    await expect(dialog).toContainText('Give at least 12 characters')
    await type(dialog, { Passphrase: passphrase, 'Passphrase again': other })
    await expect(dialog).toContainText('The two are not the same')
    await look(workbench)
    await type(dialog, { 'Passphrase again': passphrase })
    await workbench.keyboard.press('Enter')

    await expect(workbench.getByText('The file is sealed: it is encrypted')).toBeVisible(slow)
    await expect(dialog).toHaveCount(0)
    await look(workbench)
  })

  await test.step('the list knows nothing but its name, and it opens with the passphrase only', async () => {
    await closeEngagement(workbench)
    await expect(list).toContainText('Sealed; opens with its passphrase')
    await look(workbench)
    await list.getByRole('button').first().press('Enter')
    await dialog.getByLabel('Passphrase').fill(other)
    await workbench.keyboard.press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('The passphrase does not open', slow)
    await look(workbench)
    await dialog.getByLabel('Passphrase').fill(passphrase)
    await workbench.keyboard.press('Enter')
    await expect(workbench.getByRole('navigation')).toBeVisible(slow)
    await expect(dialog).toHaveCount(0)
  })

  await test.step('the archive comes as a zip that proves itself', async () => {
    await goToSettings(workbench)
    const downloading = workbench.waitForEvent('download')
    await workbench.getByRole('button', { name: /^Archive/ }).click()
    const folder = mkdtempSync(join(tmpdir(), 'tickmark-archive-'))
    const zip = join(folder, 'archive.zip')
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(/_archive\.zip$/)
    await download.saveAs(zip)
    expect(spawnSync('unzip', ['-q', zip, '-d', folder]).status).toBe(0)
    const bag = readdirSync(folder).find((name) => name.endsWith('_archive')) ?? ''
    const proved = spawnSync(process.execPath, [join(folder, bag, 'data/verify.mjs')], { encoding: 'utf8' })
    expect(proved.stdout).toContain('the archive is as it was made')
    rmSync(folder, { recursive: true })
    await expect(workbench.getByRole('button', { name: /^Archive/ })).toBeEnabled()
  })

  await test.step('a copy is handed over with a passphrase of its own, and opened as if elsewhere', async () => {
    const downloading = workbench.waitForEvent('download')
    await workbench.keyboard.press('h')
    await type(dialog, { Passphrase: other, 'Passphrase again': other })
    await workbench.keyboard.press('Enter')
    const copy = join(home, 'copy')
    await (await downloading).saveAs(copy)
    await expect(dialog).toHaveCount(0)
    await closeEngagement(workbench)
    await workbench.getByLabel('Engagement file').setInputFiles({
      name: 'from elsewhere.tickmark',
      mimeType: 'application/octet-stream',
      buffer: readFileSync(copy)
    })
    await expect(dialog).toContainText('from elsewhere')
    await dialog.getByLabel('Passphrase').fill(other)
    await workbench.keyboard.press('Enter')
    await expect(workbench.getByRole('navigation')).toBeVisible(slow)
  })

  await test.step('the seal is taken off again', async () => {
    await goToSettings(workbench)
    await workbench.keyboard.press('u')
    await dialog.getByLabel('Passphrase now').fill(other)
    await workbench.keyboard.press('Enter')
    await expect(workbench.getByText('The file is not sealed')).toBeVisible(slow)
  })
})

async function startEngagement(page: Page): Promise<void> {
  await page.keyboard.press('Control+n')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Client').fill('Halden Maritime')
  await dialog.getByLabel('Auditor').fill('R. Meier')
  await dialog.getByLabel('Month').fill('2026-01')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog).toHaveCount(0)
}

async function goToSettings(page: Page): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /Settings/ })
    .click()
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
}

async function closeEngagement(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page
    .getByRole('dialog')
    .getByRole('option', { name: /^Close the engagement/ })
    .click()
  await expect(page.getByRole('heading', { name: 'Engagements' })).toBeVisible()
}

async function type(dialog: Locator, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields))
    await dialog.getByLabel(label, { exact: true }).fill(text)
}

/** In both themes, in the usual window and the smallest. */
async function look(page: Page): Promise<void> {
  for (const [colorScheme, width, height] of [
    ['dark', 1180, 720],
    ['light', 1440, 900]
  ] as const) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height })
    expect(await accessibilityFaults(page)).toEqual([])
  }
}
