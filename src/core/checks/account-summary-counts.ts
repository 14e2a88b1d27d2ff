/** DQ-02: whether the exports hold as many users, policies and other things as AWS counts in the account summary. */
import { automatedCheck, needsReview, pass, type MemberRow, type Need } from './check.ts'
import { standingAnswers } from './basis/answer.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  readonly name: string
  readonly counted: number
  /** JSON list of `{need, where, n}`: how many an export holds. */
  readonly held: string
}

interface Held {
  readonly need: Need
  readonly where: string
  readonly n: number
}

/** What AWS counts (IAM API reference: GetAccountSummary), where it stands in other exports, and how it is counted there. */
const counts: readonly (readonly [name: string, need: Need, where: string, sql: string])[] = [
  ['Users', 'account-authorization-details.users', 'authorization details', count('iam_user')],
  ['Users', 'credential-report', 'credential report', `${count('credential')} and is_root = 0`],
  ['Users', 'users-list', 'list of users', count('iam_user_listing')],
  ['Groups', 'account-authorization-details.groups', 'authorization details', count('iam_group')],
  ['Roles', 'account-authorization-details.roles', 'authorization details', count('iam_role')],
  ['Roles', 'roles-list', 'list of roles', count('iam_role_listing')],
  [
    'Policies',
    'account-authorization-details.policies',
    'authorization details',
    `${count('iam_policy')} and is_aws_managed = 0`
  ],
  ['ServerCertificates', 'server-certificates', 'list of server certificates', count('server_certificate')],
  [
    'InstanceProfiles',
    'instance-profiles',
    'list of instance profiles',
    count('instance_profile', 'distinct arn')
  ],
  [
    'AccountMFAEnabled',
    'credential-report',
    'root row of the credential report',
    `${count('credential')} and is_root = 1 and mfa_active = 1`
  ],
  [
    'AccountAccessKeysPresent',
    'credential-report',
    'root row of the credential report',
    `${count('credential')} and is_root = 1 and (key_1_active = 1 or key_2_active = 1)`
  ]
]

const byName = Map.groupBy(counts, ([name]) => name)

/** The summary says of root's keys how many there are, the report which are active. */
const flags = new Set(['AccountMFAEnabled', 'AccountAccessKeysPresent'])

export default automatedCheck<Row>({
  id: 'account-summary-counts',
  control: 'DQ-02',
  topic: 'inputs',
  severity: 'info',
  scope: 'account',
  criterion: 'The exports hold as many of everything as AWS counts in the account summary.',
  effect: 'What is missing from an export is not tested, and nothing else tells that it is missing.',
  recommendation: 'Take all exports together and complete; obtain those that differ again.',
  remediation: {
    console: 'IAM → Dashboard shows the counts of users, groups, roles and policies.',
    cli: 'aws iam get-account-summary beside aws iam get-account-authorization-details and aws iam get-credential-report.',
    terraform: 'Nothing to change; this concerns the exports.'
  },
  procedure: [
    'Compare each number of the account summary with the rows of every export that holds the same.',
    'For a difference compare the dates of the exports: something was made or deleted in between, or an export is not complete.',
    "The summary's statements on root are compared with the root row of the credential report."
  ],
  limits: [
    'Only exports that answer for the whole account are compared; numbers that no export received holds are not in the population.',
    'That numbers agree does not prove that the same users are counted; UNU-16 compares them by name.'
  ],
  sources: ['IAM API Reference: GetAccountSummary'],
  needs: ['account-summary'],
  wants: [...new Set(counts.map(([, need]) => need))],
  parameters: [],
  columns: [
    { key: 'name', title: 'Counted', type: 'text' },
    { key: 'counted', title: 'Account summary', type: 'integer' }
  ],
  population: `
    select
      summary.account_id || '#' || summary.name as resource,
      summary.name,
      summary.value as counted,
      case summary.name${[...byName]
        .map(
          ([name, held]) => `
        when '${name}' then json_array(${held
          .map(([, need, where, sql]) => `json_object('need', '${need}', 'where', '${where}', 'n', (${sql}))`)
          .join(', ')})`
        )
        .join('')}
      end as held,
      summary.source_id,
      summary.line,
      summary.path
    from account_summary as summary
    where summary.account_id = :account
      and exists (
        select 1
        from ${standingAnswers}
        where coverage.account_id = :account
          and source.kind in (
            select value
            from json_each(
              case summary.name${[...byName]
                .map(
                  ([name, held]) => `
                when '${name}' then '${JSON.stringify(held.map(([, need]) => need.split('.')[0]))}'`
                )
                .join('')}
                else '[]'
              end
            )
          )
      )`,
  whenEmpty: 'The account summary counts nothing that another export holds.',
  test({ name, counted, held }, { coverageOf }) {
    const exports = (JSON.parse(held) as readonly Held[]).filter(
      ({ need }) => coverageOf(need) === 'complete'
    )
    if (exports.length === 0)
      return needsReview(`No export that is complete holds what ${name} counts, so nothing confirms it.`)
    const told = (n: number) => (flags.has(name) ? Math.min(n, 1) : n)
    const differing = exports.filter(({ n }) => told(n) !== told(counted))
    return differing.length === 0
      ? pass(
          `${name} is ${counted} in the account summary and in ${list(exports.map(({ where }) => `the ${where}`))}.`
        )
      : needsReview(
          `${name} is ${counted} in the account summary and ${list(differing.map(({ n, where }) => `${n} in the ${where}`))}.`
        )
  }
})

function count(table: string, what = '*'): string {
  return `select count(${what}) from ${table} where account_id = :account`
}
