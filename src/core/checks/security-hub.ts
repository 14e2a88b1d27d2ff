/** SH-01: whether Security Hub checks every region against a standard. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { hasWholeAnswer } from './basis/answer.ts'
import { otherRegions, regionalMembers, regionName, type RegionRow } from './basis/region.ts'
import { list } from './basis/sentence.ts'

interface Row extends RegionRow {
  /** Of the hub of 2018, which checks against standards, and of that of 2025, which gathers findings. */
  readonly is_on: Flag
  readonly is_answered: Flag
  readonly is_on_2025: Flag
  /** JSON list of `{ arn, status }`. */
  readonly standards: string
  readonly standards_answered: Flag
  readonly standard_count: number
}

interface Standard {
  readonly arn: string
  readonly status: string
}

export default automatedCheck<Row>({
  id: 'security-hub',
  control: 'SH-01',
  topic: 'detection',
  severity: 'medium',
  scope: 'account',
  criterion:
    'Security Hub is on in every region that is enabled in the account, with a standard that is ready.',
  effect: 'Nobody is told when a setting goes wrong between two reviews.',
  recommendation:
    'Turn Security Hub on in every region with the AWS Foundational Security Best Practices standard, from one account for the organization.',
  remediation: {
    console: 'Security Hub, in each region → Go to Security Hub → Enable, then Security standards.',
    cli: 'aws securityhub enable-security-hub --enable-default-standards --region REGION.',
    terraform:
      'The securityhub-baseline module of AWS Secure Baseline with securityhub_enabled = true and securityhub_enable_aws_foundational_standard = true, or aws_securityhub_account and aws_securityhub_standards_subscription.'
  },
  procedure: [
    'Take the answer of describe-hub of each enabled region; the error InvalidAccessException is the answer that it is off.',
    'See in get-enabled-standards that a standard is READY.',
    'Where no standard is on because other products send their findings to the hub, see those and conclude by hand.'
  ],
  limits: [
    'What the standards found is not weighed here; SH-03 looks at the controls on IAM.',
    'Regions and accounts that no export speaks of are named, and not judged.'
  ],
  sources: [
    'AWS Security Hub User Guide: Enabling Security Hub',
    'Security Hub API Reference: GetEnabledStandards'
  ],
  needs: ['security-hub'],
  wants: ['security-hub-standards'],
  parameters: [],
  columns: [
    { key: 'region', title: 'Region', type: 'text' },
    { key: 'is_on', title: 'On', type: 'boolean' },
    { key: 'is_on_2025', title: 'Hub of 2025 on', type: 'boolean' },
    { key: 'standard_count', title: 'Standards', type: 'integer' }
  ],
  population: `
    with ${regionalMembers(['security-hub'], ['security_hub'])}
    select
      member.resource,
      member.region,
      member.seen,
      member.enabled,
      exists (
        select 1 from security_hub
        where account_id = :account and region = member.region and version = 1
      ) as is_on,
      ${hasWholeAnswer('security-hub', ':account', 'member.region')} as is_answered,
      exists (
        select 1 from security_hub
        where account_id = :account and region = member.region and version = 2
      ) as is_on_2025,
      (
        select json_group_array(json_object('arn', standard_arn, 'status', status) order by standard_arn)
        from security_hub_standard
        where account_id = :account and region = member.region
      ) as standards,
      ${hasWholeAnswer('security-hub-standards', ':account', 'member.region')} as standards_answered,
      (
        select count(*) from security_hub_standard
        where account_id = :account and region = member.region
      ) as standard_count,
      member.source_id,
      member.line,
      member.path
    from member`,
  whenEmpty: 'No export of Security Hub speaks of any region.',
  test(row, { account }) {
    if (row.region === null) return otherRegions(row, account, 'aws securityhub describe-hub')
    const hub = `Security Hub of ${account}`
    const where = regionName(row.region)
    if (row.is_on === 0) {
      if (row.is_on_2025 === 1)
        return needsReview(
          `${hub} is on in ${where} in its form of 2025 alone, which checks against no standard; judge what does.`
        )
      return row.is_answered === 1
        ? exception(`${hub} is off in ${where}.`)
        : needsReview(
            `${hub}: whether it is on in ${where} no export says; ask for aws securityhub describe-hub.`
          )
    }
    const standards = JSON.parse(row.standards) as Standard[]
    const ready = standards.filter(({ status }) => status === 'READY')
    if (ready.length > 0)
      return pass(`${hub} is on in ${where} and checks against ${list(ready.map(nameOf))}.`)
    if (standards.length > 0)
      return needsReview(
        `${hub} is on in ${where}, and no standard is ready: ${list(standards.map((standard) => `${nameOf(standard)} is ${standard.status.toLowerCase() || 'of unknown state'}`))}.`
      )
    return row.standards_answered === 1
      ? needsReview(`${hub} is on in ${where} without a standard; judge what findings it gathers.`)
      : needsReview(
          `${hub} is on in ${where}; no export says against which standards. Ask for aws securityhub get-enabled-standards.`
        )
  }
})

/** `arn:…:standards/cis-aws-foundations-benchmark/v/3.0.0` → "cis-aws-foundations-benchmark 3.0.0". */
function nameOf({ arn }: Standard): string {
  const [, name, version] = /(?:standards|ruleset)\/([^/]+)(?:\/v\/([^/]+))?$/.exec(arn) ?? []
  if (name === undefined) return arn
  return version === undefined ? name : `${name} ${version}`
}
