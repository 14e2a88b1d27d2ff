/** Draws docs/screenshots from the sample engagement: `SCREENSHOTS=1 npx playwright test screenshots`. */
import { resolve } from 'node:path'

import { expect, test } from './support/workbench.ts'

const folder = resolve(import.meta.dirname, '../../docs/screenshots')

test.skip(process.env['SCREENSHOTS'] === undefined, 'screenshots are drawn on demand, with SCREENSHOTS=1')

for (const colorScheme of ['light', 'dark'] as const)
  test(`the screens in ${colorScheme}`, async ({ workbench }) => {
    test.setTimeout(180_000)
    await workbench.emulateMedia({ colorScheme })
    await workbench.setViewportSize({ width: 1440, height: 900 })
    await workbench.getByRole('button', { name: /sample/i }).click()
    await expect(workbench.getByText('Sample organisation').first()).toBeVisible({ timeout: 90_000 })

    for (const name of ['Overview', 'Import', 'Checklist', 'Population', 'Organization', 'Workbook']) {
      await workbench.getByRole('navigation').getByRole('button', { name }).click()
      await expect(workbench.getByRole('heading', { name, level: 1 })).toBeVisible()
      if (name === 'Checklist') await workbench.getByRole('option', { name: /\bMFA-01\b/ }).click()
      await workbench.waitForTimeout(1500)
      await workbench.screenshot({ path: `${folder}/${name.toLowerCase()}-${colorScheme}.png` })
    }
  })
