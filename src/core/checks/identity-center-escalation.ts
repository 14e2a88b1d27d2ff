/** SSO-09: whether a policy lets its holder give themselves more through IAM Identity Center. */
import { statementCoversAction } from '../iam/action-pattern.ts'
import type { Flag, PrincipalKind } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { allowsEverything } from './basis/administrator.ts'
import { answered } from './basis/answered.ts'
import { nameOfInlinePolicy } from './basis/inline-policy.ts'
import { list } from './basis/sentence.ts'
import { decidedBy } from './basis/statement.ts'
import { isUnread } from './basis/unread-document.ts'

interface AllowStatement {
  readonly n: number
  readonly actions: readonly string[]
  readonly uses_not_action: Flag
  readonly everywhere: Flag
  readonly condition: unknown
}

interface Row extends MemberRow {
  readonly policy_name: string
  readonly principal_arn: string | null
  readonly principal_kind: PrincipalKind | null
  readonly document_id: number | null
  readonly document_problem: string | null
  readonly is_administrator: Flag
  /** JSON list of `AllowStatement`. */
  readonly statements: string
  /** 1 where the account is the management account or owns the instance. */
  readonly owns_instance: Flag
  /** 1 where an instance or the organization's trusted services show that IAM Identity Center is there. */
  readonly is_in_use: Flag
  /** 1 where it administers IAM Identity Center for the organization. */
  readonly is_delegated: Flag
  /** 1 where an export names the management account and says which services this account administers. */
  readonly is_placed: Flag
}

/**
 * Each suffices by itself for whoever already has some permission set: it widens the set, adds an assignment or adds a member to the
 * group that has one (Service Authorization Reference, IAM Identity Center and its directory).
 */
const escalations = [
  'sso:AttachManagedPolicyToPermissionSet',
  'sso:AttachCustomerManagedPolicyReferenceToPermissionSet',
  'sso:PutInlinePolicyToPermissionSet',
  'sso:CreateAccountAssignment',
  'identitystore:CreateGroupMembership'
] as const

const documentColumns = `
      (select problem from policy_document where id = policy.document_id) as document_problem,
      ${allowsEverything('policy.document_id')} as is_administrator,
      (
        select json_group_array(
          json_object(
            'n', n,
            'actions', json(actions),
            'uses_not_action', uses_not_action,
            'everywhere', covers_all_resources,
            'condition', json(condition)
          )
          order by n
        )
        from policy_statement
        where document_id = policy.document_id and effect = 'Allow'
      ) as statements`

export default automatedCheck<Row>({
  id: 'identity-center-escalation',
  control: 'SSO-09',
  topic: 'identity-center',
  severity: 'high',
  scope: 'account',
  criterion:
    'Only administrators may change permission sets, assignments and group members of IAM Identity Center.',
  effect: 'The holder assigns themselves an administrator permission set in any account of the organization.',
  recommendation:
    'Take these actions out of policies of ordinary work, and leave them to the administrators of IAM Identity Center.',
  remediation: {
    console:
      'IAM → Policies → the policy → Edit: remove the actions; for a permission set edit its inline policy.',
    cli: 'aws iam create-policy-version --policy-arn ARN --policy-document file://POLICY.json --set-as-default; aws sso-admin put-inline-policy-to-permission-set for a permission set.',
    terraform: 'Remove the actions from aws_iam_policy_document.'
  },
  procedure: [
    'Take customer managed policies by their default version and inline policies, those of permission sets among them.',
    'The actions work in the management account and where IAM Identity Center is administered; elsewhere they reach nothing.',
    'Policies that allow everything are tested elsewhere. Boundaries and denials are not weighed here: look at them before concluding.'
  ],
  limits: [
    'The directory behind an external identity provider can give group members too, and is not in the files.',
    'Denials, permissions boundaries and service control policies are not weighed: what is allowed may be denied elsewhere.'
  ],
  sources: [
    'Service Authorization Reference: Actions, resources, and condition keys for AWS IAM Identity Center',
    'IAM Identity Center User Guide: Delegated administration'
  ],
  needs: [
    'account-authorization-details.policies',
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  wants: [
    'organization',
    'delegated-administrators',
    'delegated-services',
    'sso-instances',
    'organization-service-access'
  ],
  parameters: [],
  columns: [
    { key: 'policy_name', title: 'Policy', type: 'text' },
    { key: 'principal_arn', title: 'Inline policy of', type: 'text' },
    { key: 'owns_instance', title: 'Account keeps Identity Center', type: 'boolean' }
  ],
  population: `
    with ${answered('services_answered', 'delegated-services', "''")},
    ${answered('administrators_answered', 'delegated-administrators', "''")},
    place_of_account as materialized (
      select
        exists (select 1 from org_organization where account_id = :account)
          or exists (select 1 from sso_instance where account_id = :account) as owns_instance,
        exists (select 1 from sso_instance)
          or exists (select 1 from org_service_access where service = 'sso.amazonaws.com') as is_in_use,
        exists (
          select 1 from org_delegated_service where id = :account and service = 'sso.amazonaws.com'
        ) as is_delegated,
        exists (select 1 from org_organization where account_id <> '')
          and (
            exists (select 1 from services_answered where part = :account)
            or (
              exists (select 1 from administrators_answered where part = '')
              and not exists (select 1 from org_delegated_administrator where id = :account)
            )
          ) as is_placed
    )
    select
      policy.*,
      ${documentColumns},
      place_of_account.owns_instance,
      place_of_account.is_in_use,
      place_of_account.is_delegated,
      place_of_account.is_placed
    from (
      select
        arn as resource, name as policy_name, null as principal_arn, null as principal_kind, document_id, source_id, line,
        path
      from iam_policy
      where account_id = :account and is_aws_managed = 0
      union all
      select
        principal_arn || '#' || name, name, principal_arn, principal_kind, document_id, source_id, line, path
      from iam_inline_policy
      where account_id = :account and principal_arn not glob '*:role/aws-service-role/*'
    ) as policy
    cross join place_of_account`,
  suspects: `member.is_administrator = 0 and (
    ${isUnread('member.document_id')}
    or exists (
      select 1
      from statement_action as action
      where action.document_id = member.document_id and action.service in ('*', 'sso', 'identitystore')
    )
    or exists (
      select 1
      from policy_statement as statement
      where statement.document_id = member.document_id and statement.uses_not_action = 1
    )
  )`,
  whenEmpty: 'The account has neither customer managed nor inline policies.',
  test(row, { account, coverageOf }) {
    const { policy_name, principal_arn, principal_kind } = row
    const subject =
      principal_arn !== null && principal_kind !== null
        ? nameOfInlinePolicy({ policy_name, principal_arn, principal_kind })
        : `Policy ${policy_name}`
    if (row.document_id === null) return needsReview(`${subject}: the export does not carry its document.`)
    if (row.is_administrator === 1) return pass(`${subject} allows everything, which other controls test.`)
    const statements = JSON.parse(row.statements) as AllowStatement[]
    const allowed = escalations.filter((action) =>
      statements.some((statement) => statementCoversAction(statement, action))
    )
    const decisive = decidedBy(
      row.document_id,
      statements.filter((statement) => allowed.some((action) => statementCoversAction(statement, action)))
    )
    if (allowed.length === 0)
      return row.document_problem === null
        ? pass(`${subject} does not let its holder change IAM Identity Center.`)
        : needsReview(`${subject}: its document could not be read as a policy (${row.document_problem}).`)

    const found = `${subject} allows ${list(allowed)}`
    if (row.is_in_use === 0 && coverageOf('organization-service-access') === 'complete')
      return pass(`${found}, which reach nothing: the organization does not use IAM Identity Center.`)
    if (row.owns_instance === 0 && row.is_delegated === 0)
      return row.is_placed === 1
        ? pass(`${found}, which reach nothing: account ${account} does not administer IAM Identity Center.`)
        : needsReview(
            `${found}; no export says whether account ${account} administers IAM Identity Center. Ask for: aws organizations list-delegated-services-for-account.`
          )
    if (row.is_in_use === 0)
      return needsReview(
        `${found} in account ${account}; no export says whether the organization uses IAM Identity Center. Ask for: aws organizations list-aws-service-access-for-organization.`,
        decisive
      )
    const isFree = allowed.some((action) =>
      statements.some(
        (statement) =>
          statement.everywhere === 1 &&
          statement.condition === null &&
          statementCoversAction(statement, action)
      )
    )
    return isFree
      ? exception(`${found} in account ${account}, from which IAM Identity Center is administered.`, decisive)
      : needsReview(
          `${found} in account ${account}, from which IAM Identity Center is administered, under a condition or on some resources; judge what that leaves.`,
          decisive
        )
  }
})
