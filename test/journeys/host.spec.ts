import { readFile } from 'node:fs/promises'

import { accessibilityFaults, expect, test } from './support/workbench.ts'

test('the sample opens in one click, in a page the policy leaves alone', async ({ workbench }) => {
  await workbench.getByRole('button', { name: /sample/i }).click()
  await expect(workbench.getByText('Sample organisation').first()).toBeVisible({ timeout: 60_000 })

  expect(await accessibilityFaults(workbench)).toEqual([])
})

test('security: 7 the page can neither run text nor reach another host', async ({ browser, host }) => {
  const page = await browser.newPage()
  await page.goto(host.address)

  const tried = await page.evaluate(async (): Promise<Record<string, string>> => {
    const attempt = async (work: () => unknown): Promise<string> => {
      try {
        await work()
        return 'done'
      } catch (error) {
        return (error as Error).name
      }
    }
    // What a debugger runs is free of the policy until its first wait.
    await new Promise((resolve) => setTimeout(resolve, 50))
    return {
      eval: await attempt(() => (Reflect.get(globalThis, 'eval') as (text: string) => unknown)('1')),
      fetch: await attempt(() => fetch('http://127.0.0.1:9/')),
      node: String(typeof (globalThis as { require?: unknown }).require)
    }
  })

  expect(tried).toEqual({ eval: 'EvalError', fetch: 'TypeError', node: 'undefined' })
  await page.close()
})

test('security: g a second browser is not let in by a used address', async ({ browser, host }) => {
  const first = await browser.newContext()
  const second = await browser.newContext()
  const [ours, theirs] = [await first.newPage(), await second.newPage()]

  await ours.goto(host.address)
  const refused = await theirs.goto(host.address)
  const reloaded = await ours.reload()

  expect(refused?.status()).toBe(403)
  expect(await theirs.textContent('body')).toContain('Take the newest one from the terminal')
  expect(reloaded?.status()).toBe(200)
})

test('a workbook is saved under its name, byte for byte', async ({ workbench }) => {
  await workbench.getByRole('button', { name: /sample/i }).click()
  await expect(workbench.getByText('Sample organisation').first()).toBeVisible({ timeout: 60_000 })
  const issued = await workbench.evaluate(async () => {
    const answer = await fetch('/call/workbook.issue', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}'
    })
    return ((await answer.json()) as { value: { id: number; fileName: string; size: number } }).value
  })

  const download = workbench.waitForEvent('download')
  await workbench.evaluate((id) => {
    const link = Object.assign(
      (globalThis as unknown as { document: { createElement(tag: string): object } }).document.createElement(
        'a'
      ),
      {
        href: `/files/workbook/${id}?download`,
        download: ''
      }
    ) as unknown as { click(): void }
    link.click()
  }, issued.id)
  const saved = await download

  expect(saved.suggestedFilename()).toBe(issued.fileName)
  expect((await readFile(await saved.path())).length).toBe(issued.size)
})
