/** 06: the findings with their five elements. */
import { severities, type Severity } from '../../shared/vocabulary.ts'
import { countOf, type Sheet } from './sheet.ts'

interface FindingRecord {
  readonly ref: string
  readonly title: string
  readonly severity: Severity
  readonly control: string
  readonly accounts: string
  readonly condition: string
  readonly criteria: string
  readonly cause: string
  readonly effect: string
  readonly recommendation: string
  readonly exceptions: number
  readonly population: number
  readonly evidence: string | null
  readonly raised_by: string
  readonly raised_at: string
}

export default {
  id: 'findings',
  name: '06 Findings',
  ref: '06',
  order: 80,
  title: 'Findings register',
  purpose: 'States each finding so that it can be understood and acted on by itself.',
  source: 'Raised by the auditor from the exceptions of sheet 08X.',
  procedure:
    'Most severe first. Exceptions and population are those of the tests at the time the finding was raised.',
  frozenColumns: 2,
  columns: [
    { key: 'ref', title: 'Finding', type: 'id', width: 13 },
    { key: 'title', title: 'Title', type: 'long', width: 28 },
    { key: 'severity', title: 'Severity', type: 'severity', width: 10 },
    { key: 'control', title: 'Control', type: 'id', width: 10 },
    { key: 'accounts', title: 'Accounts', type: 'long', width: 15 },
    { key: 'condition', title: 'Condition', type: 'long', width: 40 },
    { key: 'criteria', title: 'Criteria', type: 'long', width: 32 },
    { key: 'cause', title: 'Cause', type: 'long', width: 28 },
    { key: 'effect', title: 'Effect', type: 'long', width: 32 },
    { key: 'recommendation', title: 'Recommendation', type: 'long', width: 40 },
    { key: 'exceptions', title: 'Exceptions', type: 'integer', width: 13 },
    { key: 'population', title: 'Population', type: 'integer', width: 13 },
    { key: 'evidence', title: 'Evidence', type: 'long', width: 14 },
    { key: 'raisedBy', title: 'Raised by', type: 'text', width: 16 },
    { key: 'raisedAt', title: 'Raised (UTC)', type: 'time', width: 16 }
  ],
  tallies: [{ column: 'severity', words: Object.values(severities) }],
  count: (context) => countOf(context, 'select count(*) as n from finding where period_id = :period'),
  rows: (context) =>
    context.all<FindingRecord>(findingsSql).map(({ raised_by, raised_at, ...finding }) => ({
      ...finding,
      severity: severities[finding.severity],
      cause: finding.cause || null,
      raisedBy: raised_by,
      raisedAt: raised_at
    }))
} satisfies Sheet

const findingsSql = `
  select
    f.ref, f.title, f.severity, f.control,
    (select group_concat(account_id, ', ' order by account_id) from finding_account where finding_id = f.id) as accounts,
    f.condition, f.criteria, f.cause, f.effect, f.recommendation, f.exceptions, f.population,
    (
      select group_concat(ref, ', ' order by ref)
      from (
        select distinct e.ref
        from evidence_link l
        join evidence e on e.id = l.evidence_id
        join finding_account a on a.finding_id = f.id and a.account_id = l.account_id
        where l.control = f.control and l.period_id = f.period_id and e.withdrawn_at is null
      )
    ) as evidence,
    f.raised_by, f.raised_at
  from finding f
  where f.period_id = :period
  order by instr('critical high medium low info', f.severity), f.ref`
