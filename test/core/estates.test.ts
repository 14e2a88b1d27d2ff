/** Small organisations as real export files, through the whole engine: their results and workbook cells are kept as golden files. */
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

import { readWorkbook } from '../../src/core/workbook/read-workbook.ts'
import type { Edition } from '../../src/shared/editions.ts'
import { filesOf, sitDown, type Desk } from './procedures/desk.ts'
import { drawnEdition } from './workbook/editions.ts'
import { headerIndex } from './workbook/returned-books.ts'

const estates = ['healthy', 'troubled', 'empty', 'hostile'] as const
const at = (path: string): string => resolve(import.meta.dirname, '..', path)

async function imported(estate: string): Promise<Desk> {
  const desk = sitDown()
  await desk.ask('period.date', { asOf: '2026-01-31T12:00:00Z' })
  await desk.receive(filesOf(at(`estates/${estate}`)))
  return desk
}

async function resultsAsText(desk: Desk): Promise<string> {
  const { results } = await desk.ask('result.list', {})
  return results
    .map(({ catalogue, check, account, outcome, population, reason, exceptions, needsReview }) =>
      [
        `${catalogue.join(' ')} ${check} ${account}: ${outcome}, population ${population}${reason === '' ? '' : `. ${reason}`}`,
        ...exceptions.map(
          ({ resource, detail, source, line }) => `  exception ${resource}: ${detail} (${source}:${line})`
        ),
        ...needsReview.map(
          ({ resource, detail, source, line }) => `  needs review ${resource}: ${detail} (${source}:${line})`
        )
      ].join('\n')
    )
    .join('\n')
}

async function filesAsText(desk: Desk): Promise<string> {
  const sources = await desk.ask('source.list', {})
  const problems = await desk.ask('problem.list', {})
  return [
    ...sources.map(({ ref, name, state, kindTitle, accounts, content }) =>
      [ref, name, state, kindTitle, accounts.join(' '), content].join(' | ')
    ),
    '',
    ...problems.map(
      ({ sourceName, line, path, level, sentence }) =>
        `${level} ${sourceName}:${line ?? ''} ${path ?? ''} ${sentence}`
    )
  ].join('\n')
}

async function issuedWorkbook(desk: Desk, edition: Edition): Promise<Uint8Array> {
  const { id } = await desk.ask('workbook.issue', { edition })
  return (await desk.ask('file.read', { of: 'workbook', id })).bytes
}

/** The first test with exceptions as an issued finding, and a secret that is the same each time. */
async function askingTheClient(estate: string): Promise<Desk> {
  const desk = await imported(estate)
  desk.db.run('insert into workbook_key (id, key) values (1, :key)', { key: Buffer.alloc(32, 7) })
  const { results } = await desk.ask('result.list', {})
  const failed = results.find(({ outcome }) => outcome === 'fail')
  if (failed === undefined) return desk
  const { ref } = await desk.ask('finding.raise', {
    control: failed.catalogue[0] ?? '',
    accounts: [failed.account],
    title: 'What the first test found',
    condition: 'There are exceptions.',
    criteria: 'There are none.',
    cause: 'Nobody looked.',
    effect: 'A risk.',
    recommendation: '=Mend them'
  })
  await desk.ask('finding.issue', { finding: ref })
  return desk
}

function workbookAsText(bytes: Uint8Array): string {
  return sheetsAsText(bytes).join('\n\n')
}

/** The tables of a workbook that are not in another; headings name the edition. */
function tablesThatDiffer(bytes: Uint8Array, from: Uint8Array): string {
  const others = new Set(sheetsAsText(from, headerIndex))
  return sheetsAsText(bytes, headerIndex)
    .filter((sheet) => !others.has(sheet))
    .join('\n\n')
}

/** What a reader sees from a row on; the hidden sheets name the issue. */
function sheetsAsText(bytes: Uint8Array, first = 0): string[] {
  return readWorkbook(bytes)
    .sheets.filter(({ name }) => !name.startsWith('_'))
    .map(({ name, rows }) =>
      [`# ${name}`, ...rows.slice(first).map((row) => row.join(' | ').trimEnd())].join('\n')
    )
}

describe.each(estates)('the %s estate', (estate) => {
  test('gives the golden results', async () => {
    const desk = await imported(estate)

    await expect(await resultsAsText(desk)).toMatchFileSnapshot(at(`golden/${estate}/results.txt`))
    await expect(await filesAsText(desk)).toMatchFileSnapshot(at(`golden/${estate}/files.txt`))
  })

  test('gives the golden workbook, the same bytes each time', async () => {
    const [first, second] = await Promise.all(
      [imported(estate), imported(estate)].map(async (desk) => issuedWorkbook(await desk, 'internal'))
    )

    await expect(workbookAsText(first ?? new Uint8Array())).toMatchFileSnapshot(
      at(`golden/${estate}/workbook.txt`)
    )
    expect(Buffer.from(first ?? []).equals(second ?? new Uint8Array())).toBe(true)
  })

  test('gives the client the golden edition to answer in, the same bytes each time', async () => {
    const [first, second] = await Promise.all(
      [askingTheClient(estate), askingTheClient(estate)].map(async (desk) =>
        issuedWorkbook(await desk, 'client-response')
      )
    )

    await expect(workbookAsText(first ?? new Uint8Array())).toMatchFileSnapshot(
      at(`golden/${estate}/client-response.txt`)
    )
    expect(Buffer.from(first ?? []).equals(second ?? new Uint8Array())).toBe(true)
  })

  test('gives the golden final edition, of which these tables differ from the internal one', async () => {
    const desk = await askingTheClient(estate)
    const [internal, final] = [await drawnEdition(desk, 'internal'), await drawnEdition(desk, 'final')]

    await expect(tablesThatDiffer(final.bytes, internal.bytes)).toMatchFileSnapshot(
      at(`golden/${estate}/final.txt`)
    )
  })
})

test('the healthy estate has no exception but what its generator does not rule out', async () => {
  const { results } = await (await imported('healthy')).ask('result.list', {})

  expect(new Set(results.filter(({ outcome }) => outcome === 'fail').map(({ check }) => check))).toEqual(
    new Set([
      'federated-people',
      'inline-policies',
      'mfa-enforcement',
      'organization-ai-opt-out',
      'organization-regions',
      'organization-tag-policies',
      'password-policy-expiry',
      'role-confused-deputy',
      'role-security-audit',
      'role-whole-account',
      'root-service-control-policy',
      'user-mfa'
    ])
  )
  expect(results.filter(({ outcome }) => outcome === 'pass').length).toBeGreaterThan(60)
})
