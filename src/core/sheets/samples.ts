/** 04: every sample with how it was drawn, the items it holds and their marks, so that anybody can draw and read it again. */
import { sampleMethods, type SampleMethod } from '../../shared/records/explorer.ts'
import { tickMarks, type TickMark } from '../../shared/states/sample.ts'
import { countOf, type Sheet, type SheetContext, type SheetRow } from './sheet.ts'

interface ItemRecord {
  readonly ref: string
  readonly control: string
  readonly definition: string
  readonly method: SampleMethod
  readonly basis: string
  readonly seed: string
  readonly population: number
  readonly population_hash: string
  readonly size: number
  readonly drawn_by: string
  readonly drawn_at: string
  readonly n: number
  readonly account_id: string
  readonly resource: string
  readonly key: string
  /** `A,B`: the attributes of the sample; '' for none. */
  readonly codes: string
}

interface MarkRecord {
  readonly sample: string
  readonly item: string
  readonly code: string
  readonly mark: TickMark
  readonly note: string
}

export default {
  id: 'samples',
  name: '04 Samples',
  ref: '04',
  order: 79,
  title: 'Samples and their items',
  purpose: 'Identifies the items of every sample and how they came to be chosen.',
  source: 'The populations of the explorer as the files had them when the sample was drawn.',
  procedure:
    'Random: the lowest ranks by SHA-256 of seed and key. Systematic: every so many of the sorted keys, from a start the first 48 bits of the hash of the seed decide. The hash of the population is SHA-256 over its sorted keys, a line each.',
  frozenColumns: 3,
  columns: (context) => [
    { key: 'sample', title: 'Sample', type: 'id', width: 9 },
    { key: 'control', title: 'Control', type: 'id', width: 10 },
    { key: 'item', title: 'Item', type: 'integer', width: 6 },
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 15 },
    { key: 'resource', title: 'Resource', type: 'long', width: 44 },
    ...codesOf(context).map((code) => ({ key: code, title: code, type: 'text' as const, width: 5 })),
    { key: 'notes', title: 'Notes on the marks', type: 'long', width: 34 },
    { key: 'population', title: 'Drawn from', type: 'long', width: 34 },
    { key: 'populationSize', title: 'Population', type: 'integer', width: 11 },
    { key: 'size', title: 'Items', type: 'integer', width: 7 },
    { key: 'method', title: 'Method', type: 'text', width: 20 },
    { key: 'basis', title: 'Basis', type: 'long', width: 30 },
    { key: 'seed', title: 'Seed', type: 'id', width: 18 },
    { key: 'drawnBy', title: 'Drawn by', type: 'text', width: 16 },
    { key: 'drawnAt', title: 'Drawn (UTC)', type: 'time', width: 16 },
    { key: 'hash', title: 'Hash of the population', type: 'long', width: 36 },
    { key: 'key', title: 'Key', type: 'long', width: 44 }
  ],
  count: (context) =>
    countOf(
      context,
      `select count(*) as n
       from sample
       join sample_item as item on item.sample_id = sample.id
       where sample.period_id = :period`
    ),
  rows(context) {
    const names = new Map(context.accounts.map((account) => [account.id, account.name]))
    const codes = codesOf(context)
    const marks = Map.groupBy(context.all<MarkRecord>(marksSql), ({ sample, item }) => `${sample}/${item}`)
    return context.all<ItemRecord>(itemsSql).map((item) => ({
      ...marksOf(codes, item.codes.split(','), marks.get(`${item.ref}/${item.key}`) ?? []),
      sample: item.ref,
      control: item.control,
      item: item.n,
      account: item.account_id,
      accountName: names.get(item.account_id) ?? '',
      resource: item.resource,
      population: item.definition,
      populationSize: item.population,
      size: item.size,
      method: sampleMethods[item.method],
      basis: item.basis,
      seed: item.seed,
      drawnBy: item.drawn_by,
      drawnAt: item.drawn_at,
      hash: item.population_hash,
      key: item.key
    }))
  }
} satisfies Sheet

/** Codes of all samples of the period; what each stands for is on sheet 04A. */
function codesOf(context: SheetContext): readonly string[] {
  return context
    .all<{ code: string }>(
      `select distinct a.code
       from sample s
       join sample_attribute a on a.sample_id = s.id
       where s.period_id = :period
       order by a.code`
    )
    .map(({ code }) => code)
}

/** A sign for each attribute the sample has, and what was noted beside. */
function marksOf(codes: readonly string[], own: readonly string[], marks: readonly MarkRecord[]): SheetRow {
  const signs = codes.map((code) => {
    const mark = marks.find((one) => one.code === code)?.mark ?? 'open'
    return [code, own.includes(code) ? tickMarks[mark].sign : null] as const
  })
  const notes = marks.filter(({ note }) => note !== '').map(({ code, note }) => `${code}: ${note}`)
  return { ...Object.fromEntries(signs), notes: notes.length === 0 ? null : notes.join('; ') }
}

const marksSql = `
  select s.ref as sample, t.item, t.code, t.mark, t.note, max(t.id) as id
  from sample s
  join sample_tick t on t.sample_id = s.id
  where s.period_id = :period
  group by t.sample_id, t.item, t.code
  order by t.code`

const itemsSql = `
  select sample.ref, sample.control, sample.definition, sample.method, sample.basis, sample.seed, sample.population,
    sample.population_hash, sample.size, sample.drawn_by, sample.drawn_at, item.n, item.account_id, item.resource, item.key,
    (
      select coalesce(group_concat(code, ','), '')
      from (select code from sample_attribute where sample_id = sample.id order by code)
    ) as codes
  from sample
  join sample_item as item on item.sample_id = sample.id
  where sample.period_id = :period
  order by sample.id, item.n`
