/** The library of evidence: added, linked by its places, followed from the checklist and back, read again, damaged, withdrawn. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import type { Locator, Page } from '@playwright/test'

import { accessibilityFaults, expect as expectSoon, test } from './support/workbench.ts'

/** Writes are waited for: the machine may be doing other things. */
const expect = expectSoon.configure({ timeout: 30_000 })

const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }] })
/** A red dot. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==',
  'base64'
)
const slow = { timeout: 60_000 }

/** A key is the page's only when the dialog before has gone and the list was read anew. */
async function openedBy(workbench: Page, key: string, dialog: Locator): Promise<void> {
  await expect(async () => {
    await workbench.keyboard.press(key)
    await expect(dialog).toBeVisible({ timeout: 3000 })
  }).toPass(slow)
}

async function goToEvidence(workbench: Page): Promise<void> {
  await expect(async () => {
    await workbench.keyboard.press('g')
    await workbench.keyboard.press('e')
    await expect(workbench.getByRole('heading', { name: 'Evidence', level: 1 })).toBeVisible({
      timeout: 3000
    })
  }).toPass(slow)
}

/** Changes a stored byte, as another program could: the guard is put aside and put back. */
function damage(home: string, ref: string): void {
  const [file = ''] = readdirSync(home, { recursive: true })
    .map(String)
    .filter((name) => /\.(tickmark|db|sqlite)$/.test(name))
  const db = new DatabaseSync(join(home, file))
  const guard = db.prepare("select sql from sqlite_schema where name = 'object_chunk_is_fixed'").get()
  db.exec('drop trigger object_chunk_is_fixed')
  db.prepare(
    `update object_chunk set bytes = x'00' where object_id = (select object_id from evidence where ref = ?)`
  ).run(ref)
  db.exec(String(guard?.['sql']))
  db.close()
}

test('evidence is added, linked, followed, read again and withdrawn', async ({ workbench, home }) => {
  test.setTimeout(240_000)
  await workbench.emulateMedia({ colorScheme: 'light' })
  await workbench.getByRole('button', { name: /sample/i }).click()
  await expect(workbench.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible({
    timeout: 120_000
  })
  const dialog = workbench.getByRole('dialog')
  const pane = workbench.getByRole('complementary', { name: 'Piece of evidence' })
  const grid = workbench.getByRole('grid', { name: 'Pieces of evidence' })
  const said = (text: RegExp) => workbench.getByRole('status').filter({ hasText: text })

  await test.step('an empty library says what it is for', async () => {
    await goToEvidence(workbench)
    await expect(workbench.getByRole('heading', { name: 'No evidence yet' })).toBeVisible()
    expect(await accessibilityFaults(workbench), 'empty').toEqual([])
  })

  await test.step('files are added with where they come from', async () => {
    await openedBy(workbench, 'e', dialog)
    await dialog.getByLabel('Choose files').setInputFiles([
      { name: 'policy.json', mimeType: 'application/json', buffer: Buffer.from(policy) },
      { name: 'console.png', mimeType: 'image/png', buffer: picture }
    ])
    await dialog.getByLabel('Obtained from').fill('T. Braun, platform lead')
    await dialog.getByLabel('As of, the day it shows').fill('2026-01-30')
    await dialog.getByLabel('Prepared by the client').check()
    expect(await accessibilityFaults(workbench), 'add').toEqual([])
    await dialog.getByRole('button', { name: 'Attach' }).click()
    await expect(dialog).toBeHidden()
    await expect(grid.getByRole('row')).toHaveCount(3)
    await expect(pane.getByText('Nothing rests on it')).toBeVisible()
    await expect(pane.getByText('T. Braun, platform lead')).toBeVisible()
    await expect(pane.getByRole('img', { name: 'console' })).toBeVisible()
  })

  await test.step('a place that is not there is refused in a sentence, one that is there is linked', async () => {
    await workbench.keyboard.press('j')
    await expect(pane.getByText('E-0001', { exact: true })).toBeVisible()
    await openedBy(workbench, 'l', dialog)
    await dialog.getByLabel('Place in it').fill('/Statement/7')
    await dialog.getByLabel('Control').selectOption('MFA-01')
    await dialog.getByRole('button', { name: 'Link', exact: true }).click()
    await expect(dialog.getByText('E-0001 has no element /Statement/7.')).toBeVisible()
    await dialog.getByLabel('Place in it').fill('/Statement/0')
    expect(await accessibilityFaults(workbench), 'link').toEqual([])
    await dialog.getByRole('button', { name: 'Link', exact: true }).click()
    await expect(said(/E-0001 backs/)).toBeVisible()
    await pane
      .getByRole('button', { name: /^Show \/Statement\/0 for Test MFA-01/ })
      .first()
      .click()
    await expect(pane.getByText('The element at the place')).toBeVisible()
    await expect(pane.getByRole('region', { name: 'Text of E-0001' })).toContainText('"Action": "iam:*"')
    expect(await accessibilityFaults(workbench), 'linked').toEqual([])
  })

  await test.step('the place stands beside the evidence on the checklist and leads back', async () => {
    await pane
      .getByRole('button', { name: /^Test MFA-01/ })
      .first()
      .click()
    await expect(workbench.getByRole('heading', { name: 'Checklist', level: 1 })).toBeVisible()
    await workbench.getByRole('button', { name: 'E-0001, /Statement/0' }).click()
    await expect(dialog.getByRole('region', { name: 'Text of E-0001' })).toContainText('"Action": "iam:*"')
    await dialog.getByRole('button', { name: 'Show in the library' }).click()
    await expect(pane.getByText('/Statement/0').first()).toBeVisible()
  })

  await test.step('a link is taken back with a reason, and undone', async () => {
    const links = pane.getByRole('button', { name: /^Take back: Test MFA-01/ })
    const before = await links.count()
    await links.first().click()
    await dialog.getByLabel('Reason').fill('Of another test.')
    await dialog.getByRole('button', { name: 'Take back' }).click()
    await expect(links).toHaveCount(before - 1)
    await expect(pane.getByText('Taken back')).toBeVisible()
    await workbench.keyboard.press('Control+z')
    await expect(links).toHaveCount(before)
  })

  await test.step('everything is read again', async () => {
    await workbench.keyboard.press('v')
    await expect(said(/2 stored files read again: every one is as it was received/)).toBeVisible()
    await expect(said(/^\s*Verified/)).toBeVisible()
  })

  await test.step('the library is narrowed by words and facets', async () => {
    await workbench.keyboard.press('/')
    await workbench.keyboard.type('nowhere')
    await expect(workbench.getByRole('heading', { name: 'No piece matches' })).toBeVisible()
    await workbench.getByRole('button', { name: 'Show all evidence' }).click()
    await workbench.getByLabel('Control').selectOption('MFA-01')
    await expect(grid.getByRole('row')).toHaveCount(2)
    await workbench.getByLabel('Control').selectOption('')
  })

  await test.step('damaged bytes are found on opening, and said on the overview and the library', async () => {
    await workbench.keyboard.press('Control+k')
    await dialog.getByRole('combobox').fill('close the engagement')
    await workbench.keyboard.press('Enter')
    const list = workbench.getByRole('list', { name: 'Engagements' })
    await expect(list).toBeVisible()
    damage(home, 'E-0002')
    await list.getByRole('button').first().click()
    await expect(workbench.getByText('Evidence is not as it was received.')).toBeVisible(slow)
    await workbench.setViewportSize({ width: 1180, height: 720 })
    await workbench.getByRole('button', { name: 'Show it' }).click()
    await expect(grid.getByRole('row')).toHaveCount(2)
    await expect(grid.getByText('Damaged')).toBeVisible()
    await grid.press('Enter')
    await expect(pane.getByRole('alert')).toContainText('The bytes of E-0002 cannot be read')
    expect(await accessibilityFaults(workbench), 'damaged, narrow').toEqual([])
  })

  await test.step('it is withdrawn, stays in the list and says until when it is kept', async () => {
    await openedBy(workbench, 'w', dialog)
    await dialog.getByLabel('Reason').fill('The file was damaged on the disk.')
    await dialog.getByRole('button', { name: 'Withdraw' }).click()
    await expect(dialog).toBeHidden()
    await workbench.getByLabel('State', { exact: true }).selectOption('withdrawn')
    await expect(grid.getByRole('row')).toHaveCount(2)
    await expect(pane.getByText('The file was damaged on the disk.')).toBeVisible()
    await expect(pane.getByText(/^Kept for 7 years/)).toBeVisible()
    await expect(workbench.getByText('Evidence is not as it was received.')).toBeHidden()
  })
})
