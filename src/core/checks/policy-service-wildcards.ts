/** LP-06: whether a policy allows every action of a service. */
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

interface WildStatement extends PolicyStatement {
  readonly wild: readonly {
    readonly pattern: string
    /** '*' for a pattern over all services. */
    readonly service: string
    /** Whether its resources amount to all of the service. */
    readonly everywhere: 0 | 1
  }[]
}

interface Row extends PolicyRow {
  /** JSON list of `WildStatement`. */
  readonly statements: string
}

const wildStatements = `(
        select json_group_array(json(told) order by n)
        from (
          select
            statement.n,
            json_object(${statementPairs},
            'wild', json_group_array(
              json_object(
                'pattern', written.pattern,
                'service', written.service,
                'everywhere', statement.covers_all_resources = 1 or exists (
                  select 1
                  from statement_grant
                  where document_id = written.document_id
                    and n = written.n
                    and service = written.service
                    and everywhere > 0
                )
              )
            )
            ) as told
          from statement_action as written
          join policy_statement as statement
            on statement.document_id = written.document_id and statement.n = written.n
          where written.document_id = policy.document_id
            and written.form in ('service', 'every')
            and statement.uses_not_action = 0
          group by statement.n
        )
      )`

export default automatedCheck<Row>({
  id: 'policy-service-wildcards',
  control: 'LP-06',
  topic: 'least-privilege',
  severity: 'medium',
  scope: 'account',
  criterion: 'No policy allows every action of a service on every resource (s3:*).',
  effect:
    'The holder may delete, open and reconfigure where reading was meant, and gets each action AWS adds later.',
  recommendation:
    'Replace the wildcard by the actions the work uses, found with last access or policy generation.',
  remediation: {
    console: policyRemediation.console('replace service:* by the actions that are used.'),
    cli: policyRemediation.cli,
    terraform: 'Write the actions into the aws_iam_policy_document instead of "service:*".'
  },
  procedure: [
    policiesTaken,
    'Look for patterns that amount to a whole service: s3:*, S3:**, and for * on some resources.',
    'A whole service on some resources, or under a condition, is for judgement: one bucket of its own may well be meant.',
    'For exceptions begin with iam, sts, organizations, kms, s3, secretsmanager and sso.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: policiesInUse({
    notable: `exists (
          select 1
          from statement_action
          where document_id = document.document_id and form in ('service', 'every')
        )`,
    columns: { statements: wildStatements }
  }),
  counted: policiesInUseCounted,
  suspects: notableOrUnread,
  whenEmpty: noPolicyInUse,
  limits: [
    'Lists of narrower patterns that together amount to a service are not put together.',
    'Permissions boundaries and service control policies are not weighed; they may leave less.'
  ],
  sources: [
    'AWS Security Hub User Guide: IAM controls, IAM.21',
    'IAM User Guide: Security best practices in IAM, Apply least-privilege permissions'
  ],
  test(row) {
    const missing = withoutDocument(row)
    if (missing) return missing
    const statements = JSON.parse(row.statements) as WildStatement[]
    const denied = new Set(
      statements
        .filter(
          (statement) =>
            statement.effect === 'Deny' && isFree(statement) && statement.covers_all_resources === 1
        )
        .flatMap(({ wild }) => wild.map(({ service }) => service))
    )
    const wild = statements
      .filter((statement) => statement.effect === 'Allow' && !allowsAll(statement))
      .flatMap((statement) => statement.wild.map((pattern) => ({ ...pattern, statement })))
      .filter(({ service }) => !denied.has(service) && !denied.has('*'))
    const open = wild.filter(({ everywhere, statement }) => everywhere === 1 && isFree(statement))
    const found = open.length > 0 ? open : wild
    if (found.length === 0)
      return (
        unreadDocument(row) ??
        pass(
          statements.some(allowsAll)
            ? `${nameOfPolicy(row)} allows every action on every resource, which LP-01 and LP-03 test.`
            : `${nameOfPolicy(row)} allows every action of no service.`
        )
      )
    const deciding = found.map(({ statement }) => statement)
    const by = decidedBy(row.document_id, deciding)
    const patterns = `${list([...new Set(found.map(({ pattern }) => pattern))])} (${numbersOf(deciding)})`
    if (open.length > 0)
      return exception(`${nameOfPolicy(row)} allows ${patterns} on every resource.${heldBy(row)}`, by)
    const keys = conditionKeys(deciding)
    return needsReview(
      keys === ''
        ? `${nameOfPolicy(row)} allows ${patterns} on some resources; judge whether all actions are meant.${heldBy(row)}`
        : `${nameOfPolicy(row)} allows ${patterns} under conditions on ${keys}; judge what they leave.${heldBy(row)}`,
      by
    )
  }
})
