import { unzipSync } from 'fflate'
import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'

import { exportOf } from '../../../../src/core/procedures/interchange/export-of.ts'
import type { InterchangeForm } from '../../../../src/shared/interchange-forms.ts'
import { assessmentResultsSchema, planOfActionSchema } from '../../interchange/oscal/oscal-schema.ts'
import { filesOf, sitDown, type Desk } from '../desk.ts'

const at = '2026-02-03T09:00:00.000Z'
let desk: Desk

beforeAll(async () => {
  desk = sitDown()
  await desk.receive(filesOf('test/estates/troubled'))
}, 120_000)

const bytesOf = (form: InterchangeForm): Buffer => Buffer.concat([...exportOf(desk.db, form, at).pieces])
const textOf = (form: InterchangeForm): string => bytesOf(form).toString('utf8')

describe('the record in forms that other systems read', () => {
  it('OSCAL assessment results keep to the schema and observe every test', () => {
    const document = v.parse(assessmentResultsSchema, JSON.parse(textOf('oscal-assessment-results')))
    const tests = desk.db.get<{ n: number }>('select count(*) as n from check_result')?.n ?? 0
    expect(document['assessment-results'].results[0]?.observations?.length).toBeGreaterThanOrEqual(tests)
  })

  it('a plan of action is refused while nothing is issued, and keeps to the schema after', async () => {
    expect(() => exportOf(desk.db, 'oscal-plan-of-action', at)).toThrow(/No finding is issued yet/)
    const failing = desk.db.get<{ control: string; account: string }>(
      "select control, account_id as account from check_result where outcome = 'fail' order by control limit 1"
    )
    if (!failing) throw new Error('A troubled estate has a failing test')
    const { ref } = await desk.ask('finding.raise', {
      control: failing.control,
      accounts: [failing.account],
      title: 'What is wrong',
      condition: 'It is so.',
      criteria: 'It should not be.',
      cause: 'Nobody looked.',
      effect: 'It may be used.',
      recommendation: 'Mend it.'
    })
    await desk.ask('finding.issue', { finding: ref })
    const document = v.parse(planOfActionSchema, JSON.parse(textOf('oscal-plan-of-action')))
    expect(document['plan-of-action-and-milestones']['poam-items']).toHaveLength(1)
  })

  it('OCSF has a line for every result', () => {
    const lines = textOf('ocsf').trimEnd().split('\n')
    const results = desk.db.get<{ n: number }>('select count(*) as n from check_result')?.n ?? 0
    expect(lines).toHaveLength(results)
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ class_uid: 2003 })
  })

  it('SARIF has a result for every exception of policy lint, at a line of its file', () => {
    const log = JSON.parse(textOf('sarif')) as { runs: [{ results: { locations: unknown[] }[] }] }
    const found =
      desk.db.get<{ n: number }>(
        `select count(*) as n from check_exception e join check_result r on r.id = e.result_id where r.control like 'LINT-%'`
      )?.n ?? 0
    expect(found).toBeGreaterThan(0)
    expect(log.runs[0].results).toHaveLength(found)
    expect(JSON.stringify(log.runs[0].results[0]?.locations)).toContain('startLine')
  })

  it('the evidence lies in a folder of its control, with an index; what was withdrawn apart', async () => {
    const account = desk.db.get<{ id: string }>('select account_id as id from check_result limit 1')?.id ?? ''
    const note = { control: 'MFA-01', accounts: [account], text: 'The client confirmed it.' }
    await desk.ask('evidence.note', { ...note, title: 'Call: with <the> client' })
    const gone = await desk.ask('evidence.note', { ...note, title: '=HYPERLINK()' })
    await desk.ask('evidence.withdraw', { evidence: gone.id, reason: 'Of another client.' })
    const files = unzipSync(bytesOf('evidence'))
    const names = Object.keys(files)
    expect(names.slice(0, 2)).toEqual(['index.html', 'index.csv'])
    expect(names).toContainEqual(expect.stringMatching(/^MFA-01 .*\/E-0001 Call with the client\.txt$/))
    expect(names).toContainEqual(expect.stringMatching(/^Withdrawn\/E-0002 .*\.txt$/))
    const csv = Buffer.from(files['index.csv'] ?? []).toString('utf8')
    expect(csv).toContain(`'=HYPERLINK()`)
    expect(Buffer.from(files['index.html'] ?? []).toString('utf8')).toContain('with &lt;the&gt; client')
  })

  it('the same record at the same time gives the same bytes', () => {
    for (const form of ['oscal-assessment-results', 'ocsf', 'sarif', 'evidence'] as const)
      expect(bytesOf(form).equals(bytesOf(form)), form).toBe(true)
  })
})
