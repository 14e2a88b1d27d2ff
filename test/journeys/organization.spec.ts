/** The organization: the tree and the matrix from the keyboard, what decides a cell, policies and ceilings, the matrix as evidence. */
import type { Page } from '@playwright/test'

import { accessibilityFaults, depthOf, expect, test } from './support/workbench.ts'

async function openOrganization(workbench: Page): Promise<void> {
  await workbench.keyboard.press('g')
  await workbench.keyboard.press('r')
  await expect(workbench.getByRole('heading', { name: 'Organization', level: 1 })).toBeVisible()
}

for (const colorScheme of ['light', 'dark'] as const)
  test(
    `the organization is read from the keyboard in ${colorScheme}`,
    depthOf(colorScheme),
    async ({ workbench }) => {
      test.setTimeout(240_000)
      await workbench.emulateMedia({ colorScheme })
      await workbench.getByRole('button', { name: /sample/i }).click()
      await expect(workbench.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible({
        timeout: 120_000
      })
      await openOrganization(workbench)
      const tree = workbench.getByRole('tree', { name: 'Organization' })
      const matrix = workbench.getByRole('table', { name: 'What the ceiling denies' })

      await test.step('the tree folds and leads to the row of an account', async () => {
        await expect(matrix).toBeVisible()
        await workbench.keyboard.press('t')
        await workbench.keyboard.press('Home')
        const root = tree.getByRole('treeitem').first()
        const all = await tree.getByRole('treeitem').count()
        await workbench.keyboard.press('ArrowLeft')
        await expect(root).toHaveAttribute('aria-expanded', 'false')
        await expect(tree.getByRole('treeitem')).toHaveCount(1)
        await workbench.keyboard.press('ArrowRight')
        await expect(tree.getByRole('treeitem')).toHaveCount(all)
        await workbench.keyboard.press('ArrowDown')
        await workbench.keyboard.press('Enter')
        await expect(workbench.locator(':focus')).toHaveAccessibleName(/Leaving the organization/)
      })

      await test.step('a cell says what decides it, policy by policy', async () => {
        await workbench.keyboard.press('ArrowDown')
        await workbench.keyboard.press('ArrowRight')
        await expect(workbench.locator(':focus')).toHaveAccessibleName(/Everything the root user does/)
        const pane = workbench.getByRole('complementary', { name: 'What decides' })
        await expect(pane.getByRole('heading', { name: /^Root user actions in / })).toBeVisible()
        await expect(pane.getByText('Inherited, root to account')).toBeVisible()
        await expect(pane.getByRole('listitem').filter({ hasText: 'FullAWSAccess' }).first()).toBeVisible()
        expect(await accessibilityFaults(workbench), 'guardrails').toEqual([])
      })

      await test.step('policies say what they limit, ceilings what they leave', async () => {
        await workbench.keyboard.press('v')
        const policies = workbench.getByRole('table', { name: 'Control policies' })
        await expect(policies.getByRole('row').nth(1)).toBeVisible()
        await workbench.keyboard.press('m')
        await workbench.keyboard.press('ArrowDown')
        await expect(
          workbench.getByRole('complementary', { name: 'Policy' }).getByText('"Statement"').first()
        ).toBeVisible()
        expect(await accessibilityFaults(workbench), 'policies').toEqual([])
        await workbench.keyboard.press('v')
        await expect(workbench.getByRole('meter').first()).toBeVisible()
        expect(await accessibilityFaults(workbench), 'ceiling').toEqual([])
        await workbench.keyboard.press('v')
      })

      await test.step('the matrix is attached to a control as evidence', async () => {
        await workbench.keyboard.press('e')
        const choice = workbench.getByRole('dialog', { name: 'Use as evidence' })
        await choice.getByLabel('Control').selectOption('ORG-05')
        expect(await accessibilityFaults(workbench), 'evidence').toEqual([])
        await choice.getByRole('button', { name: 'Continue' }).click()
        const dialog = workbench.getByRole('dialog', { name: 'Attach evidence to ORG-05' })
        await expect(dialog.getByLabel(/^Title of Guardrails by account/)).toHaveValue(
          'Guardrails by account'
        )
        await dialog.getByRole('button', { name: 'Attach', exact: true }).click()
        await expect(workbench.getByRole('status').filter({ hasText: /E-0001 attached/ })).toBeVisible()
      })
    }
  )

test('without exports of an organization it says which to ask for', async ({ workbench }) => {
  test.setTimeout(120_000)
  await workbench.keyboard.press('Control+n')
  const dialog = workbench.getByRole('dialog', { name: 'New engagement' })
  await dialog.getByLabel('Client').fill('Halden Logistics')
  await dialog.getByLabel('Auditor').fill('M. Okafor')
  await dialog.getByLabel('Month').fill('2026-01')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(workbench.getByRole('heading', { name: 'Import', level: 1 })).toBeVisible()
  await openOrganization(workbench)

  for (const command of ['describe-organization', 'list-roots', 'list-accounts'])
    await expect(workbench.getByText(`aws organizations ${command}`)).toBeVisible()
  expect(await accessibilityFaults(workbench)).toEqual([])
})
