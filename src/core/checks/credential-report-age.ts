/** DQ-01: whether the credential report was fresh when it was handed over, and as old as the authorization details. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { dayOf, days, daysBetween } from './basis/age.ts'
import { isWhole, standingAnswers } from './basis/answer.ts'

interface Row extends MemberRow {
  /** When AWS made the report, or the manifest says it was asked for; null where neither tells. */
  readonly generated_at: number | null
  readonly received_at: number
  /** The latest moment the authorization details tell of. */
  readonly details_at: number | null
}

/** A report is kept by AWS for four hours; one older by so much was not made for the review. */
const mostDays = 7

export default automatedCheck<Row>({
  id: 'credential-report-age',
  control: 'DQ-01',
  topic: 'inputs',
  severity: 'info',
  scope: 'account',
  criterion: 'The credential report was made when the exports were collected.',
  effect: 'Users and keys made after the report are not tested, and those deleted since are.',
  recommendation:
    'Ask for a new report together with the other exports, by the command, whose answer holds the time.',
  remediation: {
    console:
      'The console hands out a report of the last four hours and does not write the time into it; use the command.',
    cli: 'aws iam generate-credential-report, then aws iam get-credential-report --output json.',
    terraform: 'Nothing to change; this concerns the exports.'
  },
  procedure: [
    'Compare the time the report was made with the day it was received, and with the latest moment in the authorization details.',
    'Four hours are normal: AWS hands out the same report that long.',
    'For an old report ask for a new one, or say in the conclusion which day is tested.'
  ],
  limits: [
    'Whether the report lies in the window of the period is proved with its source (C7).',
    'Without a time in the report its age is not known; last uses in it tell only that it is not older.'
  ],
  sources: ['IAM User Guide: Generate credential reports for your AWS account'],
  needs: ['credential-report'],
  wants: ['account-authorization-details.users'],
  parameters: ['exportSpreadHours'],
  columns: [
    { key: 'generated_at', title: 'Made', type: 'time' },
    { key: 'received_at', title: 'Received', type: 'time' },
    { key: 'details_at', title: 'Latest in the authorization details', type: 'time' }
  ],
  population: `
    with report as (
      select
        source.id,
        max(coalesce(
          source.generated_at,
          (
            select max(started_at)
            from collection_call
            where sha256 = (select sha256 from object where id = source.object_id)
          )
        )) as generated_at,
        max(source.received_at) as received_at
      from ${standingAnswers}
      where source.kind = 'credential-report' and coverage.account_id = :account
      group by source.id
      having ${isWhole}
    )
    select
      :account as resource,
      report.generated_at,
      cast(strftime('%s', report.received_at) as integer) as received_at,
      (
        select max(source.latest_at)
        from ${standingAnswers}
        where source.kind = 'account-authorization-details' and coverage.account_id = :account
      ) as details_at,
      report.id as source_id,
      1 as line,
      null as path
    from report`,
  whenEmpty: 'No credential report was received whole.',
  test({ generated_at, received_at, details_at }, { account, parameters }) {
    const subject = `The credential report of ${account}`
    if (generated_at === null)
      return needsReview(`${subject} does not say when it was made; ask for it as the answer of the command.`)
    const age = daysBetween(generated_at, received_at)
    if (age > mostDays)
      return needsReview(
        `${subject} was made on ${dayOf(generated_at)}, ${days(age)} before it was received on ${dayOf(received_at)}.`
      )
    const behind = details_at === null ? 0 : (details_at - generated_at) / 3600
    if (behind > parameters.exportSpreadHours)
      return needsReview(
        `${subject} was made on ${dayOf(generated_at)}; the authorization details tell of ${Math.floor(behind)} hours later.`
      )
    return pass(`${subject} was made on ${dayOf(generated_at)}, ${days(age)} before it was received.`)
  }
})
