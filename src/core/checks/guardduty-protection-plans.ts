/** GD-03: whether GuardDuty watches more than the logs it always watches. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  leavesRegionsOut,
  otherRegions,
  regionalMembers,
  regionName,
  type RegionRow
} from './basis/region.ts'
import { list } from './basis/sentence.ts'

interface Row extends RegionRow {
  readonly status: string | null
  /** JSON, status by name of the feature; null where only the list of detectors was exported. */
  readonly features: string | null
}

interface Plan {
  readonly title: string
  /** Any of these does: features were merged and renamed. */
  readonly features: readonly string[]
}

/** Features of a detector (GuardDuty API reference, `DetectorFeatureConfigurationResult`) that Prowler and Security Hub ask for. */
const plans: readonly Plan[] = [
  { title: 'S3', features: ['S3_DATA_EVENTS'] },
  { title: 'EKS audit logs', features: ['EKS_AUDIT_LOGS'] },
  { title: 'runtime monitoring', features: ['RUNTIME_MONITORING', 'EKS_RUNTIME_MONITORING'] },
  { title: 'malware on EC2', features: ['EBS_MALWARE_PROTECTION'] },
  { title: 'RDS sign-ins', features: ['RDS_LOGIN_EVENTS'] },
  { title: 'Lambda network logs', features: ['LAMBDA_NETWORK_LOGS'] }
]

export default automatedCheck<Row>({
  id: 'guardduty-protection-plans',
  control: 'GD-03',
  topic: 'detection',
  severity: 'medium',
  scope: 'account',
  criterion: 'The protection plans of GuardDuty for S3, EKS, runtime, malware, RDS and Lambda are on.',
  effect: 'Attacks on data and workloads leave no trace in the logs that GuardDuty always reads.',
  recommendation:
    'Turn the plans on for every service in use, and say which are off because nothing runs there.',
  remediation: {
    console: 'GuardDuty → Protection plans → the plan → Enable, for all accounts of the organization.',
    cli: 'aws guardduty update-detector --detector-id ID --features file://FEATURES.json.',
    terraform: 'AWS Secure Baseline has no input for it; aws_guardduty_detector_feature for each plan.'
  },
  procedure: [
    'Read Features in the details of each detector that is on.',
    'For a plan that is off see whether the service is used in the region at all.',
    'A plan that the export does not list is unknown to the AWS CLI that made it, or not offered in the region.'
  ],
  limits: [
    'Whether the account uses the service that a plan watches is not known.',
    'A plan that the AWS CLI of the client did not know is missing from the answer.'
  ],
  sources: ['GuardDuty API Reference: DetectorFeatureConfigurationResult'],
  needs: ['guardduty-detectors'],
  parameters: [],
  columns: [
    { key: 'region', title: 'Region', type: 'text' },
    { key: 'status', title: 'Status', type: 'text' }
  ],
  population: `
    with ${regionalMembers(['guardduty-detectors'], ['guardduty_detector'])}
    select
      :account || '/' || case region when '' then 'region not named' else region end
        || '#' || case id when '' then 'detector' else id end as resource,
      region,
      status,
      features,
      '[]' as seen,
      '[]' as enabled,
      source_id,
      line,
      path
    from guardduty_detector
    where account_id = :account and (status is null or status = 'ENABLED')
    union all
    select resource, region, null, null, seen, enabled, source_id, line, path
    from member
    where ${leavesRegionsOut}`,
  whenEmpty: 'GuardDuty is on in no region of the account.',
  test(row, { account }) {
    const { region, features } = row
    if (region === null) return otherRegions(row, account, 'aws guardduty list-detectors')
    const detector = `GuardDuty of ${account} in ${regionName(region)}`
    if (features === null)
      return needsReview(`${detector}: no export describes the detector; ask for aws guardduty get-detector.`)
    const found = JSON.parse(features) as Readonly<Record<string, unknown>>
    const off = plans.filter((plan) => stateOf(plan, found) === 'off')
    if (off.length > 0) return exception(`${detector} does not watch ${list(off.map(({ title }) => title))}.`)
    const unknown = plans.filter((plan) => stateOf(plan, found) === 'unknown')
    return unknown.length > 0
      ? needsReview(
          `${detector}: the export does not say whether it watches ${list(unknown.map(({ title }) => title))}.`
        )
      : pass(`${detector} has all ${plans.length} protection plans on.`)
  }
})

function stateOf({ features }: Plan, found: Readonly<Record<string, unknown>>): 'on' | 'off' | 'unknown' {
  const states = features.filter((name) => Object.hasOwn(found, name)).map((name) => found[name])
  if (states.includes('ENABLED')) return 'on'
  return states.length === 0 ? 'unknown' : 'off'
}
