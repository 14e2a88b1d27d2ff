/** The report: looked at section by section, issued as a page and printed, and read as its reader reads it. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import type { Download, Page } from '@playwright/test'

import { accessibilityFaults, expect, test } from './support/workbench.ts'

const slow = { timeout: 120_000 }

/** One account of the sample: its report is short enough to be looked over whole by axe. */
const exports = resolve(import.meta.dirname, '../../resources/sample/accounts/419819592222')

async function beginEngagement(workbench: Page): Promise<void> {
  await workbench.keyboard.press('Control+n')
  const dialog = workbench.getByRole('dialog', { name: 'New engagement' })
  await dialog.getByLabel('Client').fill('Halden Logistics')
  await dialog.getByLabel('Auditor').fill('M. Okafor')
  await dialog.getByLabel('Month').fill('2026-01')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await workbench.locator('input[type=file][webkitdirectory]').setInputFiles(exports)
  await expect(workbench.getByText('7 of 7 read and in force')).toBeVisible(slow)
}

async function goToReport(workbench: Page): Promise<void> {
  await workbench
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: 'Workbook' })
    .click()
  await expect(workbench.getByRole('heading', { name: 'Workbook', level: 1 })).toBeVisible()
  await workbench
    .getByRole('radio', { name: 'Report' })
    .or(workbench.getByRole('button', { name: 'Report', exact: true }))
    .click()
  await expect(workbench.getByRole('region', { name: 'Report', exact: true })).toBeVisible(slow)
}

async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'latin1')
}

test('a report is looked at, issued as a page and printed, and what was handed out is kept', async ({
  workbench,
  browser
}) => {
  test.setTimeout(400_000)
  await workbench.emulateMedia({ colorScheme: 'light' })
  await beginEngagement(workbench)
  const paper = workbench.getByRole('region', { name: 'Report', exact: true })
  const contents = workbench.getByRole('navigation', { name: 'Contents of the report' })
  const pane = workbench.getByRole('complementary', { name: 'Issued reports' })
  let page = ''

  await test.step('the cover says what the report is worth', async () => {
    await goToReport(workbench)
    await expect(paper.getByRole('heading', { name: 'AWS IAM review, January 2026' })).toBeVisible()
    await expect(paper.getByText('No independent review was performed.')).toBeVisible()
    await expect(pane.getByText('None yet.')).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('it is turned by key, and a number leads to its rows', async () => {
    await workbench.keyboard.press('j')
    await expect(paper.getByRole('heading', { name: 'Executive summary' })).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await workbench.keyboard.press('k')
    await expect(paper.getByRole('heading', { name: 'AWS IAM review, January 2026' })).toBeVisible()
    await contents.getByRole('button', { name: 'Posture by topic and account' }).click()
    await expect(paper.getByRole('table', { name: /^Posture/ })).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
    await paper
      .getByRole('button', { name: /^\d+ exceptions?$/ })
      .first()
      .click()
    await expect(paper.getByRole('heading', { name: 'Appendix B: exceptions' })).toBeAttached()
    await expect(paper.locator('[data-found]')).toBeInViewport()
    await expect(contents.getByRole('button', { name: 'Appendix B: exceptions' })).toHaveAttribute(
      'aria-current',
      'true'
    )
  })

  await test.step('the final edition waits for the period', async () => {
    await workbench.getByRole('radio', { name: 'Final', exact: true }).click()
    await expect(workbench.getByText(/^Final edition\. Draft/).first()).toBeVisible(slow)
    await expect(workbench.getByRole('button', { name: 'Issue HTML' })).toHaveAttribute(
      'aria-disabled',
      'true'
    )
    await expect(contents.getByRole('button', { name: 'Appendix D: review' })).toBeHidden()
    await workbench.getByRole('radio', { name: 'Internal', exact: true }).click()
    await expect(contents.getByRole('button', { name: 'Appendix D: review' })).toBeVisible(slow)
  })

  await test.step('it is issued as a page', async () => {
    const [download] = await Promise.all([
      workbench.waitForEvent('download', slow),
      workbench.keyboard.press('Control+e')
    ])
    expect(download.suggestedFilename()).toBe('HALDEN-LOGISTICS-IAM_2026-01_INT_v1.html')
    page = readFileSync(await download.path(), 'utf8')
    await expect(pane.getByText('Internal, HTML, version 1')).toBeVisible()
    expect(await accessibilityFaults(workbench)).toEqual([])
  })

  await test.step('the same bytes can be saved again', async () => {
    const [download] = await Promise.all([
      workbench.waitForEvent('download', slow),
      pane.getByRole('link', { name: /^Download .*\.html$/ }).click()
    ])
    expect(readFileSync(await download.path(), 'utf8')).toBe(page)
  })

  await test.step('it is printed', async () => {
    const [download] = await Promise.all([
      workbench.waitForEvent('download', { timeout: 180_000 }),
      workbench.keyboard.press('Control+p')
    ])
    expect(download.suggestedFilename()).toBe('HALDEN-LOGISTICS-IAM_2026-01_INT_v1.pdf')
    const pdf = await textOf(download)
    expect(pdf.slice(0, 5)).toBe('%PDF-')
    expect(pdf).toContain('/StructTreeRoot')
    await expect(pane.getByText('Internal, PDF, version 1')).toBeVisible()
  })

  for (const colorScheme of ['light', 'dark'] as const)
    await test.step(`the page is read alone, in ${colorScheme}`, async () => {
      const context = await browser.newContext({ colorScheme, offline: true })
      const reader = await context.newPage()
      const faults: string[] = []
      reader.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())))
      reader.on('request', (request) => faults.push(request.url()))
      await reader.setContent(page)
      await reader.getByRole('link', { name: 'Executive summary' }).click()
      await expect(reader.getByRole('heading', { name: 'Executive summary' })).toBeInViewport()
      await reader.setViewportSize({ width: 390, height: 844 })
      expect(
        await reader
          .locator('html')
          .evaluate(
            ({ scrollWidth, clientWidth }: { readonly scrollWidth: number; readonly clientWidth: number }) =>
              scrollWidth > clientWidth
          )
      ).toBe(false)
      expect(await accessibilityFaults(reader)).toEqual([])
      expect(faults).toEqual([])
      await context.close()
    })
})
