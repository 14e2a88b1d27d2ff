/** 08X: every exception and every member that could not be decided, with the line it was read from. */
import { dispositions, type Disposition } from '../../shared/states/disposition.ts'
import { memberStatuses, severities, type MemberStatus } from '../../shared/vocabulary.ts'
import { workpaperNamed } from './checklist-results.ts'
import { countOf, type Sheet } from './sheet.ts'

interface ExceptionRecord {
  readonly control: string
  readonly account_id: string
  readonly status: MemberStatus
  readonly resource: string
  readonly detail: string
  readonly fingerprint: string
  readonly ref: string | null
  readonly name: string | null
  readonly line: number
  readonly path: string | null
  readonly kind: Disposition | null
  readonly decided: string | null
  readonly rationale: string | null
  readonly decided_by: string | null
}

export default {
  id: 'exceptions',
  name: '08X Exceptions',
  ref: '08X',
  order: 81,
  title: 'Exceptions and members not determinable',
  purpose: 'Lists each single exception, so that figures can be footed and every one traced to its line.',
  source: 'Automated checks over the files of sheet 01B; file, line and JSON path stand on every row.',
  procedure:
    'Exceptions first, then what the data cannot decide. The mark is the same in every month for the same control, account and resource.',
  frozenColumns: 2,
  columns: [
    { key: 'control', title: 'Control', type: 'id', width: 13 },
    {
      key: 'workpaper',
      title: 'W/P ref',
      type: 'id',
      width: 24,
      leadsTo: { sheet: 'checklist-results', column: 'workpaper' }
    },
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 18 },
    { key: 'status', title: 'Result', type: 'outcome', width: 15 },
    { key: 'severity', title: 'Severity', type: 'severity', width: 10 },
    { key: 'resource', title: 'Resource', type: 'long', width: 46 },
    { key: 'detail', title: 'Detail', type: 'long', width: 60 },
    { key: 'disposition', title: 'Disposition', type: 'text', width: 20 },
    { key: 'rationale', title: 'Reason', type: 'long', width: 32 },
    { key: 'decidedBy', title: 'Judged by', type: 'text', width: 14 },
    { key: 'source', title: 'Source', type: 'id', width: 13 },
    { key: 'name', title: 'File as received', type: 'long', width: 36 },
    { key: 'path', title: 'JSON path', type: 'long', width: 26 },
    { key: 'mark', title: 'Mark', type: 'id', width: 14 }
  ],
  tallies: [
    { column: 'status', words: [memberStatuses.exception.workbook, memberStatuses['needs-review'].workbook] }
  ],
  count: (context) =>
    countOf(
      context,
      `select count(*) as n
       from check_exception e
       join check_result r on r.id = e.result_id
       where r.period_id = :period`
    ),
  rows(context) {
    const names = new Map(context.accounts.map(({ id, name }) => [id, name]))
    const severity = new Map(
      context.tests.map(({ control }) => [control.control, severities[control.severity]])
    )
    return context.all<ExceptionRecord>(exceptionsSql).map((member) => ({
      control: member.control,
      workpaper: workpaperNamed(member.control, member.account_id),
      account: member.account_id,
      accountName: names.get(member.account_id) ?? '',
      status: memberStatuses[member.status].workbook,
      severity: severity.get(member.control) ?? null,
      resource: member.resource,
      detail: member.detail,
      disposition: dispositionOf(member),
      rationale: member.rationale || null,
      decidedBy: member.decided_by,
      source: member.ref === null ? null : `${member.ref}:${member.line}`,
      name: member.name,
      path: member.path,
      mark: member.fingerprint.slice(0, 12)
    }))
  }
} satisfies Sheet

/** `Finding F-2026-001`; what a person has to judge of what is no exception stays empty until somebody does. */
function dispositionOf({ status, kind, decided }: ExceptionRecord): string | null {
  if (kind === null || kind === 'open') return status === 'exception' ? dispositions.open.workbook : null
  return decided === null ? dispositions[kind].workbook : `${dispositions[kind].workbook} ${decided}`
}

const exceptionsSql = `
  select r.control, r.account_id, e.status, e.resource, e.detail, e.fingerprint, s.ref, s.name, e.line, e.path,
    d.kind, d.ref as decided, case d.kind when 'open' then null else d.rationale end as rationale,
    case d.kind when 'open' then null else d.decided_by end as decided_by
  from check_exception e
  join check_result r on r.id = e.result_id
  left join source s on s.id = e.source_id
  left join disposition d on d.id = (
    select max(id) from disposition where period_id = :period and fingerprint = e.fingerprint
  )
  where r.period_id = :period
  order by e.status = 'needs-review', r.control, r.account_id, e.resource, e.id`
