/** GD-04: whether grave findings of GuardDuty are open, and those about identities looked into. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { dayOf } from './basis/age.ts'
import { count } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly finding_type: string
  readonly subject: string
  readonly region: string | null
  /** 1 where a finding of this type on this subject is neither archived nor a sample. */
  readonly is_open: Flag
  /** The gravest open one, or of those put aside where none is open. */
  readonly severity: string | null
  readonly findings: number
  readonly updated_at: number | null
}

export default automatedCheck<Row>({
  id: 'guardduty-findings',
  control: 'GD-04',
  topic: 'detection',
  severity: 'high',
  scope: 'account',
  criterion:
    'GuardDuty has no open finding of high severity, and those about identities have been looked into.',
  effect: 'The intrusion has been reported, and nobody has answered.',
  recommendation:
    'Answer each finding of high severity at once, archive it with its explanation, and send new ones to whoever is on call.',
  remediation: {
    console: 'GuardDuty → Findings → the finding → Investigate; when it is dealt with, Actions → Archive.',
    cli: 'aws guardduty archive-findings --detector-id ID --finding-ids IDS.',
    terraform: 'Findings are no matter of Terraform; aws_cloudwatch_event_rule can send new ones on.'
  },
  procedure: [
    'Obtain all finding ids of each detector with aws guardduty list-findings, then get-findings in pieces of fifty: the files cannot show that there are no others.',
    'A finding of severity 7 or more that is not archived is an exception; ask what was done and when.',
    'For a finding about a user, role or key compare its time with the events of CloudTrail and with last use.'
  ],
  limits: [
    'The files cannot show that there are no other findings than those received.',
    'GuardDuty keeps findings for 90 days.'
  ],
  sources: [
    'Amazon GuardDuty User Guide: GuardDuty IAM finding types',
    'Amazon GuardDuty User Guide: Severity levels of GuardDuty findings'
  ],
  needs: ['guardduty-findings'],
  parameters: [],
  columns: [
    { key: 'finding_type', title: 'Type', type: 'text' },
    { key: 'subject', title: 'Resource', type: 'text' },
    { key: 'region', title: 'Region', type: 'text' },
    { key: 'severity', title: 'Severity', type: 'text' },
    { key: 'findings', title: 'Findings', type: 'integer' },
    { key: 'updated_at', title: 'Last seen', type: 'time' }
  ],
  population: `
    with finding as (
      select
        check_id as finding_type,
        coalesce(nullif(resource, ''), :account) as subject,
        region,
        status = 'fail' as is_open,
        severity,
        case upper(severity) when 'CRITICAL' then 4 when 'HIGH' then 3 when 'MEDIUM' then 2 else 1 end as grade,
        assessed_at,
        source_id,
        line,
        path
      from tool_result
      where account_id = :account and tool = 'GuardDuty'
    ),
    gravest as (
      select
        finding_type,
        subject,
        region,
        max(is_open * 10 + grade) as rank,
        severity,
        count(*) as findings,
        assessed_at,
        source_id,
        line,
        path
      from finding
      group by subject, finding_type, region
    )
    select
      subject || '#' || finding_type || coalesce('#' || region, '') as resource,
      finding_type,
      subject,
      region,
      rank > 10 as is_open,
      severity,
      findings,
      assessed_at as updated_at,
      source_id,
      line,
      path
    from gravest`,
  whenEmpty: 'The exports hold no finding of GuardDuty on the account.',
  test({ finding_type, subject, region, is_open, severity, findings, updated_at }) {
    const found = `${finding_type} on ${subject}${region === null ? '' : ` in ${region}`} (${[
      severity?.toLowerCase() ?? 'severity not given',
      count(findings, 'finding'),
      ...(updated_at === null ? [] : [dayOf(updated_at)])
    ].join(', ')})`
    if (is_open === 0) return pass(`${found} is archived or a sample.`)
    if (/^(high|critical)$/i.test(severity ?? '')) return exception(`${found} is open.`)
    return isAboutIdentity(finding_type)
      ? needsReview(`${found} is open; see who looked into it.`)
      : pass(`${found} is open, and its severity is below high.`)
  }
})

/** `UnauthorizedAccess:IAMUser/…` and attack sequences on IAM (GuardDuty user guide, IAM finding types). */
function isAboutIdentity(type: string): boolean {
  return /:IAMUser\/|^AttackSequence:IAM\//.test(type)
}
