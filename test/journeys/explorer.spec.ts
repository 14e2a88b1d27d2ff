/** Exploring a population: narrowed, looked at, sampled, kept as evidence, made a finding of; from the keyboard where there is a key. */
import type { Page } from '@playwright/test'

import { accessibilityFaults, depthOf, expect, test } from './support/workbench.ts'

async function openPopulation(workbench: Page): Promise<void> {
  await workbench.getByRole('button', { name: /sample/i }).click()
  await expect(workbench.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible({
    timeout: 120_000
  })
  await workbench.keyboard.press('g')
  await workbench.keyboard.press('p')
  await expect(workbench.getByRole('heading', { name: 'Population', level: 1 })).toBeVisible()
  await expect(workbench.getByRole('grid', { name: 'Users' }).getByRole('row').nth(3)).toBeVisible()
}

test('a population is narrowed, sampled, kept as evidence and made a finding of', async ({ workbench }) => {
  test.setTimeout(240_000)
  await openPopulation(workbench)
  const grid = workbench.getByRole('grid', { name: 'Users' })
  const dialog = workbench.getByRole('dialog')
  const count = workbench.getByRole('status').filter({ hasText: /users$/ })

  await test.step('a view, a facet and a filter narrow it', async () => {
    await workbench.getByRole('button', { name: 'Administrators', exact: true }).click()
    await expect(count).toHaveText(/^\d+ of 130 users$/)
    await workbench.keyboard.press('Shift+F')
    await dialog.getByLabel('Field').selectOption('age')
    await dialog.getByLabel('Value').fill('500')
    await dialog.getByRole('button', { name: 'Add filter' }).click()
    await expect(workbench.getByRole('button', { name: 'Remove the filter Age, d over 500' })).toBeVisible()
    await expect(grid).toHaveAttribute('aria-rowcount', /^\d\d$/)
  })

  await test.step('the view is saved, taken away and brought back by undo', async () => {
    await workbench.keyboard.press('Control+s')
    await dialog.getByLabel('Name', { exact: true }).fill('Old administrators')
    await dialog.getByRole('button', { name: 'Save view' }).click()
    const saved = workbench.getByRole('button', { name: 'Old administrators', exact: true })
    await expect(saved).toBeVisible()
    await workbench.getByRole('button', { name: 'Remove the view Old administrators' }).click()
    await expect(saved).toBeHidden()
    await workbench.keyboard.press('Control+z')
    await expect(saved).toBeVisible()
  })

  await test.step('a row opens with its facts, its policies and its source line', async () => {
    await grid.focus()
    await workbench.keyboard.press('ArrowDown')
    await workbench.keyboard.press('Enter')
    const pane = workbench.getByRole('complementary', { name: 'Row' })
    await expect(pane.getByText('Found by checks')).toBeVisible()
    await expect(pane.getByRole('definition').filter({ hasText: /^arn:aws:iam::/ })).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.keyboard.press('v')
    await expect(workbench.getByRole('dialog', { name: 'Policy' })).toContainText('"Statement"')
    await workbench.keyboard.press('Escape')
    await workbench.keyboard.press('l')
    await expect(workbench.getByRole('dialog', { name: 'As received' })).toContainText('arn:aws:iam::')
    await workbench.keyboard.press('Escape')
    await workbench.keyboard.press('Escape')
    await expect(pane).toBeHidden()
  })

  await test.step('a sample is drawn with a seed that was there before, and drawing again gives the same', async () => {
    await grid.focus()
    await workbench.keyboard.press('s')
    await expect(dialog.getByLabel('Seed', { exact: true })).toHaveValue(/^[0-9a-f]{16}$/)
    await dialog.getByLabel('Control', { exact: true }).selectOption('LP-04')
    await dialog.getByLabel('Size').fill('4')
    await dialog.getByLabel('Basis').fill('Quarterly control, four items')
    expect(await accessibilityFaults(workbench)).toEqual([])
    await dialog.getByRole('button', { name: 'Draw sample' }).click()
    await expect(workbench.getByText('Drawn again: the same rows.')).toBeVisible()
    await expect(grid).toHaveAttribute('aria-rowcount', '5')
  })

  await test.step('the sample is kept as evidence', async () => {
    await workbench.keyboard.press('e')
    await dialog.getByLabel('Control', { exact: true }).selectOption('LP-04')
    await dialog.getByRole('button', { name: 'Keep as evidence' }).click()
    await expect(workbench.getByText('E-0001 kept: 4 rows as evidence of LP-04.')).toBeVisible()
  })

  await test.step('rows are selected from the keyboard and made a finding of', async () => {
    await grid.focus()
    await workbench.keyboard.press('Home')
    await workbench.keyboard.press('Space')
    await workbench.keyboard.press('Shift+ArrowDown')
    await expect(workbench.getByText('2 selected')).toBeVisible()
    await expect(grid.getByRole('row', { selected: true })).toHaveCount(2)
    await workbench.keyboard.press('Control+a')
    await expect(workbench.getByText('4 selected')).toBeVisible()
    await workbench.keyboard.press('f')
    await dialog.getByLabel('Control', { exact: true }).selectOption('LP-04')
    await dialog.getByRole('button', { name: 'Go on' }).click()
    const finding = workbench.getByRole('dialog', { name: 'Raise a finding on LP-04' })
    await expect(finding.getByLabel('Condition')).toHaveValue(
      /^4 users do not meet the criterion:\n- arn:aws:iam::/
    )
    await finding.getByRole('button', { name: 'Raise finding' }).click()
    await expect(workbench.getByText('F-2026-001 raised on LP-04.')).toBeVisible()
  })

  await test.step('the checklist has the evidence and the finding', async () => {
    await workbench.getByRole('navigation').getByRole('button', { name: 'Checklist' }).click()
    await workbench.getByRole('option', { name: /\bLP-04\b/ }).click()
    await expect(workbench.getByRole('heading', { name: 'Evidence 1' })).toBeVisible()
    await expect(workbench.getByText('F-2026-001').first()).toBeVisible()
  })
})

for (const colorScheme of ['light', 'dark'] as const)
  test(
    `every kind is accessible in ${colorScheme} at the smallest window`,
    depthOf(colorScheme),
    async ({ workbench }) => {
      test.setTimeout(300_000)
      await workbench.emulateMedia({ colorScheme })
      await workbench.setViewportSize({ width: 1180, height: 720 })
      await openPopulation(workbench)

      for (const kind of ['Keys', 'Roles', 'Groups', 'Policies', 'Statements', 'Trusts', 'Users']) {
        await workbench.getByRole('radio', { name: new RegExp(`^${kind}`) }).click()
        const grid = workbench.getByRole('grid', { name: kind })
        await expect(grid.getByRole('row').nth(2)).toBeVisible()
        expect(await accessibilityFaults(workbench), kind).toEqual([])
      }

      await workbench.getByRole('grid', { name: 'Users' }).focus()
      await workbench.keyboard.press('Space')
      await workbench.keyboard.press('ArrowDown')
      await workbench.keyboard.press('Space')
      await expect(workbench.getByRole('toolbar', { name: 'Selected rows' })).toBeVisible()
      expect(await accessibilityFaults(workbench), 'selection').toEqual([])

      await workbench.getByRole('button', { name: 'Columns and order' }).click()
      expect(await accessibilityFaults(workbench), 'columns').toEqual([])
      await workbench.getByRole('checkbox', { name: 'ARN' }).check()
      await workbench.getByRole('button', { name: 'Order by Age, d' }).click()
      await workbench.keyboard.press('Escape')
      await expect(workbench.getByRole('columnheader', { name: 'ARN' })).toBeAttached()
      await expect(workbench.getByRole('columnheader', { name: 'Age, d' })).toHaveAttribute(
        'aria-sort',
        'ascending'
      )

      await workbench.keyboard.press('/')
      await workbench.keyboard.type('nobody of this name')
      await expect(workbench.getByText('No user matches "nobody of this name"')).toBeVisible()
      expect(await accessibilityFaults(workbench), 'no match').toEqual([])
      await workbench.getByRole('button', { name: 'Clear the search' }).click()
      await expect(workbench.getByRole('grid', { name: 'Users' }).getByRole('row').nth(3)).toBeVisible()
    }
  )

test('nothing imported leads to Import', async ({ workbench }) => {
  await workbench.keyboard.press('Control+n')
  const dialog = workbench.getByRole('dialog', { name: 'New engagement' })
  await dialog.getByLabel('Client').fill('Halden Logistics')
  await dialog.getByLabel('Auditor').fill('M. Okafor')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(workbench.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible()

  await workbench.getByRole('navigation').getByRole('button', { name: 'Population' }).click()

  await expect(workbench.getByRole('heading', { name: 'Nothing to explore yet' })).toBeVisible()
  expect(await accessibilityFaults(workbench)).toEqual([])
  await workbench.getByRole('button', { name: /Go to Import/ }).click()
  await expect(workbench.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible()
})
