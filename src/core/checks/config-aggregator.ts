/** CFG-03: whether one account sees what AWS Config records in the whole organization. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { standingAnswers } from './basis/answer.ts'
import {
  administratorsOf,
  delegationColumns,
  delegationOf,
  withoutAdministrator,
  type DelegationRow
} from './basis/delegation.ts'
import { regionsOf } from './basis/region.ts'
import { list } from './basis/sentence.ts'

interface Row extends DelegationRow {
  /** JSON list of `Aggregator` that cover an organization. */
  readonly aggregators: string
  readonly aggregator_count: number
  /** JSON list of `{ account, region }`: where a whole list of aggregators was received. */
  readonly answered: string
}

interface Aggregator {
  readonly account: string
  readonly region: string
  readonly name: string
  readonly covers_all_regions: Flag | null
}

export default automatedCheck<Row>({
  id: 'config-aggregator',
  control: 'CFG-03',
  topic: 'detection',
  severity: 'high',
  scope: 'organization',
  criterion:
    'An account other than the management account administers AWS Config and gathers the recordings of all accounts and regions.',
  effect:
    'No one place shows what exists and what breaks a rule, and accounts that nobody asks about are forgotten.',
  recommendation:
    'Make the account of the security team the delegated administrator of AWS Config, with an aggregator of the organization over all regions.',
  remediation: {
    console:
      'AWS Config of the delegated administrator → Aggregators → Create aggregator → Add my organization, all regions.',
    cli: 'aws organizations register-delegated-administrator --service-principal config.amazonaws.com --account-id ACCOUNT_ID; then aws configservice put-configuration-aggregator --configuration-aggregator-name NAME --organization-aggregation-source RoleArn=ROLE_ARN,AllAwsRegions=true.',
    terraform:
      'The config-baseline module of AWS Secure Baseline with account_type = "master" and config_aggregator_name, or aws_config_configuration_aggregator with organization_aggregation_source.'
  },
  procedure: [
    'Take the delegated administrators of the organization and the services of each: config.amazonaws.com must be among them.',
    'Take the aggregators of that account in each region: one covers the organization and all regions.',
    'Compare the accounts that the aggregator shows with the list of accounts.'
  ],
  limits: [
    'An aggregator of single accounts is not counted as one of the organization.',
    'Regions and accounts that no export speaks of are named, and not judged.'
  ],
  sources: ['AWS Config Developer Guide: Multi-account multi-region data aggregation for AWS Config'],
  needs: ['organization', 'delegated-administrators'],
  wants: ['delegated-services', 'config-aggregators'],
  parameters: [],
  columns: [
    { key: 'organization_id', title: 'Organization', type: 'text' },
    { key: 'delegated', title: 'Delegated administrators', type: 'integer' },
    { key: 'aggregator_count', title: 'Aggregators', type: 'integer' }
  ],
  population: `
    with ${delegationOf('config.amazonaws.com', 'config-multiaccountsetup.amazonaws.com')},
    gathering as (
      select account_id, region, name, covers_all_regions
      from config_aggregator
      where covers_organization = 1
        and (
          account_id = :account
          or account_id in (select id from org_account)
          or account_id in (select id from administrator)
        )
    )
    select
      ${delegationColumns},
      (
        select json_group_array(
          json_object(
            'account', account_id,
            'region', region,
            'name', name,
            'covers_all_regions', covers_all_regions
          )
          order by account_id, region, name
        )
        from gathering
      ) as aggregators,
      (select count(*) from gathering) as aggregator_count,
      (
        select json_group_array(json_object('account', coverage.account_id, 'region', coverage.part))
        from ${standingAnswers}
        where source.kind = 'config-aggregators' and coverage.state in ('complete', 'last-page')
      ) as answered
    from delegation`,
  whenEmpty: 'The account manages no organization.',
  test(row, { coverageOf }) {
    const administrators = administratorsOf(row)
    if (administrators.length === 0)
      return withoutAdministrator(row, 'AWS Config', coverageOf('delegated-administrators') === 'complete')
    const who = list(administrators)
    const aggregators = (JSON.parse(row.aggregators) as Aggregator[]).filter(({ account }) =>
      administrators.includes(account)
    )
    const whole = aggregators.filter(({ covers_all_regions }) => covers_all_regions === 1)
    if (whole.length > 0)
      return pass(
        `${who} administers AWS Config, and aggregator ${list(whole.map(nameOf))} gathers all accounts and regions.`
      )
    const open = aggregators.filter(({ covers_all_regions }) => covers_all_regions === null)
    if (open.length > 0)
      return needsReview(
        `${who} administers AWS Config; the export does not say which regions aggregator ${list(open.map(nameOf))} gathers.`
      )
    if (aggregators.length > 0)
      return exception(
        `${who} administers AWS Config, and aggregator ${list(aggregators.map(nameOf))} gathers some regions alone.`
      )
    const answered = (JSON.parse(row.answered) as { account: string; region: string }[])
      .filter(({ account }) => administrators.includes(account))
      .map(({ region }) => region)
    const { found, missing } = regionsOf(answered, [])
    return answered.length > 0 && missing.length === 0
      ? exception(`${who} administers AWS Config without an aggregator of the organization.`)
      : needsReview(
          `${who} administers AWS Config; an aggregator of the organization is not in the exports${answered.length === 0 ? '' : `, which speak of ${found}`}. Ask for aws configservice describe-configuration-aggregators from each region of that account.`
        )
  }
})

function nameOf({ name, account, region }: Aggregator): string {
  return `${name} (${account}, ${region === '' ? 'region not named' : region})`
}
