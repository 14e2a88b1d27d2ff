/** From an exception to the statement that decided it, read in the policy viewer. */
import { accessibilityFaults, depthOf, expect, test } from './support/workbench.ts'

for (const theme of ['light', 'dark'] as const)
  test(
    `an exception opens its policy at the statement that decided, in the ${theme} theme`,
    depthOf(theme),
    async ({ workbench }) => {
      test.setTimeout(180_000)
      await workbench.emulateMedia({ colorScheme: theme })
      await workbench.setViewportSize({ width: 1180, height: 720 })
      await workbench.getByRole('button', { name: /sample/i }).click()
      const screen = workbench.getByRole('navigation').getByRole('button', { name: 'Checklist' })
      await screen.click({ timeout: 120_000 })
      await workbench.getByRole('option', { name: /\bLP-01\b/ }).click()
      await expect(workbench.getByRole('grid', { name: 'Population of LP-01' })).toBeVisible()

      await workbench.keyboard.press('p')
      await workbench.keyboard.press('ArrowDown')
      await workbench.keyboard.press('Enter')
      const dialog = workbench.getByRole('dialog', { name: 'Policy' })
      const lines = dialog.getByRole('region', { name: /Managed policy/ })

      await expect(lines.locator('li.marked').first()).toBeInViewport()
      await expect(lines).toBeFocused()
      expect(await lines.locator('li.marked .wildcard').allTextContents()).toContain('*')
      expect(await accessibilityFaults(workbench)).toEqual([])

      await workbench.keyboard.press('Control+f')
      const field = dialog.getByRole('textbox', { name: 'Find in the document' })
      await expect(field).toBeFocused()
      await field.fill('effect')
      await expect(dialog.getByRole('status')).toHaveText(/^1 of \d+$/)
      expect(
        await workbench.evaluate(() => {
          const page = globalThis as unknown as {
            CSS: { highlights: ReadonlyMap<string, { readonly size: number }> }
          }
          return page.CSS.highlights.get('policy-match')?.size ?? 0
        })
      ).toBeGreaterThan(0)
      await field.fill('nothing of the kind')
      await expect(dialog.getByRole('status')).toHaveText('Not found')

      await dialog.getByRole('button', { name: 'Show as received' }).click()
      await expect(dialog.getByRole('region', { name: 'Lines of the file' })).toBeVisible()
      await workbench.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)

      await workbench.keyboard.press('l')
      await expect(workbench.getByRole('dialog', { name: 'As received' })).toBeVisible()
      await workbench.keyboard.press('Escape')
      await workbench.keyboard.press('v')
      await expect(dialog).toBeVisible()
    }
  )
