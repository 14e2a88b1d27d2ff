/** GD-01: whether GuardDuty looks for threats in every region. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { otherRegions, regionalMembers, regionName, type RegionRow } from './basis/region.ts'

interface Row extends RegionRow {
  /** Detectors at work, suspended, and of unknown state. */
  readonly on: number
  readonly suspended: number
  readonly listed: number
}

export default automatedCheck<Row>({
  id: 'guardduty',
  control: 'GD-01',
  topic: 'detection',
  severity: 'high',
  scope: 'account',
  criterion: 'GuardDuty is on in every region that is enabled in the account.',
  effect:
    'Stolen keys, mining machines and calls from known bad addresses go unnoticed, first of all where nobody works.',
  recommendation:
    'Turn GuardDuty on in every region, also in those without workloads, from one account for the organization.',
  remediation: {
    console:
      'GuardDuty, in each region → Get started → Enable GuardDuty, or Settings → Re-enable GuardDuty where it is suspended.',
    cli: 'aws guardduty create-detector --enable --region REGION, or aws guardduty update-detector --detector-id ID --enable.',
    terraform:
      'The guardduty-baseline module of AWS Secure Baseline with guardduty_enabled = true and the region in target_regions, or aws_guardduty_detector.'
  },
  procedure: [
    'Take the list of detectors of each enabled region, and the details of each detector: Status must be ENABLED.',
    'An empty list is the answer that GuardDuty is off there; a region without a list is not answered.',
    'Where a service control policy denies a region altogether, see the policy and conclude by hand.'
  ],
  limits: [
    'That it is on does not show that anybody reads its findings; GD-04 looks at those.',
    'Regions and accounts that no export speaks of are named, and not judged.'
  ],
  sources: [
    'Amazon GuardDuty User Guide: Getting started with GuardDuty',
    'GuardDuty API Reference: GetDetector'
  ],
  needs: ['guardduty-detectors'],
  parameters: [],
  columns: [
    { key: 'region', title: 'Region', type: 'text' },
    { key: 'on', title: 'Detectors on', type: 'integer' },
    { key: 'suspended', title: 'Suspended', type: 'integer' }
  ],
  population: `
    with ${regionalMembers(['guardduty-detectors'], ['guardduty_detector'])},
    detector as (
      select
        region,
        sum(status = 'ENABLED') as enabled,
        sum(status <> 'ENABLED') as suspended,
        sum(status is null) as listed
      from guardduty_detector
      where account_id = :account
      group by region
    )
    select
      member.resource,
      member.region,
      member.seen,
      member.enabled,
      coalesce(detector.enabled, 0) as "on",
      coalesce(detector.suspended, 0) as suspended,
      coalesce(detector.listed, 0) as listed,
      member.source_id,
      member.line,
      member.path
    from member
    left join detector on detector.region = member.region`,
  whenEmpty: 'No export of GuardDuty speaks of any region.',
  test(row, { account }) {
    if (row.region === null) return otherRegions(row, account, 'aws guardduty list-detectors')
    const where = regionName(row.region)
    if (row.on > 0) return pass(`GuardDuty of ${account} is on in ${where}.`)
    if (row.listed > 0)
      return needsReview(
        `GuardDuty of ${account} has a detector in ${where}, and no export says whether it is on; ask for aws guardduty get-detector.`
      )
    return row.suspended > 0
      ? exception(`GuardDuty of ${account} is suspended in ${where}.`)
      : exception(`GuardDuty of ${account} is off in ${where}.`)
  }
})
