import { createHash } from 'node:crypto'

import { beforeEach, describe, expect, test } from 'vitest'

import { reportRecord, rootOf } from '../../../src/core/procedures/report/record.ts'
import { exceptionsListed } from '../../../src/core/procedures/report/exceptions.ts'
import { chainHead } from '../../../src/core/store/events.ts'
import { sitDown, type Desk } from './desk.ts'
import { account, raise, receive, refused, withExceptions } from './follow-up.ts'

let desk: Desk

beforeEach(async () => {
  desk = await withExceptions()
})

describe('issuing a report', () => {
  test('keeps the page under its hash, numbers each edition and format by itself and says so in the event log', async () => {
    const head = chainHead(desk.db)

    const first = await desk.ask('report.issue', { edition: 'internal', format: 'html' })
    const second = await desk.ask('report.issue', { edition: 'internal', format: 'html' })

    expect([first.fileName, second.fileName]).toEqual([
      'HALDEN-LOGISTICS-IAM_2026-01_INT_v1.html',
      'HALDEN-LOGISTICS-IAM_2026-01_INT_v2.html'
    ])
    const { bytes, mime } = await desk.ask('file.read', { of: 'report', id: first.id })
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(first.sha256)
    expect(mime).toBe('text/html')
    const page = Buffer.from(bytes).toString('utf8')
    expect(page).toContain(`IAM-2026-01-INT-HTML-v1`)
    expect(page).toContain(head.hash)
    expect(page).toContain(first.dataRoot)
    const [event] = await desk.ask('event.list', { before: null, limit: 1 })
    expect(event).toMatchObject({
      action: 'report.issue',
      entity: 'report',
      entityId: 'IAM-2026-01-INT-HTML-v2'
    })
    expect((await desk.ask('report.show', {})).issued).toEqual([second, first])
    expect((await desk.ask('engagement.verify', {})).faults).toEqual([])
  })

  test('the same record at the same time gives the same bytes', async () => {
    const again = async (): Promise<string> => {
      const one = sitDown(() => '2026-02-02T09:00:00.000Z')
      await receive(one, { 'j.hartmann': { mfa: false } }, '2026-01-31T06:00:00+00:00')
      await raise(one)
      return (await one.ask('report.issue', { edition: 'internal', format: 'html' })).sha256
    }

    expect(await again()).toBe(await again())
  })

  test('the root is that of the record: issuing leaves it, work changes it', async () => {
    const { dataRoot } = await desk.ask('report.issue', { edition: 'internal', format: 'html' })
    const again = await desk.ask('report.issue', { edition: 'internal', format: 'html' })
    await raise(desk)
    const after = await desk.ask('report.issue', { edition: 'internal', format: 'html' })

    expect(again.dataRoot).toBe(dataRoot)
    expect(after.dataRoot).not.toBe(dataRoot)
    expect(rootOf(reportRecord(desk.db, 'internal', '2026-02-02T09:00:00.000Z'))).toBe(after.dataRoot)
  })

  test('what was issued can be neither changed nor deleted', async () => {
    await desk.ask('report.issue', { edition: 'internal', format: 'html' })

    expect(() => desk.db.run('delete from report_export')).toThrow(/issued reports are kept/)
    expect(() => desk.db.run("update report_export set file_name = 'x'")).toThrow(/never change/)
  })

  test('without anybody who prints a PDF is refused with what to do instead, and nothing is written', async () => {
    await refused(
      desk,
      'report.issue',
      { edition: 'internal', format: 'pdf' },
      /Issue the report as HTML, open it in a browser and print it/
    )

    expect((await desk.ask('report.show', {})).issued).toEqual([])
  })

  test('the final edition is refused before the period is issued', async () => {
    const { whyNoFinal } = await desk.ask('report.show', {})

    expect(whyNoFinal).toMatch(/give 2026-01 to review and issue it under Months first/)
    await refused(
      desk,
      'report.issue',
      { edition: 'final', format: 'html' },
      /The final report follows the final workbook/
    )
  })

  test('the final edition is issued of an issued period, and no more once that changed or is locked', async () => {
    desk.db.run("update period set state = 'issued', report_date = '2026-02-02T09:00:00.000Z'")

    const issued = await desk.ask('report.issue', { edition: 'final', format: 'html' })

    expect(issued.fileName).toBe('HALDEN-LOGISTICS-IAM_2026-01_FIN_v1.html')
    desk.db.run("update period set content_hash = 'of another record'")
    await refused(desk, 'report.issue', { edition: 'final', format: 'html' }, /changed since it was issued/)
    desk.db.run("update period set state = 'locked'")
    await refused(desk, 'report.issue', { edition: 'final', format: 'html' }, /locked/)
    expect((await desk.ask('report.show', {})).issued).toEqual([issued])
  })
})

describe('a preview', () => {
  test('is the report as it would be now, without a number', async () => {
    const { ref } = await raise(desk)

    const report = await desk.ask('report.preview', { edition: 'internal' })

    expect(JSON.stringify(report)).toContain('Preview, not issued')
    expect(report.sections.find(({ anchor }) => anchor === 'findings')?.sections).toMatchObject([
      { anchor: `finding--${ref}` }
    ])
    expect(report.dataRoot).toBe(rootOf(reportRecord(desk.db, 'internal', '2026-02-02T09:00:00.000Z')))
  })

  test('of an engagement without anything says so and holds', async () => {
    const report = await sitDown().ask('report.preview', { edition: 'final' })

    expect(JSON.stringify(report)).toContain('no account is in scope yet')
    expect(JSON.stringify(report)).toContain('No overall conclusion yet')
  })
})

describe('the exceptions listed', () => {
  test('each has the file and line it was read from, and what became of it', async () => {
    const { ref } = await raise(desk)

    const listed = exceptionsListed(desk.db, 1).filter(({ control }) => control === 'MFA-01')

    expect(
      listed.map(({ resource, place, path, disposition }) => [resource, place, path, disposition])
    ).toEqual([
      [`arn:aws:iam::${account}:user/j.hartmann`, 'SF-001:1', 'Content line 3', `Finding ${ref}`],
      [`arn:aws:iam::${account}:user/l.brandt`, 'SF-001:1', 'Content line 4', `Finding ${ref}`]
    ])
  })

  test('of very many the first of each test are listed', () => {
    const result = desk.db.get<{ id: number }>("select id from check_result where control = 'MFA-01'")
    for (let n = 0; n < 6000; n++)
      desk.db.run(
        `insert into check_exception (result_id, status, resource, fingerprint, detail, source_id, line, path)
         select :result, 'exception', :resource, :resource, detail, source_id, line, path
         from check_exception where result_id = :result limit 1`,
        { result: result?.id ?? 0, resource: `user-${String(n).padStart(5, '0')}` }
      )

    const listed = exceptionsListed(desk.db, 1)

    expect(listed.length).toBeLessThanOrEqual(5000)
    expect(listed.filter(({ control }) => control === 'MFA-01').length).toBeGreaterThan(20)
  })
})
