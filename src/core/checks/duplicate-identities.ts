/** DQ-06: whether two users, groups, roles or policies of the export are the same. */
import { nameOfArn, parseArn } from '../iam/arn.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly kind: string
  readonly unique_id: string
  /** JSON lists of the ARNs with this id, and with this name but for case or path; null where it is the only one. */
  readonly same_id: string | null
  readonly same_name: string | null
}

const tables = [
  ['user', 'iam_user', 'user_id'],
  ['group', 'iam_group', 'group_id'],
  ['role', 'iam_role', 'role_id']
] as const

export default automatedCheck<Row>({
  id: 'duplicate-identities',
  control: 'DQ-06',
  topic: 'inputs',
  severity: 'info',
  scope: 'account',
  criterion: 'Every user, group and role stands once in the exports.',
  effect: 'Counts are wrong, and what is found of one is set down to the other.',
  recommendation: 'Take the export again in one piece, and hand it over unedited.',
  remediation: {
    console: 'Nothing to change; this concerns the exports.',
    cli: 'aws iam get-account-authorization-details --output json, without joining pages by hand.',
    terraform: 'Nothing to change; this concerns the exports.'
  },
  procedure: [
    'Compare unique ids, and names without case and path: AWS allows neither twice in an account.',
    'For two of the same see the dates: one may have been deleted and made again between two pages.'
  ],
  limits: [
    'Entries with the same ARN are united when they are read; the note of their source says how many there were.'
  ],
  sources: ['IAM User Guide: IAM identifiers', 'IAM User Guide: IAM and AWS STS quotas'],
  needs: [
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.roles'
  ],
  parameters: [],
  columns: [
    { key: 'kind', title: 'Kind', type: 'text' },
    { key: 'unique_id', title: 'Unique id', type: 'text' }
  ],
  population: `
    with identity as materialized (
      ${tables
        .map(
          ([kind, table, id]) =>
            `select '${kind}' as kind, arn, ${id} as unique_id, lower(name) as lower_name, source_id, line, path
      from ${table}
      where account_id = :account`
        )
        .join('\n      union all\n      ')}
    ),
    by_id as materialized (
      select unique_id, json_group_array(arn order by arn) as arns
      from identity
      where unique_id <> ''
      group by unique_id
      having count(*) > 1
    ),
    by_name as materialized (
      select kind, lower_name, json_group_array(arn order by arn) as arns
      from identity
      group by kind, lower_name
      having count(*) > 1
    )
    select
      identity.arn as resource,
      identity.kind,
      identity.unique_id,
      by_id.arns as same_id,
      by_name.arns as same_name,
      identity.source_id,
      identity.line,
      identity.path
    from identity
    left join by_id on by_id.unique_id = identity.unique_id
    left join by_name on by_name.kind = identity.kind and by_name.lower_name = identity.lower_name`,
  counted: tables
    .map(([, table]) => `select source_id from ${table} where account_id = :account`)
    .join(' union all '),
  suspects: "same_id <> '[]' or same_name <> '[]'",
  whenEmpty: 'The account has no user, group or role.',
  test({ resource, kind, unique_id, same_id, same_name }) {
    const subject = `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${nameOfArn(resource)}`
    const others = (arns: string) =>
      list((JSON.parse(arns) as readonly string[]).filter((arn) => arn !== resource).map(pathOf))
    if (same_id !== null)
      return needsReview(`${subject} has the unique id ${unique_id} of ${others(same_id)}.`)
    if (same_name !== null) return needsReview(`${subject} has the name of ${others(same_name)}.`)
    return pass(`${subject} stands once in the export.`)
  }
})

/** `user/division/ada` */
function pathOf(arn: string): string {
  return parseArn(arn)?.resource ?? arn
}
