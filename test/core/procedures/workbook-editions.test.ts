import { createHash } from 'node:crypto'

import { beforeEach, describe, expect, test } from 'vitest'

import { rowTag, workbookKey } from '../../../src/core/procedures/workbook-tag.ts'
import { readWorkbook, type WorkbookContent } from '../../../src/core/workbook/read-workbook.ts'
import { editionNames, type Edition } from '../../../src/shared/editions.ts'
import type { WorkbookExport } from '../../../src/shared/records/workbook.ts'
import { partsOf } from '../workbook/parts.ts'
import type { Desk } from './desk.ts'
import { issued as issueFinding, plan, respond, withExceptions } from './follow-up.ts'

let desk: Desk

beforeEach(async () => {
  desk = await withExceptions()
  const followUp = await issueFinding(desk, { title: '=cmd|calc' })
  await respond(followUp)
  await plan(followUp, { due: '2026-02-20', milestones: [{ text: 'Policy drafted', date: '2026-02-10' }] })
})

interface Made {
  readonly issued: WorkbookExport
  readonly bytes: Uint8Array
  readonly content: WorkbookContent
}

async function issue(edition: Edition): Promise<Made> {
  const issued = await desk.ask('workbook.issue', { edition })
  const { bytes } = await desk.ask('file.read', { of: 'workbook', id: issued.id })
  return { issued, bytes, content: readWorkbook(bytes) }
}

function namesOf({ sheets }: WorkbookContent): string[] {
  return sheets.map(({ name }) => name)
}

function rowsOf({ sheets }: WorkbookContent, name: string): readonly (readonly string[])[] {
  return sheets.find((sheet) => sheet.name === name)?.rows ?? []
}

/** The markup of a sheet, by its name. */
function markupOf(bytes: Uint8Array, name: string): string {
  const place = namesOf(readWorkbook(bytes)).indexOf(name)
  return partsOf(bytes).get(`xl/worksheets/sheet${place + 1}.xml`) ?? ''
}

function manifestOf(content: WorkbookContent): Readonly<Record<string, string>> {
  return Object.fromEntries(rowsOf(content, '_manifest').map(([key = '', value = '']) => [key, value]))
}

describe('the editions', () => {
  test('hold the sheets that are theirs and are numbered each by itself', async () => {
    const [internal, response] = [await issue('internal'), await issue('client-response')]

    expect(internal.issued).toMatchObject({
      edition: 'internal',
      version: 1,
      fileName: 'HALDEN-LOGISTICS-IAM_2026-01_INT_v1.xlsx'
    })
    expect(response.issued).toMatchObject({
      edition: 'client-response',
      version: 1,
      fileName: 'HALDEN-LOGISTICS-IAM_2026-01_CLR_v1.xlsx'
    })
    expect(namesOf(internal.content)).toEqual(expect.arrayContaining(['05 Review notes', '03 Checklist']))
    expect(namesOf(response.content)).toEqual([
      '00 Cover',
      '06 Findings',
      '07A Remediation',
      '07B Milestones',
      '08 Risk acceptances',
      '09 Evidence index',
      '12A Legend',
      '_manifest',
      '_lists'
    ])
  })

  test('list on their cover what they hold and nothing else', async () => {
    const { content } = await issue('client-response')

    expect(
      rowsOf(content, '00 Cover')
        .slice(10)
        .map(([name]) => name)
    ).toEqual(namesOf(content).slice(1, 7))
  })

  test('the final one leaves out the review notes and is issued with the period alone', async () => {
    const { sheets } = await desk.ask('workbook.show', { edition: 'final' })

    expect(sheets.map(({ name }) => name)).toContain('03 Checklist')
    expect(sheets.map(({ name }) => name)).not.toContain('05 Review notes')
    await expect(desk.ask('workbook.issue', { edition: 'final' })).rejects.toThrow(/issued with the period/)
    await expect(
      desk.ask('workbook.preview', { edition: 'final', sheet: 'review-notes', offset: 0, limit: 1 })
    ).rejects.toThrow('The workbook has no sheet "review-notes" in its final edition.')
  })

  test('the newest of an edition is current and supersedes those before it', async () => {
    await issue('client-response')
    await issue('internal')
    await issue('client-response')

    const { exports } = await desk.ask('workbook.show', {})

    expect(exports.map(({ edition, version, state }) => [edition, version, state])).toEqual([
      ['client-response', 2, 'current'],
      ['internal', 1, 'current'],
      ['client-response', 1, 'superseded']
    ])
  })

  test.each(editionNames)('%s previews every sheet it lists', async (edition) => {
    const { sheets } = await desk.ask('workbook.show', { edition })

    for (const { id, rows } of sheets) {
      const preview = await desk.ask('workbook.preview', { edition, sheet: id, offset: 0, limit: 1 })
      expect([id, preview.total]).toEqual([id, rows])
    }
  })

  test('say which they are on a hidden sheet and in the properties of the file', async () => {
    const { content, bytes, issued } = await issue('client-response')

    expect(manifestOf(content)).toMatchObject({
      exportId: 'IAM-2026-01-CLR-v1',
      engagement: 'engagement-1',
      edition: 'client-response',
      version: '1',
      rows: '2',
      issuedAt: issued.issuedAt,
      chainHead: issued.chainHead
    })
    expect(content.properties).toMatchObject({
      auditExportId: 'IAM-2026-01-CLR-v1',
      auditEdition: 'client-response',
      auditRoot: manifestOf(content)['dataRoot']
    })
    expect(partsOf(bytes).get('xl/workbook.xml')).toMatch(
      /name="_manifest"[^>]*state="veryHidden".*name="_lists"[^>]*state="veryHidden"/
    )
  })
})

describe('the client’s edition', () => {
  test('marks every row with a key and a tag over its locked cells, in two hidden columns', async () => {
    const { content, bytes } = await issue('client-response')
    const [header, row] = rowsOf(content, '07A Remediation').slice(9)
    const kept = desk.db.get<{ locked: string; inputs: string }>(
      `select locked, inputs from workbook_row where row_key = 'R-2026-001'`
    )
    const locked = JSON.parse(kept?.locked ?? '{}') as Record<string, string>

    expect(header?.slice(0, 4)).toEqual(['Row key', 'Row tag', 'Remediation', 'Finding'])
    expect(row?.[0]).toBe('R-2026-001|IAM-2026-01-CLR-v1')
    expect(row?.[1]).toBe(rowTag(workbookKey(desk.db) ?? new Uint8Array(), locked))
    expect(markupOf(bytes, '07A Remediation')).toMatch(
      /<col min="1" max="1" [^>]*hidden="true"\/><col min="2" max="2" [^>]*hidden="true"\/>/
    )
    expect(locked).toMatchObject({ title: '=cmd|calc', originalDue: '2026-02-20', extensions: '0' })
    expect(locked).not.toHaveProperty('days')
    expect(JSON.parse(kept?.inputs ?? '{}')).toMatchObject({
      position: 'Agrees',
      owner: 'T. Braun',
      planned: '2026-02-20',
      clientStatus: ''
    })
  })

  test('opens the yellow cells and no others, and allows to filter but not to add rows', async () => {
    const { bytes } = await issue('client-response')
    const markup = markupOf(bytes, '07A Remediation')
    const styles = /<cellXfs.*?<\/cellXfs>/s.exec(partsOf(bytes).get('xl/styles.xml') ?? '')?.[0] ?? ''
    const xfs = [...styles.matchAll(/<xf [^>]*?(?:\/>|>.*?<\/xf>)/gs)].map(([xf]) => xf)
    const isOpen = (cell: string): boolean => {
      const style = new RegExp(`<c r="${cell}11" s="(\\d+)"`).exec(markup)?.[1]
      return xfs[Number(style)]?.includes('locked="0"') ?? false
    }

    expect(markup).toMatch(/<sheetProtection sheet="1"[^>]*insertRows="1"[^>]*deleteRows="1"/)
    expect(markup).toMatch(/<sheetProtection [^>]*sort="0" autoFilter="0"/)
    expect(markup).not.toMatch(/<sheetProtection [^>]*password/)
    expect(['C', 'I', 'O', 'P', 'AB'].map(isOpen)).toEqual([false, false, false, true, true])
  })

  test('offers lists by name, and checks days and lengths with a sentence', async () => {
    const { bytes } = await issue('client-response')
    const markup = markupOf(bytes, '07A Remediation')

    expect(markup).toMatch(
      /<dataValidation type="list" sqref="P11:P11".*?<formula1>List_position<\/formula1>/
    )
    expect(markup).toMatch(/type="date"[^>]*error="A day is expected here, as 2026-02-14."/)
    expect(markup).toMatch(/type="textLength"[^>]*operator="lessThanOrEqual".*?<formula1>8000<\/formula1>/)
    expect(partsOf(bytes).get('xl/workbook.xml')).toContain(
      `<definedName name="List_position">'_lists'!$A$2:$A$5</definedName>`
    )
  })

  test('counts the days to due from the day of issue, by formula', async () => {
    const { content } = await issue('client-response')
    const sheet = content.sheets.find(({ name }) => name === '07A Remediation')

    expect(sheet?.formulas.get('N11')).toBe('$L11-46055')
    expect(sheet?.rows[10]?.[13]).toBe('18')
    expect(sheet?.rows[10]?.[14]).toBe('Due soon')
  })

  test('keeps one secret for all of its editions, and tells the log its hash alone', async () => {
    await issue('client-response')
    const key = workbookKey(desk.db)
    await issue('client-response')
    const told = desk.db.all<{ payload: string }>(
      `select payload from audit_event where action = 'workbook.issue' order by seq`
    )

    expect(workbookKey(desk.db)).toEqual(key)
    expect(JSON.parse(told[0]?.payload ?? '{}')).toMatchObject({
      edition: 'client-response',
      rows: 2,
      keySha256: createHash('sha256')
        .update(key ?? new Uint8Array())
        .digest('hex')
    })
    expect(JSON.parse(told[1]?.payload ?? '{}')).not.toHaveProperty('keySha256')
  })

  test('shows in its preview what the client sees, and which cells are theirs', async () => {
    const preview = await desk.ask('workbook.preview', {
      edition: 'client-response',
      sheet: 'remediations',
      offset: 0,
      limit: 5
    })

    expect(preview.hiddenColumns).toBe(2)
    expect(preview.columns[0]?.title).toBe('Remediation')
    expect(preview.columns.filter(({ isInput }) => isInput).map(({ title }) => title)).toContain(
      'Management response'
    )
    expect(preview.rows[0]?.[0]).toBe('R-2026-001')
  })
})

test('an issue that is cancelled leaves nothing', async () => {
  desk.cancelled = true

  await expect(desk.ask('workbook.issue', { edition: 'internal', job: 'issue-1' })).rejects.toThrow(
    'The workbook was not issued: it was cancelled while it was written.'
  )
  expect((await desk.ask('workbook.show', {})).exports).toEqual([])
})
