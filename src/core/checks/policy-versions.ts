/** UNU-13: whether customer managed policies keep versions that are not meant to come back. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { allowsEverything } from './basis/administrator.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly policy_name: string
  readonly default_version: string
  /** JSON list of `v3`, newest first as AWS numbers them. */
  readonly versions: string
  /** JSON list of versions that are not the default and allow everything, where the default does not. */
  readonly wider_versions: string
  readonly version_count: number
}

/** IAM keeps at most so many of a policy (IAM User Guide: IAM and AWS STS quotas). */
const mostVersions = 5

export default automatedCheck<Row>({
  id: 'policy-versions',
  control: 'UNU-13',
  topic: 'tidy',
  severity: 'low',
  scope: 'account',
  criterion:
    'The newest version of each customer managed policy is its default, room is left for the next, and no old version allows everything.',
  effect:
    'Whoever may set the default version brings back what an old version allowed, and the next change fails for want of room.',
  recommendation: 'Delete the versions that are not meant to come back, and set the newest as default.',
  remediation: {
    console: 'IAM → Policies → the policy → Policy versions → Set as default, or Delete.',
    cli: 'aws iam list-policy-versions --policy-arn ARN, then aws iam set-default-policy-version or aws iam delete-policy-version --version-id VERSION.',
    terraform: 'aws_iam_policy keeps the newest version as default; import what was changed by hand.'
  },
  procedure: [
    'Take all versions of the customer managed policies, which the authorization details carry with their documents.',
    'A default that is older than another version was set back, or a newer draft was never taken into use; ask which.',
    'Old versions that allow everything weigh most: iam:SetDefaultPolicyVersion alone brings them back.'
  ],
  needs: ['account-authorization-details.policies'],
  parameters: [],
  columns: [
    { key: 'policy_name', title: 'Policy', type: 'text' },
    { key: 'version_count', title: 'Versions', type: 'integer' },
    { key: 'default_version', title: 'Default version', type: 'text' }
  ],
  population: `
    select
      policy.arn as resource,
      policy.name as policy_name,
      policy.default_version,
      (
        select json_group_array(version order by cast(substr(version, 2) as integer) desc)
        from iam_policy_version
        where account_id = policy.account_id and policy_arn = policy.arn
      ) as versions,
      (
        select json_group_array(version.version order by cast(substr(version.version, 2) as integer) desc)
        from iam_policy_version as version
        where version.account_id = policy.account_id
          and version.policy_arn = policy.arn
          and version.version <> policy.default_version
          and ${allowsEverything('version.document_id')}
          and not ${allowsEverything('policy.document_id')}
      ) as wider_versions,
      (
        select count(*)
        from iam_policy_version
        where account_id = policy.account_id and policy_arn = policy.arn
      ) as version_count,
      policy.source_id,
      policy.line,
      policy.path
    from iam_policy as policy
    where policy.account_id = :account and policy.is_aws_managed = 0`,
  whenEmpty: 'The export holds no customer managed policy.',
  limits: [
    'Old versions are compared with the default in one point: whether they allow everything.',
    'An export of policies without their versions leaves them unknown.'
  ],
  sources: ['IAM User Guide: Versioning IAM policies', 'IAM User Guide: IAM and AWS STS quotas'],
  test({ policy_name, default_version, versions, wider_versions }) {
    const [newest, ...older] = JSON.parse(versions) as string[]
    if (newest === undefined)
      return needsReview(`Policy ${policy_name}: the export does not carry its versions.`)
    const wider = JSON.parse(wider_versions) as string[]
    const notes = [
      ...(wider.length > 0
        ? [`${list(wider)} ${wider.length === 1 ? 'allows' : 'allow'} everything, which the default does not`]
        : []),
      ...(newest === default_version ? [] : [`the default is ${default_version}, the newest ${newest}`]),
      ...(older.length + 1 >= mostVersions ? [`it has ${older.length + 1} versions, the most IAM keeps`] : [])
    ]
    return notes.length > 0
      ? needsReview(`Policy ${policy_name}: ${list(notes)}.`)
      : pass(
          `Policy ${policy_name} has ${count(older.length + 1, 'version')}, and ${default_version}, the newest, is the default.`
        )
  }
})
