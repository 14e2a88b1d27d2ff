/** POL-05: whether policies are so large or so many that the next change will not fit. */
import { parameters as thresholds } from '../../shared/parameters.ts'
import { nameOfArn } from '../iam/arn.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { isOwnRole } from './basis/role.ts'
import { list } from './basis/sentence.ts'

type Kind = 'policy' | 'user' | 'group' | 'role'

interface Row extends MemberRow {
  readonly kind: Kind
  /** Characters of a managed policy, or of all inline policies of a principal, without white space. */
  readonly characters: number | null
  readonly trust_characters: number | null
  readonly attached: number | null
  readonly groups: number | null
  /** JSON object of the quotas in the account summary; empty where it was not received. */
  readonly quotas: string
}

/** Quotas of an account that has asked for nothing more (IAM User Guide: IAM and AWS STS quotas), as the account summary names them. */
const defaultQuotas = {
  PolicySizeQuota: 6144,
  UserPolicySizeQuota: 2048,
  GroupPolicySizeQuota: 5120,
  RolePolicySizeQuota: 10_240,
  AssumeRolePolicySizeQuota: 2048,
  AttachedPoliciesPerUserQuota: 10,
  AttachedPoliciesPerGroupQuota: 10,
  AttachedPoliciesPerRoleQuota: 10,
  GroupsPerUserQuota: 10
} as const
type Quota = keyof typeof defaultQuotas

const sizeOf: Readonly<Record<Kind, Quota>> = {
  policy: 'PolicySizeQuota',
  user: 'UserPolicySizeQuota',
  group: 'GroupPolicySizeQuota',
  role: 'RolePolicySizeQuota'
}
const attachmentsOf: Readonly<Record<Kind, Quota | null>> = {
  policy: null,
  user: 'AttachedPoliciesPerUserQuota',
  group: 'AttachedPoliciesPerGroupQuota',
  role: 'AttachedPoliciesPerRoleQuota'
}

const inlineCharacters = (arn: string) => `(
        select coalesce(sum(shape.characters), 0)
        from iam_inline_policy as inline
        join document_shape as shape on shape.document_id = inline.document_id
        where inline.account_id = :account and inline.principal_arn = ${arn}
      )`
const attachments = (arn: string) =>
  `(select count(*) from iam_attachment where account_id = :account and principal_arn = ${arn})`
const charactersOf = (document: string) =>
  `(select characters from document_shape where document_id = ${document})`
const quotas = `(
        select json_group_object(name, value)
        from account_summary
        where account_id = :account and name in (${Object.keys(defaultQuotas)
          .map((name) => `'${name}'`)
          .join(', ')})
      ) as quotas`

/** SQL: whether a number is near the default at the lowest threshold an auditor may set. */
function mayBeClose(column: string, quota: Quota): string {
  return `${column} * 100 >= ${defaultQuotas[quota] * thresholds.quotaPercent.minimum}`
}

export default automatedCheck<Row>({
  id: 'policy-quotas',
  control: 'POL-05',
  topic: 'managed',
  severity: 'info',
  scope: 'account',
  criterion: 'Policies keep a distance from the quotas of AWS.',
  effect:
    'The next permission does not fit, and under time pressure a wildcard takes the place of many actions.',
  recommendation:
    'Split large policies by task, move inline policies into managed ones, and attach them through groups and roles.',
  remediation: {
    console:
      'IAM → the policy or principal → Permissions; Service Quotas → AWS Identity and Access Management shows the quotas in force.',
    cli: 'aws service-quotas list-service-quotas --service-code iam --region us-east-1.',
    terraform: 'Split aws_iam_policy_document into several policies.'
  },
  procedure: [
    'Count characters without white space, as AWS does: a managed policy, all inline policies of a principal, a trust policy.',
    'Count policies attached to a principal, and groups of a user.',
    'The quotas are those of the account summary; without it the defaults of AWS are compared with.'
  ],
  limits: [
    'Without the account summary a quota AWS has raised for the account is not known.',
    'Versions of a policy are counted by UNU-13.'
  ],
  sources: ['IAM User Guide: IAM and AWS STS quotas'],
  needs: [
    'account-authorization-details.policies',
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  wants: ['account-summary'],
  parameters: ['quotaPercent'],
  columns: [
    { key: 'kind', title: 'Kind', type: 'text' },
    { key: 'characters', title: 'Characters', type: 'integer' },
    { key: 'trust_characters', title: 'Characters of the trust policy', type: 'integer' },
    { key: 'attached', title: 'Attached policies', type: 'integer' },
    { key: 'groups', title: 'Groups', type: 'integer' }
  ],
  population: `
    select
      counted.*,
      ${quotas}
    from (
    select
      arn as resource,
      'policy' as kind,
      ${charactersOf('iam_policy.document_id')} as characters,
      null as trust_characters,
      null as attached,
      null as groups,
      source_id,
      line,
      path
    from iam_policy
    where account_id = :account and is_aws_managed = 0
    union all
    select
      arn, 'user', ${inlineCharacters('iam_user.arn')}, null, ${attachments('iam_user.arn')},
      (select count(*) from iam_membership where account_id = :account and user_arn = iam_user.arn),
      source_id, line, path
    from iam_user
    where account_id = :account
    union all
    select
      arn, 'group', ${inlineCharacters('iam_group.arn')}, null, ${attachments('iam_group.arn')}, null, source_id, line, path
    from iam_group
    where account_id = :account
    union all
    select
      arn, 'role', ${inlineCharacters('iam_role.arn')}, ${charactersOf('iam_role.trust_document_id')},
      ${attachments('iam_role.arn')}, null, source_id, line, path
    from iam_role
    where account_id = :account and ${isOwnRole}
    ) as counted`,
  counted: `
    select source_id from iam_policy where account_id = :account and is_aws_managed = 0
    union all
    select source_id from iam_user where account_id = :account
    union all
    select source_id from iam_group where account_id = :account
    union all
    select source_id from iam_role where account_id = :account and ${isOwnRole}`,
  suspects: `(kind = 'policy' and characters is null)
    or ${Object.entries(sizeOf)
      .map(([kind, quota]) => `(kind = '${kind}' and ${mayBeClose('characters', quota)})`)
      .join(' or ')}
    or ${mayBeClose('trust_characters', 'AssumeRolePolicySizeQuota')}
    or ${mayBeClose('attached', 'AttachedPoliciesPerUserQuota')}
    or ${mayBeClose('groups', 'GroupsPerUserQuota')}`,
  whenEmpty: 'The account has no policy, user, group or role of its own.',
  test(row, { parameters }) {
    const { resource, kind } = row
    const subject = `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${nameOfArn(resource)}`
    if (kind === 'policy' && row.characters === null)
      return needsReview(`${subject}: the export does not carry its document.`)
    const isClose = ({ n, quota }: Counted) => n * 100 >= quota * parameters.quotaPercent
    // AWS only ever raises a quota: what is far from the default is far from any.
    const close = countedIn(row, defaultQuotas).some(isClose)
      ? countedIn(row, quotasInForce(row))
          .filter(isClose)
          .map(({ n, quota, noun }) => `${n} of ${quota} ${noun}`)
      : []
    return close.length === 0
      ? pass(`${subject} is below ${parameters.quotaPercent} percent of every quota.`)
      : needsReview(`${subject} has ${list(close)}.`)
  }
})

interface Counted {
  readonly n: number
  readonly quota: number
  readonly noun: string
}

function quotasInForce({ quotas }: Row): Readonly<Record<Quota, number>> {
  return { ...defaultQuotas, ...(JSON.parse(quotas) as Partial<Record<Quota, number>>) }
}

function countedIn(
  { kind, characters, trust_characters, attached, groups }: Row,
  inForce: Readonly<Record<Quota, number>>
): readonly Counted[] {
  const counts: readonly (readonly [number | null, Quota | null, string])[] = [
    [characters, sizeOf[kind], kind === 'policy' ? 'characters' : 'characters of inline policies'],
    [trust_characters, 'AssumeRolePolicySizeQuota', 'characters of its trust policy'],
    [attached, attachmentsOf[kind], 'attached policies'],
    [groups, 'GroupsPerUserQuota', 'groups']
  ]
  return counts.flatMap(([n, quota, noun]) =>
    n === null || quota === null ? [] : [{ n, quota: inForce[quota], noun }]
  )
}
