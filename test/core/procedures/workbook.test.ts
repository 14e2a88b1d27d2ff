import { createHash } from 'node:crypto'

import { beforeEach, describe, expect, test } from 'vitest'

import issueWorkbook from '../../../src/core/procedures/issue-workbook.ts'
import { sheetContext } from '../../../src/core/procedures/sheet-context.ts'
import { dataRootOf } from '../../../src/core/procedures/workbook-draft.ts'
import { fileNameOf } from '../../../src/core/procedures/workbook-name.ts'
import { sheets } from '../../../src/core/sheets/index.ts'
import { render } from '../../../src/core/sheets/render.ts'
import { chainHead } from '../../../src/core/store/events.ts'
import { readWorkbook, type WorkbookContent } from '../../../src/core/workbook/read-workbook.ts'
import { credentialReport, sitDown, type Desk } from './desk.ts'

const account = '012345678901'
let desk: Desk

beforeEach(async () => {
  desk = sitDown()
  await desk.receive({
    'report.csv': credentialReport(account, { '=1+1': { mfa: false }, 'a.kowalski': { mfa: true } })
  })
})

async function issued(): Promise<{ readonly bytes: Uint8Array; readonly content: WorkbookContent }> {
  const { id } = await desk.ask('workbook.issue', {})
  const { bytes } = await desk.ask('file.read', { of: 'workbook', id })
  return { bytes, content: readWorkbook(bytes) }
}

describe('issuing a workbook', () => {
  test('keeps the bytes under their hash, numbers the version and says so in the event log', async () => {
    const before = chainHead(desk.db)

    const first = await desk.ask('workbook.issue', {})
    const second = await desk.ask('workbook.issue', {})

    expect([first.fileName, second.fileName]).toEqual([
      'HALDEN-LOGISTICS-IAM_2026-01_INT_v1.xlsx',
      'HALDEN-LOGISTICS-IAM_2026-01_INT_v2.xlsx'
    ])
    const { bytes } = await desk.ask('file.read', { of: 'workbook', id: first.id })
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(first.sha256)
    expect(first.chainHead).toBe(before.hash)
    const [event] = await desk.ask('event.list', { before: null, limit: 1 })
    expect(event).toMatchObject({ action: 'workbook.issue', entityId: 'IAM-2026-01-INT-v2' })
    expect((await desk.ask('engagement.verify', {})).ok).toBe(true)
  })

  test('prints number, log entry and hash of the content where a reader can compare them', async () => {
    const head = chainHead(desk.db)

    const { content } = await issued()

    expect(content.properties).toMatchObject({
      auditExportId: 'IAM-2026-01-INT-v1',
      auditChainSeq: head.seq,
      auditChainHead: head.hash
    })
    expect(content.sheets[0]?.rows[5]?.[1]).toContain(`Event log at entry ${head.seq}, ${head.hash}`)
  })

  test('has the same hash of content for the same record, whichever version it is', async () => {
    const [first, second] = [await issued(), await issued()]

    expect(second.content.properties['auditRoot']).toBe(first.content.properties['auditRoot'])
    expect(Buffer.from(second.bytes).equals(first.bytes)).toBe(false)
  })

  test('tells how far it is, sheet by sheet', async () => {
    await desk.ask('workbook.issue', {})

    const names = desk.events.flatMap((event) =>
      event.type === 'progress' && event.phase === 'writing' ? [event.name] : []
    )
    expect(names).toEqual(sheets.map(({ name }) => name))
  })

  test('is refused where the record changed while it was written', async () => {
    const context = {
      db: desk.db,
      now: () => '2026-02-05T10:00:00.000Z',
      actor: 'M. Okafor',
      emit: () => undefined,
      isCancelled: () => false
    }
    const draft = await issueWorkbook.prepare?.(context as never, {} as never)
    await desk.ask('period.date', { asOf: '2026-01-31T12:00:00Z' })

    expect(() => issueWorkbook.serve(context as never, {} as never, draft as never)).toThrow(/Issue it again/)
    expect((await desk.ask('workbook.show', {})).exports).toEqual([])
  })

  test('can be done before anything was received, and the gate says what is missing', async () => {
    desk = sitDown()

    const { content } = await issued()
    const { gate } = await desk.ask('workbook.show', {})

    expect(content.sheets.map(({ name }) => name)).toEqual([...sheets.map(({ name }) => name), '_manifest'])
    expect(gate).toMatchObject([{ level: 'error', screen: 'import' }])
  })
})

/** Every page of a sheet's preview as one. */
async function wholePreview(sheet: string) {
  const limit = 1000
  const first = await desk.ask('workbook.preview', { sheet, offset: 0, limit })
  const rows = [...first.rows]
  while (rows.length < first.total) {
    const page = await desk.ask('workbook.preview', { sheet, offset: rows.length, limit })
    if (page.rows.length === 0) break
    rows.push(...page.rows)
  }
  return { ...first, rows }
}

describe('what screen and workbook show', () => {
  test('is the same: every previewed cell stands in the issued workbook', async () => {
    const { content } = await issued()

    for (const { id, name } of sheets) {
      const preview = await wholePreview(id)
      const rows = content.sheets.find((sheet) => sheet.name === name)?.rows.slice(10) ?? []
      const texts = preview.rows.map((row) => row.map((value) => (typeof value === 'string' ? value : null)))

      expect(preview.total).toBe(preview.rows.length)
      for (const [place, row] of texts.entries())
        for (const [column, text] of row.entries()) {
          const type = preview.columns[column]?.type
          if (text === null || type === 'date' || type === 'time') continue
          expect([id, place, rows[place]?.[column]]).toEqual([id, place, text])
        }
    }
  })

  test('counts the rows of every sheet as the preview has them', async () => {
    for (const { id, rows } of (await desk.ask('workbook.show', {})).sheets)
      expect([id, (await desk.ask('workbook.preview', { sheet: id, offset: 0, limit: 1 })).total]).toEqual([
        id,
        rows
      ])
  })

  test('comes a window of rows at a time', async () => {
    const all = await desk.ask('workbook.preview', { sheet: 'checklist-results', offset: 0, limit: 1000 })

    const window = await desk.ask('workbook.preview', { sheet: 'checklist-results', offset: 2, limit: 3 })

    expect(window.rows).toEqual(all.rows.slice(2, 5))
    expect(window.total).toBe(all.total)
  })

  test('names a sheet that does not exist', async () => {
    await expect(desk.ask('workbook.preview', { sheet: 'nonsense', offset: 0, limit: 1 })).rejects.toThrow(
      'The workbook has no sheet "nonsense" in its internal edition.'
    )
  })
})

describe('the gate before issuing', () => {
  test('counts what is not concluded and what lacks files, in sentences', async () => {
    const { gate } = await desk.ask('workbook.show', {})

    const texts = gate.map(({ level, text }) => `${level}: ${text}`)
    expect(texts[0]).toMatch(/^error: \d+ tests are not concluded\.$/)
    expect(
      texts.some((text) => /^warning: \d+ tests could not be made for want of files\.$/.test(text))
    ).toBe(true)
  })

  test('says nothing good of conclusions while there are none', async () => {
    const empty = sitDown()
    await empty.receive({ 'a.csv': credentialReport(account, { a: { mfa: true } }) })
    const before = (await empty.ask('workbook.show', {})).gate.map(({ text }) => text)

    await empty.ask('conclusion.record', {
      control: 'MFA-01',
      accounts: [account],
      conclusion: 'effective',
      reason: '',
      steps: []
    })
    const after = (await empty.ask('workbook.show', {})).gate.map(({ text }) => text)

    expect(before.filter((text) => /conclusion |exception noted/.test(text))).toEqual([])
    expect(after).toContain('Every conclusion relies on the present result.')
    expect(after).toContain('1 conclusion has no evidence.')
  })

  test('speaks of one in the singular', async () => {
    await desk.ask('conclusion.record', {
      control: 'MFA-01',
      accounts: [account],
      conclusion: 'exception',
      reason: 'One user has no MFA device.',
      steps: []
    })

    const { gate } = await desk.ask('workbook.show', {})

    expect(gate.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['1 exception has no finding.', '1 conclusion has no evidence.'])
    )
  })
})

describe('the name of the file', () => {
  test.each([
    ['Halden & Söhne / GmbH', 'HALDEN-SOHNE-GMBH-IAM_2026-01_INT_v3.xlsx'],
    ['../../etc/passwd', 'ETC-PASSWD-IAM_2026-01_INT_v3.xlsx'],
    ['株式会社', 'CLIENT-IAM_2026-01_INT_v3.xlsx'],
    ['A'.repeat(99), `${'A'.repeat(40)}-IAM_2026-01_INT_v3.xlsx`]
  ])('of %j is %s', (client, name) => {
    expect(fileNameOf(client, '2026-01', 'internal', 3)).toBe(name)
  })
})

test('the hash of the content changes with a cell and not with the clock', () => {
  const context = sheetContext(desk.db)
  const made = sheets.map((sheet) => render(sheet, context))
  const [first, ...others] = made
  if (!first) throw new Error('No sheet')

  const changed = [{ ...first, rows: [['something else'], ...first.rows.slice(1)] }, ...others]

  expect(dataRootOf(made)).toBe(dataRootOf(sheets.map((sheet) => render(sheet, sheetContext(desk.db)))))
  expect(dataRootOf(changed)).not.toBe(dataRootOf(made))
})
