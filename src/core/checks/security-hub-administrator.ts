/** SH-02: whether one account administers Security Hub for the whole organization. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  administratorsOf,
  delegationColumns,
  delegationOf,
  withoutAdministrator,
  type DelegationRow
} from './basis/delegation.ts'
import { regionName } from './basis/region.ts'
import { list } from './basis/sentence.ts'

interface Row extends DelegationRow {
  /** JSON list of `Enrolment`: what the administrators answered, by region. */
  readonly enrolments: string
}

interface Enrolment {
  readonly region: string
  readonly takes_new: Flag | null
}

export default automatedCheck<Row>({
  id: 'security-hub-administrator',
  control: 'SH-02',
  topic: 'detection',
  severity: 'high',
  scope: 'organization',
  criterion:
    'An account other than the management account administers Security Hub, and new accounts are taken in by themselves.',
  effect: 'Accounts that nobody thought of are not checked, and no one place shows the state of all.',
  recommendation:
    'Make the account of the security team the delegated administrator of Security Hub, with central configuration for all accounts and regions.',
  remediation: {
    console:
      'Security Hub of the management account → Settings → General → Delegated administrator; in that account Configuration → Central configuration.',
    cli: 'aws securityhub enable-organization-admin-account --admin-account-id ACCOUNT_ID; then, from that account, aws securityhub update-organization-configuration --auto-enable.',
    terraform:
      'The securityhub-baseline module of AWS Secure Baseline with member_accounts, or aws_securityhub_organization_admin_account and aws_securityhub_organization_configuration with auto_enable = true.'
  },
  procedure: [
    'Take the delegated administrators of the organization and the services of each: securityhub.amazonaws.com must be among them.',
    'Take describe-organization-configuration of that account in each region: AutoEnable is true, or central configuration is in use.',
    'Compare the accounts of the organization with the members that the administrator sees.'
  ],
  limits: [
    'With central configuration the policies that enrol accounts are not read: a person sees them in the console.',
    'Regions of which no answer was received are not judged.'
  ],
  sources: [
    'AWS Security Hub User Guide: Managing Security Hub for multiple accounts with AWS Organizations'
  ],
  needs: ['organization', 'delegated-administrators'],
  wants: ['delegated-services', 'service-enrolment'],
  parameters: [],
  columns: [
    { key: 'organization_id', title: 'Organization', type: 'text' },
    { key: 'delegated', title: 'Delegated administrators', type: 'integer' }
  ],
  population: `
    with ${delegationOf('securityhub.amazonaws.com')}
    select
      ${delegationColumns},
      (
        select json_group_array(json_object('region', region, 'takes_new', takes_new) order by region)
        from service_enrolment
        where service = 'securityhub'
          and account_id in (select value from json_each(delegation.administrators))
      ) as enrolments
    from delegation`,
  whenEmpty: 'The account manages no organization.',
  test(row, { coverageOf }) {
    const administrators = administratorsOf(row)
    if (administrators.length === 0)
      return withoutAdministrator(row, 'Security Hub', coverageOf('delegated-administrators') === 'complete')
    const found = `${list(administrators)} administers Security Hub for organization ${row.organization_id}`
    const enrolments = JSON.parse(row.enrolments) as Enrolment[]
    if (enrolments.length === 0)
      return needsReview(
        `${found}; whether new accounts are taken in no export says. Ask for aws securityhub describe-organization-configuration.`
      )
    const regionsWhere = (state: Flag | null) =>
      list(enrolments.filter(({ takes_new }) => takes_new === state).map(({ region }) => regionName(region)))
    if (enrolments.some(({ takes_new }) => takes_new === 0))
      return exception(`${found}; new accounts are not taken in by themselves in ${regionsWhere(0)}.`)
    return enrolments.some(({ takes_new }) => takes_new === null)
      ? needsReview(
          `${found}; central configuration is in use in ${regionsWhere(null)}, see which accounts its policies take in.`
        )
      : pass(`${found}, and takes in new accounts by itself in ${regionsWhere(1)}.`)
  }
})
