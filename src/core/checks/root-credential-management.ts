/** ROOT-06: whether the organization manages the root credentials of its members, and whether members still have any. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { isActiveAccount, organization } from './basis/organization.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly organization_id: string
  readonly credentials_management: Flag
  readonly root_sessions: Flag
  readonly members: number
  /** JSON list of member accounts whose root user has a password or an access key. */
  readonly with_credentials: string
  readonly with_credentials_count: number
  /** Members of which no export says. */
  readonly unseen: number
}

export default automatedCheck<Row>({
  id: 'root-credential-management',
  control: 'ROOT-06',
  topic: 'root',
  severity: 'high',
  scope: 'organization',
  criterion: 'Root credentials of member accounts are managed centrally, and members have none left.',
  effect:
    'Every member account keeps a root password that someone must guard, and each is a way past all policies.',
  recommendation:
    'Enable central management of root credentials and root sessions, then delete password, keys and MFA of the root user in each member account.',
  remediation: {
    console:
      'IAM of the management account → Root access management → Enable, then delete the root credentials of each member account there.',
    cli: 'aws iam enable-organizations-root-credentials-management and aws iam enable-organizations-root-sessions; then aws sts assume-root with the task policy IAMDeleteRootUserCredentials for each member.',
    terraform:
      'aws_iam_organizations_features with enabled_features = ["RootCredentialsManagement", "RootSessions"].'
  },
  procedure: [
    'Read the enabled features from the management account or the delegated administrator.',
    'Look in the credential report or account summary of each member for a root password or key.',
    'The root user of the management account keeps its credentials; test its custody with ROOT-08.'
  ],
  limits: [
    'Members of which neither a credential report nor an account summary was received are named, and not judged.',
    'The features are seen from the management account or a delegated administrator only.'
  ],
  sources: [
    'IAM User Guide: Centralize root access for member accounts',
    'IAM API Reference: ListOrganizationsFeatures'
  ],
  needs: ['organization', 'organization-features'],
  wants: ['organization-accounts', 'credential-report', 'account-summary'],
  parameters: [],
  columns: [
    { key: 'organization_id', title: 'Organization', type: 'text' },
    { key: 'credentials_management', title: 'Credentials managed', type: 'boolean' },
    { key: 'root_sessions', title: 'Root sessions', type: 'boolean' },
    { key: 'members', title: 'Active members', type: 'integer' },
    { key: 'with_credentials_count', title: 'Members with root credentials', type: 'integer' },
    { key: 'unseen', title: 'Members without evidence', type: 'integer' }
  ],
  population: `
    with ${organization},
    member as (
      select
        account.id,
        max(
          coalesce(report.password_enabled, 0),
          coalesce(report.key_1_active, 0),
          coalesce(report.key_2_active, 0),
          coalesce(
            (
              select max(value)
              from account_summary
              where account_id = account.id and name in ('AccountPasswordPresent', 'AccountAccessKeysPresent')
            ),
            0
          )
        ) > 0 as has_credentials,
        report.password_enabled is not null
          or exists (
            select 1 from account_summary
            where account_id = account.id and name = 'AccountPasswordPresent'
          ) as is_seen
      from org_account as account
      cross join organization
      left join credential as report
        on report.account_id = account.id
        and report.arn = 'arn:' || organization.partition || ':iam::' || account.id || ':root'
      where ${isActiveAccount} and account.id <> organization.management_id
    )
    select
      organization.arn as resource,
      organization.id as organization_id,
      exists (
        select 1 from org_feature where feature = 'RootCredentialsManagement'
      ) as credentials_management,
      exists (select 1 from org_feature where feature = 'RootSessions') as root_sessions,
      (select count(*) from member) as members,
      (
        select json_group_array(id order by id) from member where has_credentials
      ) as with_credentials,
      (select count(*) from member where has_credentials) as with_credentials_count,
      (select count(*) from member where not is_seen and not has_credentials) as unseen,
      organization.source_id,
      organization.line,
      organization.path
    from organization
    where organization.partition <> 'aws-us-gov'`,
  whenEmpty:
    'The root users of AWS GovCloud cannot sign in; test the organization of the linked commercial accounts.',
  test(row, { coverageOf }) {
    const { organization_id, members, unseen } = row
    if (row.credentials_management === 0 && coverageOf('organization-features') !== 'complete')
      return needsReview(`The list of features of organization ${organization_id} is incomplete.`)
    if (row.credentials_management === 0)
      return exception(
        `Organization ${organization_id} does not manage root credentials centrally (RootCredentialsManagement).`
      )
    const open = [
      ...(row.with_credentials_count > 0
        ? [`root credentials are left in ${list(JSON.parse(row.with_credentials) as string[])}`]
        : []),
      ...(row.root_sessions === 0 ? ['root sessions are not enabled'] : []),
      ...(unseen > 0
        ? [`for ${unseen} of ${count(members, 'member')} no export says whether root credentials are left`]
        : [])
    ]
    return open.length === 0
      ? pass(
          `Organization ${organization_id} manages root credentials centrally, and none is left in ${count(members, 'member')}.`
        )
      : needsReview(`Organization ${organization_id} manages root credentials centrally, but ${list(open)}.`)
  }
})
