/** MFA-06: whether conditions on MFA do what they are written for. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import {
  asksForMfa,
  documentAsksForMfa,
  mfaConditionInWords,
  mfaEffectOf,
  type MfaEffect
} from './basis/mfa-condition.ts'
import {
  nameOfPolicy,
  policiesInUse,
  policyColumns,
  policyNeeds,
  policyRemediation,
  withoutDocument,
  type PolicyRow
} from './basis/policy-in-use.ts'
import { statementsWhere, type PolicyStatement } from './basis/policy-statement.ts'
import { decidedBy } from './basis/statement.ts'

interface Row extends PolicyRow {
  /** JSON list of `PolicyStatement`: those with a condition on MFA. */
  readonly statements: string
  /** 1 for the trust policy of a role. */
  readonly is_trust: 0 | 1
}

const asking = statementsWhere(asksForMfa('statement'))

export default automatedCheck<Row>({
  id: 'mfa-conditions',
  control: 'MFA-06',
  topic: 'mfa',
  severity: 'high',
  scope: 'account',
  criterion: 'Conditions on MFA hold for long-lived keys and for sessions without MFA alike.',
  effect: 'The policy reads as if it asked for MFA, and lets by whoever calls with an access key.',
  recommendation:
    'Deny with BoolIfExists aws:MultiFactorAuthPresent false, or allow with Bool aws:MultiFactorAuthPresent true.',
  remediation: {
    console: policyRemediation.console(
      'in Deny write BoolIfExists for aws:MultiFactorAuthPresent false; in Allow write Bool for true.'
    ),
    cli: `${policyRemediation.cli} For a trust policy aws iam update-assume-role-policy.`,
    terraform:
      'Change test in the condition of aws_iam_policy_document to BoolIfExists (Deny) or Bool (Allow).'
  },
  procedure: [
    'Take the policies in use and the trust policies of roles that have a condition on aws:MultiFactorAuthPresent or aws:MultiFactorAuthAge.',
    'Ask of each statement what it does to a call with a long-lived key, to a session without MFA and to one with it.',
    'Two denials of one policy for the same actions may close the gap together.',
    'Statements meant for callers without MFA are for judgement.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: `
    select *
    from (
      select policy.*, 0 as is_trust
      from (${policiesInUse({
        notable: documentAsksForMfa('document.document_id'),
        columns: { statements: asking }
      })}) as policy
      union all
      select
        role.arn,
        role.name,
        null,
        null,
        0,
        0,
        role.trust_document_id,
        0,
        (select problem from policy_document where id = role.trust_document_id),
        '[]',
        ${statementsWhere(asksForMfa('statement'), 'role.trust_document_id')},
        role.source_id,
        role.line,
        role.path,
        1
      from iam_role as role
      where role.account_id = :account
        and (
          ${documentAsksForMfa('role.trust_document_id')}
          or exists (
            select 1 from policy_document where id = role.trust_document_id and problem is not null
          )
        )
    )
    where statements <> '[]' or document_id is null or document_problem is not null`,
  whenEmpty: 'No policy of the account has a condition on MFA.',
  limits: [
    'Other conditions of a statement are taken as met; they may narrow what it allows.',
    'Service control policies and policies of resources with such conditions are not among the members.'
  ],
  sources: [
    'IAM User Guide: AWS global condition context keys, aws:MultiFactorAuthPresent and aws:MultiFactorAuthAge',
    'IAM User Guide: IAM JSON policy elements: Condition operators'
  ],
  test(row) {
    const subject = row.is_trust === 1 ? `The trust policy of role ${row.policy_name}` : nameOfPolicy(row)
    const missing = withoutDocument(row)
    if (missing) return missing
    const read = (JSON.parse(row.statements) as PolicyStatement[]).flatMap((statement) => {
      const effect = mfaEffectOf(statement)
      return effect ? [{ statement, ...effect }] : []
    })
    const open = read.filter(
      ({ statement, gaps, isInverted }) => !isInverted && gaps.some((gap) => !isClosed(gap, statement, read))
    )
    const [first] = open
    if (first)
      return exception(
        `${subject}, statement ${first.statement.n + 1}: ${sentenceOf(first.statement, first)}.`,
        decidedBy(
          row.document_id,
          open.map(({ statement }) => statement)
        )
      )
    const inverted = read.filter(({ isInverted }) => isInverted)
    const [odd] = inverted
    if (odd)
      return needsReview(
        `${subject}, statement ${odd.statement.n + 1}: ${mfaConditionInWords(odd.statement)} ${odd.statement.effect === 'Allow' ? 'allows only callers without MFA' : 'denies callers with MFA'}; judge whether that is meant.`,
        decidedBy(
          row.document_id,
          inverted.map(({ statement }) => statement)
        )
      )
    if (row.document_problem !== null)
      return needsReview(`${subject}: it could not be read as a policy (${row.document_problem}).`)
    return pass(
      `${subject} asks for MFA of every caller it is about.`,
      decidedBy(
        row.document_id,
        read.map(({ statement }) => statement)
      )
    )
  }
})

interface ReadStatement extends MfaEffect {
  readonly statement: PolicyStatement
}

/** Whether another denial of the same actions meets the callers this one lets by. */
function isClosed(
  gap: 'key' | 'session',
  statement: PolicyStatement,
  all: readonly ReadStatement[]
): boolean {
  return (
    statement.effect === 'Deny' &&
    all.some(
      (other) =>
        other.statement.effect === 'Deny' &&
        !other.isInverted &&
        !other.gaps.includes(gap) &&
        other.otherKeys.length === 0 &&
        sayingOf(other.statement) === sayingOf(statement)
    )
  )
}

function sayingOf({ actions, uses_not_action, resources, uses_not_resource }: PolicyStatement): string {
  return JSON.stringify([[...actions].sort(), uses_not_action, [...resources].sort(), uses_not_resource])
}

function sentenceOf(statement: PolicyStatement, { gaps }: MfaEffect): string {
  const callers = {
    key: 'calls with long-lived access keys, which carry no such key',
    session: 'sessions without MFA'
  } as const
  const who = gaps.map((gap) => callers[gap]).join(' and ')
  return statement.effect === 'Allow'
    ? `${mfaConditionInWords(statement)} also allows ${who}`
    : `${mfaConditionInWords(statement)} does not deny ${who}`
}
