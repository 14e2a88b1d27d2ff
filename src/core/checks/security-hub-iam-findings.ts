/** SH-03: what the controls of Security Hub on IAM say, beside the checks of this review. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { dayOf } from './basis/age.ts'

interface Row extends MemberRow {
  readonly check_id: string
  readonly title: string
  readonly subject: string
  readonly status: 'pass' | 'fail' | 'review' | 'suppressed'
  readonly said: string
  readonly assessed_at: number | null
}

export default automatedCheck<Row>({
  id: 'security-hub-iam-findings',
  control: 'SH-03',
  topic: 'detection',
  severity: 'info',
  scope: 'account',
  criterion: 'Security Hub reports no failed control on IAM that this review does not explain.',
  effect: 'Two sources that contradict each other leave open which of them the client should believe.',
  recommendation: 'Explain each difference between Security Hub and this review, and correct what it shows.',
  remediation: {
    console: 'Security Hub → Controls → filter IAM → the control → Remediation instructions.',
    cli: 'aws securityhub batch-update-findings --finding-identifiers file://IDS.json --workflow Status=RESOLVED, once it is dealt with.',
    terraform:
      'Findings are no matter of Terraform; securityhub_enable_aws_foundational_standard = true of AWS Secure Baseline turns the controls on.'
  },
  procedure: [
    'Take the findings of Security Hub whose control is IAM.1 to IAM.28, each with the resource it names.',
    'Compare each that failed with the result of the control that asks the same; the sheet of tool results shows both side by side.',
    'For one that was suppressed ask by whom, and why.'
  ],
  limits: [
    'Findings are corroboration: no result of this review rests on them.',
    'Findings that were not received, or were deleted after 90 days, are not there to compare.'
  ],
  sources: ['AWS Security Hub User Guide: Security Hub controls for IAM'],
  needs: ['security-hub-findings'],
  parameters: [],
  columns: [
    { key: 'check_id', title: 'Control', type: 'text' },
    { key: 'title', title: 'Title', type: 'text' },
    { key: 'subject', title: 'Resource', type: 'text' },
    { key: 'said', title: 'Said', type: 'text' },
    { key: 'assessed_at', title: 'Assessed', type: 'time' }
  ],
  population: `
    with finding as (
      select
        check_id,
        title,
        coalesce(nullif(resource, ''), :account) as subject,
        status,
        said,
        assessed_at,
        case status when 'fail' then 3 when 'review' then 2 when 'suppressed' then 1 else 0 end as grade,
        source_id,
        line,
        path
      from tool_result
      where account_id = :account and tool = 'Security Hub' and check_id glob 'IAM.[0-9]*'
    )
    select
      subject || '#' || check_id as resource,
      check_id,
      title,
      subject,
      status,
      said,
      assessed_at,
      max(grade) as grade,
      source_id,
      line,
      path
    from finding
    group by subject, check_id`,
  whenEmpty: 'The findings received hold none of the controls on IAM.',
  test({ check_id, title, subject, status, said, assessed_at }) {
    const when = assessed_at === null ? '' : ` on ${dayOf(assessed_at)}`
    const found = `Security Hub said of ${subject} at ${check_id} (${title})${when}: ${said}`
    if (status === 'pass') return pass(`${found}.`)
    return status === 'suppressed'
      ? needsReview(`${found}; ask who put it aside, and why.`)
      : needsReview(`${found}; compare it with the result of this review.`)
  }
})
