import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { months, type Month } from '../support/months.ts'

import { accessibilityFaults, expect, test } from './support/workbench.ts'

let folder: string
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tickmark-months-'))
})
test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function write({ label, files }: Month): string {
  const below = join(folder, label)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(below, path)), { recursive: true })
    writeFileSync(join(below, path), content)
  }
  return below
}

test('one month after the other: rolled forward, compared, and the earlier one still there to read', async ({
  workbench
}) => {
  test.setTimeout(240_000)
  const [january, february] = months()
  if (!january || !february) throw new Error('Two months are needed')
  const heading = (name: string) => workbench.getByRole('heading', { name, level: 1 })
  const control = (id: string) => workbench.getByRole('option', { name: new RegExp(`\\b${id}\\b`) })

  async function receive(month: Month): Promise<void> {
    await workbench.locator('input[type=file][webkitdirectory]').setInputFiles(write(month))
    await expect(workbench.getByText(/100 files: 100 read/)).toBeVisible({ timeout: 120_000 })
    await expect(workbench.getByText('100 of 100 read and in force')).toBeVisible()
  }

  await test.step('a first month is imported and a test concluded', async () => {
    await workbench.keyboard.press('Control+n')
    const dialog = workbench.getByRole('dialog', { name: 'New engagement' })
    await dialog.getByLabel('Client').fill('Halden Logistics')
    await dialog.getByLabel('Auditor').fill('M. Okafor')
    await dialog.getByLabel('Month').fill(january.label)
    await dialog.getByRole('button', { name: 'Create' }).click()
    await receive(january)
    await workbench.keyboard.press('g')
    await workbench.keyboard.press('c')
    await control('MFA-01').click()
    await expect(
      workbench.getByRole('heading', { name: /console password has an MFA device/, level: 2 })
    ).toBeVisible()
    await workbench.keyboard.press('2')
    await workbench.getByRole('textbox', { name: 'Reason' }).fill('Three console users have no MFA device.')
    await workbench.keyboard.press('Control+Enter')
    await expect(control('MFA-01')).toHaveAccessibleName(/Exception/, { timeout: 30_000 })
  })

  await test.step('the comparison says that there is one month only', async () => {
    await workbench.keyboard.press('Escape')
    await workbench.keyboard.press('g')
    await workbench.keyboard.press('m')
    await expect(heading('Compare months')).toBeVisible()
    await expect(workbench.getByText('Only one month so far')).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('the next month begins with a reason', async () => {
    await workbench.getByRole('button', { name: 'Go to Months' }).click()
    await expect(heading('Months')).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.getByRole('button', { name: /Begin the next month/ }).click()
    const dialog = workbench.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Begin the next month' }).click()
    await expect(dialog.getByText('Say in a sentence why.')).toBeVisible()
    await dialog.getByLabel('Reason').fill('The client asked for February early.')
    expect(await accessibilityFaults(workbench)).toEqual([])
    await dialog.getByRole('button', { name: 'Begin the next month' }).click()
    await expect(workbench.getByText('February 2026 began.')).toBeVisible()
    await expect(
      workbench.getByRole('button', { name: /February 2026, fieldwork: the months/ })
    ).toBeVisible()
  })

  await test.step('an earlier month is read as it stood', async () => {
    await workbench
      .getByRole('navigation', { name: 'Months of the engagement' })
      .getByRole('button', { name: /January 2026/ })
      .click()
    await expect(
      workbench.getByRole('cell', { name: 'Three console users have no MFA device.' }).first()
    ).toBeVisible()
  })

  await test.step('the second month is compared with the first', async () => {
    await workbench.keyboard.press('g')
    await workbench.keyboard.press('i')
    await receive(february)
    await workbench.getByRole('navigation').getByRole('button', { name: 'Compare months' }).click()
    const grid = workbench.getByRole('grid', { name: /Changes from 2026-01 to 2026-02/ })
    await expect(grid.getByRole('row', { name: /New.*bob\.ellis/ }).first()).toBeVisible({ timeout: 30_000 })
    await workbench.keyboard.press('b')
    await expect(grid.getByRole('row', { name: /Resolved.*zoe\.rossi/ }).first()).toBeVisible()
    await expect(grid.getByRole('row', { name: /bob\.ellis/ })).toHaveCount(0)
    await expect(grid.getByRole('row', { name: /Policy.*mobile-read-1/ }).first()).toBeVisible()
    await workbench.keyboard.press('w')
    await expect(grid.getByRole('row', { name: /New.*bob\.ellis/ }).first()).toBeVisible()
    await workbench.keyboard.press('a')
    await workbench.keyboard.press('j')
    await workbench.keyboard.press('k')
    expect(await accessibilityFaults(workbench)).toEqual([])
    await grid
      .getByRole('row', { name: /Changed.*mobile-read-1/ })
      .first()
      .click()
    await expect(workbench.locator('ins').first()).toContainText('GetItem')
    expect(await accessibilityFaults(workbench)).toEqual([])
    await grid.getByText('bob.ellis').first().click()
    await workbench.keyboard.press('Enter')
    await expect(heading('Checklist')).toBeVisible()
  })

  await test.step('a reason is carried over and says so', async () => {
    await control('MFA-01').click()
    const earlier = workbench.getByRole('region', { name: 'Earlier months' })
    await expect(earlier).toContainText('2026-01')
    await earlier.getByRole('button', { name: 'Insert the wording of 2026-01' }).click()
    await expect(workbench.getByRole('textbox', { name: 'Reason' })).toHaveValue(
      /2026-01[^]*Three console users have no MFA device\./
    )
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('the overview shows both months', async () => {
    await workbench.keyboard.press('Escape')
    await workbench.keyboard.press('g')
    await workbench.keyboard.press('o')
    await expect(workbench.getByRole('img', { name: /Exceptions by month/ })).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
  })
})
