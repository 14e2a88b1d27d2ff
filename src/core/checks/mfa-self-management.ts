/** MFA-08: whether a user, or who has stolen a key of theirs, can take off the MFA device without using it. */
import { statementCoversAction } from '../iam/action-pattern.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { documentsHeldBy } from './basis/holding.ts'
import { asksForMfa, mfaEffectOf } from './basis/mfa-condition.ts'
import {
  heldBy,
  holdersOfPolicy,
  nameOfPolicy,
  policiesInUse,
  policyColumns,
  policyNeeds,
  policyRemediation,
  unreadDocument,
  withoutDocument
} from './basis/policy-in-use.ts'
import {
  allowsAll,
  conditionKeys,
  isFree,
  numbersOf,
  statementPairs,
  writtenAs,
  type PolicyStatement
} from './basis/policy-statement.ts'
import {
  leftToOthers,
  statementsReaching,
  type ReachingStatement,
  type ReachRow
} from './basis/sensitive-reach.ts'
import { list } from './basis/sentence.ts'
import { decidedBy } from './basis/statement.ts'

interface MfaDenial extends PolicyStatement {
  readonly holder: string
}

interface Row extends Omit<ReachRow, 'denials'> {
  /** JSON list of `MfaDenial`: what any policy of a holder denies under a condition on MFA. */
  readonly mfa_denials: string
}

/** A device must be deactivated before it can be deleted (IAM User Guide: Deactivate an MFA device). */
const removing = 'iam:DeactivateMFADevice'
const deleting = 'iam:DeleteVirtualMFADevice'
const wanted = `('${removing}', '${deleting}')`

export default automatedCheck<Row>({
  id: 'mfa-self-management',
  control: 'MFA-08',
  topic: 'mfa',
  severity: 'high',
  scope: 'account',
  criterion: 'No user may deactivate an MFA device without having signed in with MFA.',
  effect:
    "Whoever has the user's password or key takes the device off, registers their own, and passes as the user.",
  recommendation:
    'Allow registering a device without MFA, and iam:DeactivateMFADevice only with it; the policy AWS shows for this denies it unless MFA was used.',
  remediation: {
    console: policyRemediation.console(
      'take iam:DeactivateMFADevice out of the NotAction list of the Deny, or give its Allow the condition Bool aws:MultiFactorAuthPresent true.'
    ),
    cli: policyRemediation.cli,
    terraform: 'Change the statement in aws_iam_policy_document the same way.'
  },
  procedure: [
    'Take the policies held by users and groups that allow iam:DeactivateMFADevice or iam:DeleteVirtualMFADevice.',
    'A condition that asks for MFA passes; so does a Deny without MFA that meets every holder, in this policy or another of theirs.',
    'Deleting alone is for judgement: a device must be deactivated first.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: `
    select *
    from (${policiesInUse({
      notable: `exists (
          select 1
          from statement_reach
          where document_id = document.document_id and +action in ${wanted}
        )`,
      columns: {
        reaching: statementsReaching(wanted),
        mfa_denials: `(
          select json_group_array(json_object(${statementPairs},
            'holder', holder.value
          ))
          from json_each(${holdersOfPolicy}) as holder
          cross join policy_statement as statement
          where statement.document_id in (${documentsHeldBy('holder.value')})
            and statement.effect = 'Deny'
            and ${asksForMfa('statement')}
        )`
      }
    })})
    where is_held_by_people = 1`,
  whenEmpty: 'No user or group holds a policy of the account.',
  limits: [
    'Policies held by roles alone are left out: sessions of roles are asked for MFA by the trust policy.',
    'AWS managed policies that allow this, IAMFullAccess and AdministratorAccess among them, are tested elsewhere.',
    'A denial that reaches a single user of a group is not seen for the policy of the group.'
  ],
  sources: [
    'IAM User Guide: Allows MFA-authenticated IAM users to manage their own MFA device on the Security credentials page',
    'IAM User Guide: Deactivate an MFA device'
  ],
  test(row) {
    const missing = withoutDocument(row)
    if (missing) return missing
    const statements = JSON.parse(row.reaching) as ReachingStatement[]
    const allows = statements.filter(
      (statement) => statement.effect === 'Allow' && !allowsAll(statement) && !asksForMfaAlways(statement)
    )
    const refusals = statements.filter((statement) => statement.effect === 'Deny' && isFree(statement))
    const denials = (JSON.parse(row.mfa_denials) as MfaDenial[]).filter(isWholeDenial)
    const holders = JSON.parse(row.holders) as string[]
    const isDenied = (action: string) =>
      refusals.some(({ reached }) =>
        reached.some((refused) => refused.action === action && refused.reach === 'all')
      ) ||
      (holders.length > 0 &&
        holders.length >= row.attachments &&
        holders.every((holder) =>
          denials.some((denial) => denial.holder === holder && statementCoversAction(denial, action))
        ))
    const open = [removing, deleting].filter(
      (action) => !isDenied(action) && allows.some((statement) => reaches(statement, action))
    )
    const subject = nameOfPolicy(row)
    if (open.length === 0)
      return (
        unreadDocument(row) ??
        pass(`${subject} does not let its holder take off an MFA device without MFA.${leftToOthers(row)}`)
      )
    const deciding = allows.filter((statement) => open.some((action) => reaches(statement, action)))
    const by = decidedBy(row.document_id, deciding)
    const written = writtenAs(deciding, open)
    const found = `${subject} allows ${list(open)} (${numbersOf(deciding)}${written === '' ? '' : `, written ${written}`})`
    if (!open.includes(removing))
      return needsReview(
        `${found} without MFA, but not deactivating a device, which comes first; judge whether another policy does.${heldBy(row)}`,
        by
      )
    return deciding.some(isFree)
      ? exception(`${found}, and nothing asks for MFA.${heldBy(row)}`, by)
      : needsReview(
          `${found} without MFA under conditions on ${conditionKeys(deciding)}; judge what they leave.${heldBy(row)}`,
          by
        )
  }
})

function reaches(statement: ReachingStatement, action: string): boolean {
  return statement.reached.some((reached) => reached.action === action)
}

function asksForMfaAlways(statement: PolicyStatement): boolean {
  const effect = mfaEffectOf(statement)
  return effect !== null && !effect.isInverted && effect.gaps.length === 0
}

function isWholeDenial(denial: MfaDenial): boolean {
  const effect = mfaEffectOf(denial)
  return (
    effect !== null &&
    !effect.isInverted &&
    effect.gaps.length === 0 &&
    effect.otherKeys.length === 0 &&
    denial.covers_all_resources === 1
  )
}
