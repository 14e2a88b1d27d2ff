/** 04A: what was looked at on the items of every sample, code by code, and what was found. */
import { countOf, type Sheet } from './sheet.ts'

interface AttributeRecord {
  readonly ref: string
  readonly control: string
  readonly code: string
  readonly text: string
  readonly items: number
  readonly passed: number
  readonly exceptions: number
  readonly not_applicable: number
}

export default {
  id: 'sample-attributes',
  name: '04A Attributes',
  ref: '04A',
  order: 79.2,
  title: 'Attributes of the samples',
  purpose: 'Says what the codes over the marks of sheet 04 stand for, and totals the marks.',
  source: 'The attributes settled before the first item was marked.',
  procedure: 'One row for each attribute of a sample. Items without a mark are left to be looked at.',
  frozenColumns: 3,
  columns: [
    { key: 'sample', title: 'Sample', type: 'id', width: 9 },
    { key: 'control', title: 'Control', type: 'id', width: 10 },
    { key: 'code', title: 'Code', type: 'text', width: 7 },
    { key: 'text', title: 'What is looked at', type: 'long', width: 70 },
    { key: 'items', title: 'Items', type: 'integer', width: 8 },
    { key: 'passed', title: 'As it should be', type: 'integer', width: 14 },
    { key: 'exceptions', title: 'Exceptions', type: 'integer', width: 11 },
    { key: 'notApplicable', title: 'Not applicable', type: 'integer', width: 13 },
    { key: 'left', title: 'Without a mark', type: 'integer', width: 14 }
  ],
  count: (context) =>
    countOf(
      context,
      `select count(*) as n
       from sample s
       join sample_attribute a on a.sample_id = s.id
       where s.period_id = :period`
    ),
  rows: (context) =>
    context.all<AttributeRecord>(attributesSql).map((row) => ({
      sample: row.ref,
      control: row.control,
      code: row.code,
      text: row.text,
      items: row.items,
      passed: row.passed,
      exceptions: row.exceptions,
      notApplicable: row.not_applicable,
      left: row.items - row.passed - row.exceptions - row.not_applicable
    }))
} satisfies Sheet

const attributesSql = `
  with standing as (
    select sample_id, item, code, mark, max(id) as id
    from sample_tick
    group by sample_id, item, code
  )
  select s.ref, s.control, a.code, a.text, s.size as items,
    (select count(*) from standing t where t.sample_id = s.id and t.code = a.code and t.mark = 'pass') as passed,
    (select count(*) from standing t where t.sample_id = s.id and t.code = a.code and t.mark = 'exception') as exceptions,
    (select count(*) from standing t where t.sample_id = s.id and t.code = a.code and t.mark = 'not-applicable') as not_applicable
  from sample s
  join sample_attribute a on a.sample_id = s.id
  where s.period_id = :period
  order by s.id, a.code`
