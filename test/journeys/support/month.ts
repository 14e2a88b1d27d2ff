/** What two people do in every month, where a journey does not do it by hand: accept, conclude and judge what is left, sign. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { Page } from '@playwright/test'

import type { Conclusion, Outcome } from '../../../src/shared/vocabulary.ts'
import type { Month } from '../../support/months.ts'

import { call } from './call.ts'
import { expect as hasty } from './workbench.ts'

/** What waits for many results to be made or signed. */
export const expect = hasty.configure({ timeout: 60_000 })

/** What a result proposes; where nothing was tested, nothing was seen. */
const concludedAs: { readonly [O in Outcome]: Conclusion } = {
  pass: 'effective',
  fail: 'exception',
  'needs-review': 'inconclusive',
  'not-applicable': 'not-applicable',
  'not-tested': 'inconclusive'
}

/** Goes where little is shown, so that nothing is drawn anew with every one of many answers. */
async function stepAside(workbench: Page): Promise<void> {
  await workbench.getByRole('navigation').getByRole('button', { name: 'Settings' }).click()
  await expect(workbench.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
}

/** Imports the exports of a month as a folder, on the Import screen. */
export async function receive(workbench: Page, { label, files }: Month, folder: string): Promise<void> {
  const below = join(folder, label)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(below, path)), { recursive: true })
    writeFileSync(join(below, path), content)
  }
  const all = Object.keys(files).length
  await workbench.locator('input[type=file][webkitdirectory]').setInputFiles(below)
  await expect(workbench.getByText(new RegExp(`${all} files: ${all} read`))).toBeVisible({ timeout: 120_000 })
}

/** Accepts every source; one export each is what there is. */
export async function acceptSources(workbench: Page): Promise<void> {
  const sources = await call(workbench, 'source.list', {})
  await call(workbench, 'source.decide', {
    sources: sources.map(({ id }) => id),
    decision: 'accepted-with-limitation',
    reason: 'Exported by the client; nobody watched.'
  })
}

/** Concludes what nobody concluded yet: tests of one outcome together, manual steps control by control. */
export async function concludeTheRest(workbench: Page, accounts: readonly string[]): Promise<void> {
  await stepAside(workbench)
  const manual = new Map<string, string[]>()
  const automated = new Map<Outcome, string[]>()
  for (const account of accounts) {
    const { sections } = await call(workbench, 'checklist.show', { account })
    for (const { control, outcome, conclusion } of sections.flatMap(({ items }) => items))
      if (conclusion !== null) continue
      else if (outcome === null) manual.set(control, [...(manual.get(control) ?? []), account])
      else automated.set(outcome, [...(automated.get(outcome) ?? []), `${control}/${account}`])
  }
  for (const [outcome, tests] of automated)
    await call(workbench, 'conclusion.record-many', {
      tests,
      conclusion: concludedAs[outcome],
      reason: `Followed from the exports of the month: ${outcome}.`
    })
  for (const [control, tested] of manual)
    await call(workbench, 'conclusion.record', {
      control,
      accounts: tested,
      conclusion: 'inconclusive',
      reason: `Nothing was received on ${control}.`,
      steps: []
    })
}

/** Sets aside every exception that is in no finding. */
export async function judgeTheRest(workbench: Page): Promise<void> {
  await stepAside(workbench)
  const { results } = await call(workbench, 'result.list', {})
  const controls = new Set(
    results.filter(({ exceptions }) => exceptions.length > 0).flatMap(({ catalogue }) => catalogue)
  )
  for (const control of controls)
    await call(workbench, 'disposition.decide', {
      control,
      account: null,
      kind: 'immaterial',
      rationale: 'Known to the client and followed elsewhere.'
    }).catch((thrown: unknown) => {
      expect(String(thrown)).toContain('no exception that is left to judge')
    })
}

/** Signs every test that waits for this role. */
export async function signTests(workbench: Page, role: 'preparer' | 'reviewer'): Promise<void> {
  const { topics } = await call(workbench, 'sign-off.show', {})
  const refs = topics.flatMap(({ toSign }) => toSign[role])
  if (refs.length > 0) await call(workbench, 'sign-off.sign', { scope: 'test', refs, role, meaning: '' })
}

/** Explains every warning of the close-out gate that nobody explained. */
export async function explainTheRest(workbench: Page): Promise<void> {
  const { rules } = await call(workbench, 'gate.show', {})
  for (const { code, kind, count, explanation } of rules)
    if (kind === 'warning' && count > 0 && explanation === null)
      await call(workbench, 'gate.explain', {
        warning: code,
        sentence: 'Seen, and explained to the partner.'
      })
}
