/** The checklist of a framework: chosen by the keyboard, kept, and honest about thresholds looser than it asks. */
import { accessibilityFaults, depthOf, expect, test } from './support/workbench.ts'

for (const theme of ['light', 'dark'] as const)
  test(
    `a framework is walked requirement by requirement, in the ${theme} theme`,
    depthOf(theme),
    async ({ workbench }) => {
      test.setTimeout(180_000)
      await workbench.emulateMedia({ colorScheme: theme })
      await workbench.setViewportSize({ width: 1180, height: 720 })
      const screen = (name: string) => workbench.getByRole('navigation').getByRole('button', { name })
      const picker = workbench.getByRole('combobox', { name: 'Checklist' })
      const control = (id: string) => workbench.getByRole('option', { name: new RegExp(`\\b${id}\\b`) })
      await workbench.getByRole('button', { name: /sample/i }).click()
      await screen('Checklist').click({ timeout: 120_000 })
      await expect(control('MFA-01')).toHaveCount(1)

      await test.step('it is chosen from the keyboard, and lists what nothing tests', async () => {
        await workbench.keyboard.press('c')
        await expect(picker).toBeFocused()
        await picker.selectOption('cis-3.0')
        await expect(workbench.getByRole('heading', { name: 'Checklist' }).locator('..')).toContainText(
          /62 requirements, \d+ not covered/
        )
        await expect(
          workbench.getByRole('group', { name: '3.7 Every VPC has flow logs, not covered by a control' })
        ).toHaveCount(1)
        await expect(
          workbench.getByRole('group', { name: /^1\.10 Every user with a console password has MFA/ })
        ).toHaveCount(1)
        expect(await accessibilityFaults(workbench)).toEqual([])
      })

      await test.step('a control is concluded once for every requirement it stands under', async () => {
        await picker.selectOption('pci-dss-4.0')
        await expect(workbench.getByRole('group', { name: /^8\.3\.6 / })).toHaveCount(1)
        const places = control('ROOT-01')
        const count = await places.count()
        expect(count).toBeGreaterThan(1)
        await places.last().click()
        await expect(places.last()).toHaveAttribute('aria-selected', 'true')
        await expect(places.first()).toHaveAttribute('aria-selected', 'false')
        await workbench.keyboard.press('2')
        await workbench.keyboard.press('r')
        await workbench.keyboard.type('One root user still has an access key.')
        await workbench.keyboard.press('Control+Enter')
        for (let place = 0; place < count; place++)
          await expect(places.nth(place)).toHaveAccessibleName(/Exception/)
      })

      await test.step('a threshold looser than asked is said before it is saved', async () => {
        await screen('Settings').click()
        const threshold = workbench.getByRole('spinbutton', {
          name: 'Password or key counts as unused after'
        })
        await threshold.fill('60')
        await expect(workbench.getByText('would be looser than asked')).toBeVisible()
        await expect(workbench.getByText(/At most 45 days: .*3\.0 \(1\.12\)/)).toBeVisible()
        await threshold.press('Enter')
        await expect(workbench.getByText('looser than asked', { exact: true })).toBeVisible()
        expect(await accessibilityFaults(workbench)).toEqual([])
      })

      await test.step('and wherever that framework is looked at, and nowhere else', async () => {
        await screen('Checklist').click()
        await expect(picker).toHaveValue('pci-dss-4.0')
        await expect(workbench.getByRole('note').filter({ hasText: 'looser' })).toHaveCount(0)

        await picker.selectOption('cis-3.0')
        await expect(
          workbench
            .getByRole('note')
            .filter({ hasText: '1 threshold is looser than CIS AWS Foundations 3.0 asks' })
        ).toBeVisible()
        await expect(control('UNU-01')).toHaveAccessibleName(/looser than asked/)
        expect(await accessibilityFaults(workbench)).toEqual([])
      })
    }
  )
