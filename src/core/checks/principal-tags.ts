/** TAG-01: whether users and roles say by a tag whose they are. */
import { nameOfArn } from '../iam/arn.ts'
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { isOwnRole } from './basis/role.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly kind: 'user' | 'role'
  /** JSON list of the keys, in their order. */
  readonly keys: string
  /** 1 where some user or role of the account has a tag. */
  readonly has_tags: Flag
}

/** Words by which clients say who answers for something; a house list, as AWS fixes no key. */
const ownerWords =
  /owner|team|contact|responsible|custodian|maintainer|steward|department|cost-?_?cent(?:er|re)/i

export default automatedCheck<Row>({
  id: 'principal-tags',
  control: 'TAG-01',
  topic: 'abac',
  severity: 'low',
  scope: 'account',
  criterion: 'Every user and role has a tag that says whose it is.',
  effect: 'Nobody can be asked about a user or role that has no owner, so it is never removed.',
  recommendation:
    'Agree on the keys every user and role must have, an owner among them, and enforce them by a tag policy or in the pipeline.',
  remediation: {
    console: 'IAM → the user or role → Tags → Manage tags.',
    cli: 'aws iam tag-user or aws iam tag-role with --tags Key=owner,Value=TEAM.',
    terraform: 'Set default_tags of the provider, or tags of aws_iam_user and aws_iam_role.'
  },
  procedure: [
    'Obtain the list of tags the client requires, and compare it with the keys shown.',
    'Users and roles without any tag, or without one whose key tells of an owner, are for judgement.',
    'Where no user and no role has a tag ask whether the export leaves tags out.'
  ],
  limits: [
    'Which keys the client requires is not known to the test; it looks for keys that tell of an owner, a team or a cost centre.',
    'Whether the value of a tag is right is not looked at.'
  ],
  sources: [
    'IAM User Guide: Tags for AWS Identity and Access Management resources',
    'AWS whitepaper: Best Practices for Tagging AWS Resources'
  ],
  needs: ['account-authorization-details.users', 'account-authorization-details.roles'],
  parameters: [],
  columns: [
    { key: 'kind', title: 'Kind', type: 'text' },
    { key: 'tag_count', title: 'Tags', type: 'integer' },
    { key: 'keys', title: 'Keys', type: 'text' }
  ],
  population: `
    with principal as (
      select arn, 'user' as kind, source_id, line, path from iam_user where account_id = :account
      union all
      select arn, 'role', source_id, line, path from iam_role where account_id = :account and ${isOwnRole}
    )
    select tagged.*, json_array_length(tagged.keys) as tag_count
    from (
      select
        principal.arn as resource,
        principal.kind,
        (
          select json_group_array(key order by key)
          from principal_tag
          where account_id = :account and principal_arn = principal.arn
        ) as keys,
        (select count(*) from (select 1 from principal_tag where account_id = :account limit 1)) as has_tags,
        principal.source_id,
        principal.line,
        principal.path
      from principal
    ) as tagged`,
  whenEmpty: 'The account has no user and no role of its own.',
  test({ resource, kind, keys, has_tags }) {
    const subject = `${kind === 'user' ? 'User' : 'Role'} ${nameOfArn(resource)}`
    const found = JSON.parse(keys) as readonly string[]
    if (found.length === 0)
      return needsReview(
        has_tags === 0
          ? `${subject} has no tag in the export, as no user and no role of the account has.`
          : `${subject} has no tag.`
      )
    const telling = found.filter((key) => ownerWords.test(key))
    return telling.length > 0
      ? pass(`${subject} says whose it is by ${list(telling)}.`)
      : needsReview(`${subject} has no tag that tells of an owner; its tags are ${list(found)}.`)
  }
})
