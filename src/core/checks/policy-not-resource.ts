/** LP-08: whether a policy allows actions on everything but the resources it lists. */
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
  conditionKeys,
  isFree,
  numbersOf,
  statementsWhere,
  type PolicyStatement
} from './basis/policy-statement.ts'
import { list } from './basis/sentence.ts'
import { decidedBy } from './basis/statement.ts'

interface Row extends PolicyRow {
  /** JSON list of `PolicyStatement`. */
  readonly statements: string
}

export default automatedCheck<Row>({
  id: 'policy-not-resource',
  control: 'LP-08',
  topic: 'least-privilege',
  severity: 'medium',
  scope: 'account',
  criterion: 'No policy allows actions on every resource but a list (Allow with NotResource).',
  effect: 'Every resource the list forgot is open to the holder, and so is each one made later.',
  recommendation: 'Write the resources that are needed; use NotResource in Deny statements only.',
  remediation: {
    console: policyRemediation.console('replace NotResource by Resource with the ARNs needed.'),
    cli: policyRemediation.cli,
    terraform: 'Replace not_resources by resources in aws_iam_policy_document.'
  },
  procedure: [
    policiesTaken,
    'For each statement with Allow and NotResource see which actions it allows, and what the list leaves out.',
    'Statements under a condition are for judgement.',
    'Ask why a list of allowed resources does not do.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: policiesInUse({
    notable: `exists (
          select 1
          from policy_statement
          where document_id = document.document_id and uses_not_resource = 1 and effect = 'Allow'
        )`,
    columns: { statements: statementsWhere("statement.effect = 'Allow' and statement.uses_not_resource = 1") }
  }),
  counted: policiesInUseCounted,
  suspects: notableOrUnread,
  whenEmpty: noPolicyInUse,
  limits: ['Permissions boundaries and service control policies are not weighed; they may leave less.'],
  sources: ['IAM User Guide: IAM JSON policy elements: NotResource'],
  test(row) {
    const missing = withoutDocument(row)
    if (missing) return missing
    const statements = JSON.parse(row.statements) as PolicyStatement[]
    const free = statements.filter(isFree)
    const found = free.length > 0 ? free : statements
    if (found.length === 0)
      return unreadDocument(row) ?? pass(`${nameOfPolicy(row)} has no Allow with NotResource.`)
    const by = decidedBy(row.document_id, found)
    const sentence = `${nameOfPolicy(row)} allows ${found.map(sentenceOf).join(', and ')} (${numbersOf(found)})`
    return free.length > 0
      ? exception(`${sentence}.${heldBy(row)}`, by)
      : needsReview(
          `${sentence}, under conditions on ${conditionKeys(found)}; judge what they leave.${heldBy(row)}`,
          by
        )
  }
})

function sentenceOf({ actions, uses_not_action, resources }: PolicyStatement): string {
  const what = uses_not_action === 1 ? `every action but ${list(actions)}` : list(actions)
  return `${what} on every resource but ${list(resources)}`
}
