import { createHash } from 'node:crypto'

import { beforeEach, describe, expect, test } from 'vitest'

import { claimOfFile } from '../../../src/core/procedures/workbook-claim.ts'
import { zipCodec } from '../../../src/core/procedures/zip-codec.ts'
import { archiveOf, entriesOf, entryFrom, textOf } from '../../../src/core/workbook/zip.ts'
import type { Edition } from '../../../src/shared/editions.ts'
import type { WorkbookVerdict } from '../../../src/shared/records/workbook.ts'
import type { Desk } from './desk.ts'
import { issued as issueFinding, withExceptions } from './follow-up.ts'

let desk: Desk

beforeEach(async () => {
  desk = await withExceptions()
  await issueFinding(desk)
})

async function issue(edition: Edition): Promise<Uint8Array> {
  const { id } = await desk.ask('workbook.issue', { edition })
  return (await desk.ask('file.read', { of: 'workbook', id })).bytes
}

function verify(bytes: Uint8Array, at = desk): Promise<WorkbookVerdict> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return at.ask('workbook.verify', { name: 'book.xlsx', sha256, bytes: new Uint8Array(bytes) })
}

/** The bytes with a text of every part that holds it written over. */
function edited(bytes: Uint8Array, from: string | RegExp, to: string, parts = /./): Uint8Array {
  return archiveOf(
    entriesOf(Buffer.from(bytes)).map((entry) => {
      if (!parts.test(entry.path)) return entry
      const text = textOf(entry, zipCodec)
      return text.search(from) < 0 ? entry : entryFrom(entry.path, [text.replace(from, to)], zipCodec)
    })
  )
}

describe('a file is', () => {
  test('the issued one, byte for byte, whichever version and edition', async () => {
    await issue('internal')
    const response = await issue('client-response')

    expect(await verify(response)).toMatchObject({
      verdict: 'unchanged',
      issued: { edition: 'client-response', version: 1, period: '2026-01' },
      sentence:
        'This is version 1 of the client response edition of 2026-01, issued 2026-02-02 by M. Okafor, byte for byte.'
    })
  })

  test('the issued one saved again, where no cell differs', async () => {
    const bytes = await issue('client-response')

    const verdict = await verify(edited(bytes, 'Arial', 'Calibri', /styles/))

    expect(verdict).toMatchObject({ verdict: 'resaved', changed: 0, issued: { version: 1 } })
  })

  test('changed, cell by cell', async () => {
    const bytes = await issue('client-response')

    const verdict = await verify(edited(bytes, '>Enforce MFA.<', '>Ignore it.<', /sheet3\.xml/))

    expect(verdict).toMatchObject({
      verdict: 'changed',
      changed: 1,
      changes: [{ sheet: '07A Remediation', address: 'I11', from: 'Enforce MFA.', to: 'Ignore it.' }]
    })
    expect(verdict.sentence).toMatch(/and changed since: 1 cell differs\.$/)
  })

  test('changed, where a total was written over with what it showed', async () => {
    const bytes = await issue('internal')

    const verdict = await verify(edited(bytes, /<f>COUNTA\('03 Checklist'[^<]*<\/f>/, '', /worksheets/))

    expect(verdict.changes[0]).toMatchObject({
      sheet: '02 Executive summary',
      address: 'C12',
      from: expect.stringMatching(/^=COUNTA\('03 Checklist'/) as string,
      to: '221'
    })
  })

  test('not issued here: of another engagement, of nobody, or with an invented number', async () => {
    const bytes = await issue('client-response')
    const foreign = edited(bytes, 'engagement-1', 'engagement-2', /sharedStrings/)
    const invented = edited(bytes, />IAM-2026-01-CLR-v1</, '>IAM-2026-01-CLR-v9<', /sharedStrings/)
    const anonymous = edited(
      edited(bytes, 'exportId', 'nothing', /sharedStrings/),
      'auditExportId',
      'nothing',
      /custom/
    )

    expect((await verify(foreign)).sentence).toBe(
      'The file says that it is IAM-2026-01-CLR-v1 of another engagement. Open that one to verify it.'
    )
    expect((await verify(invented)).verdict).toBe('not-issued')
    expect((await verify(anonymous)).sentence).toMatch(/^Nothing in the file says that Tickmark issued it/)
  })

  test('known by its hash alone, or not compared', async () => {
    const bytes = await issue('internal')
    const sha256 = createHash('sha256').update(bytes).digest('hex')

    expect((await desk.ask('workbook.verify', { name: 'a.xlsx', sha256, bytes: null })).verdict).toBe(
      'unchanged'
    )
    expect(
      (await desk.ask('workbook.verify', { name: 'a.xlsx', sha256: '0'.repeat(64), bytes: null })).verdict
    ).toBe('not-compared')
  })
})

test('security: f what is no workbook, or was damaged on its way, is refused with a sentence', async () => {
  const sha256 = '0'.repeat(64)

  await expect(verify(Buffer.from('MZ nothing'))).rejects.toThrow(/is not an Excel workbook/)
  await expect(
    desk.ask('workbook.verify', { name: 'a.xlsx', sha256, bytes: new Uint8Array([1]) })
  ).rejects.toThrow('a.xlsx did not arrive as it was sent. Choose the file again.')
})

test('a file says without any engagement which issue it claims to be', async () => {
  const bytes = await issue('client-response')

  expect(claimOfFile(bytes, 'book.xlsx')).toMatchObject({
    exportId: 'IAM-2026-01-CLR-v1',
    engagement: 'engagement-1',
    edition: 'client-response',
    version: '1',
    period: '2026-01'
  })
})

test('the same record at the same time gives the same bytes, in every edition', async () => {
  const clock = (): string => '2026-02-02T09:00:00.000Z'
  const key = Buffer.alloc(32, 7)
  const books = await Promise.all(
    [1, 2].map(async () => {
      const { sitDown } = await import('./desk.ts')
      const twin = sitDown(clock)
      twin.db.run('insert into workbook_key (id, key) values (1, :key)', { key })
      const made: string[] = []
      for (const edition of ['internal', 'client-response'] as const)
        made.push((await twin.ask('workbook.issue', { edition })).sha256)
      return made
    })
  )

  expect(books[0]).toEqual(books[1])
})
