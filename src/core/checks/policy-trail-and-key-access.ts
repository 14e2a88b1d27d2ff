/** LP-15: whether a policy gives full access to CloudTrail or KMS. */
import { knownService } from '../iam/actions/known-actions.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  heldBy,
  nameOfPolicy,
  noPolicyInUse,
  policiesInUse,
  policiesTaken,
  policyColumns,
  policyNeeds,
  policyRemediation,
  unreadDocument,
  withoutDocument,
  type PolicyRow,
  notableOrUnread,
  policiesInUseCounted
} from './basis/policy-in-use.ts'
import {
  allowsAll,
  conditionKeys,
  isFree,
  numbersOf,
  statementPairs,
  type PolicyStatement
} from './basis/policy-statement.ts'
import { list } from './basis/sentence.ts'
import { decidedBy } from './basis/statement.ts'

interface FullStatement extends PolicyStatement {
  readonly service: 'cloudtrail' | 'kms'
  /** How many of its actions the statement reaches. */
  readonly reached: number
}

interface Row extends PolicyRow {
  /** JSON list of `FullStatement`. */
  readonly statements: string
}

const titles = { cloudtrail: 'CloudTrail', kms: 'KMS' } as const

export default automatedCheck<Row>({
  id: 'policy-trail-and-key-access',
  control: 'LP-15',
  topic: 'least-privilege',
  severity: 'medium',
  scope: 'account',
  criterion: 'No policy gives full access to CloudTrail or KMS.',
  effect:
    'The holder stops the trail that would show them, or schedules the deletion of keys and of all they encrypt.',
  recommendation:
    'Give reading of trails and use of keys; leave their administration to roles of their own, with MFA and an alarm.',
  remediation: {
    console: policyRemediation.console('replace cloudtrail:* and kms:* by the actions that are used.'),
    cli: policyRemediation.cli,
    terraform: 'Write the actions into the aws_iam_policy_document instead of "cloudtrail:*" and "kms:*".'
  },
  procedure: [
    policiesTaken,
    'Look for statements that reach all actions of CloudTrail or of KMS, as a wildcard, as a list or by NotAction.',
    'Statements on some resources or under a condition are for judgement.',
    'For exceptions ask who administers trails and keys, and who watches them.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: policiesInUse({
    notable: `exists (
          select 1
          from statement_grant
          where document_id = document.document_id and service in ('cloudtrail', 'kms')
        )`,
    columns: {
      statements: `(
        select json_group_array(json(told) order by n)
        from (
          select
            statement.n,
            json_object(${statementPairs},
            'service', given.service,
            'reached', sum(given.actions)
            ) as told
          from policy_statement as statement
          cross join statement_grant as given
            on given.document_id = statement.document_id and given.n = statement.n
          where statement.document_id = policy.document_id and given.service in ('cloudtrail', 'kms')
          group by statement.n, given.service
          having sum(given.actions = given.of_actions) = count(*)
        )
      )`
    }
  }),
  counted: policiesInUseCounted,
  suspects: notableOrUnread,
  whenEmpty: noPolicyInUse,
  limits: [
    'Several statements that together amount to full access are not put together.',
    'Key policies, permissions boundaries and service control policies are not weighed; they may leave less.'
  ],
  sources: [
    'AWS CloudTrail User Guide: Security best practices in AWS CloudTrail',
    'AWS KMS Developer Guide: Best practices for IAM policies'
  ],
  test(row) {
    const missing = withoutDocument(row)
    if (missing) return missing
    const all = (JSON.parse(row.statements) as FullStatement[]).filter(isWhole)
    const denied = new Set(
      all
        .filter(
          (statement) =>
            statement.effect === 'Deny' && isFree(statement) && statement.covers_all_resources === 1
        )
        .map(({ service }) => service)
    )
    const statements = all.filter(
      (statement) => statement.effect === 'Allow' && !allowsAll(statement) && !denied.has(statement.service)
    )
    const open = statements.filter((statement) => statement.covers_all_resources === 1 && isFree(statement))
    const found = open.length > 0 ? open : statements
    if (found.length === 0)
      return (
        unreadDocument(row) ??
        pass(
          all.some(allowsAll)
            ? `${nameOfPolicy(row)} allows every action on every resource, which LP-01 and LP-03 test.`
            : `${nameOfPolicy(row)} gives no full access to CloudTrail or KMS.`
        )
      )
    const by = decidedBy(row.document_id, found)
    const services = list([...new Set(found.map(({ service }) => titles[service]))])
    const sentence = `${nameOfPolicy(row)} gives full access to ${services} (${numbersOf(found)})`
    if (open.length > 0) return exception(`${sentence} on every resource.${heldBy(row)}`, by)
    const keys = conditionKeys(found)
    return needsReview(
      `${sentence} ${keys === '' ? 'on some resources' : `under conditions on ${keys}`}; judge what that leaves.${heldBy(row)}`,
      by
    )
  }
})

/** All actions of the service, of every access level it has. */
function isWhole({ service, reached }: FullStatement): boolean {
  const known = knownService(service)
  return known !== undefined && reached === known.end - known.first
}
