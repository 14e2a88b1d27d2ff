/** MFA-05: whether what console users do without MFA is denied, and not MFA registered alone. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import type { DecidingStatement, MemberRow, Verdict } from './check.ts'
import { passwordUnknown } from './basis/console-user.ts'
import { documentsHeldBy, documentsOfAccount, holdings, undescribedHoldings } from './basis/holding.ts'
import {
  asksForMfa,
  documentsAskingForMfa,
  mfaConditionInWords,
  mfaEffectOf,
  type MfaEffect
} from './basis/mfa-condition.ts'
import { statementPairs, type PolicyStatement } from './basis/policy-statement.ts'
import { count, list } from './basis/sentence.ts'

interface GuardStatement extends PolicyStatement {
  readonly document: number
  readonly policy: string
  readonly group: string | null
}

interface Guard extends MfaEffect {
  readonly statement: GuardStatement
}

interface Row extends MemberRow {
  readonly user_name: string
  readonly password_enabled: Flag | null
  readonly has_active_key: Flag
  /** JSON list of `GuardStatement`: what the user holds with a condition on MFA. */
  readonly guards: string
  /** Allow statements of the user without such a condition; counted where some have one. */
  readonly unguarded: number | null
  /** JSON list of names. */
  readonly unread: string
  /** Service control policies that deny under a condition on MFA, and those whose text is not there. */
  readonly asking_control_policies: number
  readonly unread_control_policies: number
}

const controlPolicies = 'organization-policies.SERVICE_CONTROL_POLICY'

export default automatedCheck<Row>({
  id: 'mfa-enforcement',
  control: 'MFA-05',
  topic: 'mfa',
  severity: 'medium',
  scope: 'account',
  criterion: 'What console users do without MFA is denied by policy.',
  effect:
    'A user with a device signs in without it wherever a key or a session does without, and nothing stops them.',
  recommendation:
    'Give every user, through a group, a Deny of all but the steps to register a device, with BoolIfExists aws:MultiFactorAuthPresent false.',
  remediation: {
    console:
      'IAM → Policies → Create policy with the Deny, then IAM → User groups → the group of all users → attach it.',
    cli: 'aws iam create-policy --policy-name require-mfa --policy-document file://POLICY.json, then aws iam attach-group-policy.',
    terraform:
      'aws_iam_policy with effect = "Deny", not_actions for the registration of devices and a BoolIfExists condition; aws_iam_group_policy_attachment.'
  },
  procedure: [
    'Take the users with a console password and what they hold with a condition on MFA: own, attached and through groups.',
    'A Deny of everything but a list, on all resources, that meets long-lived keys and sessions without MFA passes; so do permissions that ask for MFA throughout.',
    'Read the list that stays open without MFA: registering a device and changing the own password are enough.',
    'Where a service control policy asks for MFA, judge whether it reaches the account.'
  ],
  needs: [
    'credential-report',
    'account-authorization-details.users',
    'account-authorization-details.groups',
    'account-authorization-details.policies'
  ],
  wants: [controlPolicies],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'has_active_key', title: 'Active access key', type: 'boolean' }
  ],
  population: `
    with ${holdings(documentsAskingForMfa(documentsOfAccount))},
    ${undescribedHoldings()},
    guard as materialized (
      select
        reached.principal_arn,
        json_group_array(
          json_object(${statementPairs},
            'document', reached.document_id,
            'policy', reached.policy_name,
            'group', reached.group_name
          )
          order by reached.policy_name, reached.group_name, statement.n
        ) as guards,
        max(statement.effect = 'Allow') as allows
      from reached
      join policy_statement as statement on statement.document_id = reached.document_id
      where ${asksForMfa('statement')}
      group by reached.principal_arn
    ),
    control_policy as materialized (
      select
        count(*) filter (
          where exists (
            select 1
            from policy_statement as statement
            where statement.document_id = policy.document_id
              and statement.effect = 'Deny'
              and ${asksForMfa('statement')}
          )
        ) as asking,
        count(*) filter (where policy.document_id is null and policy.is_aws_managed = 0) as unread
      from org_policy as policy
      where policy.type = 'SERVICE_CONTROL_POLICY'
    )
    select
      report.arn as resource,
      report.user_name,
      report.password_enabled,
      coalesce(report.key_1_active, 0) = 1 or coalesce(report.key_2_active, 0) = 1 as has_active_key,
      coalesce(guard.guards, '[]') as guards,
      case
        when guard.allows = 1 then (
          select count(*)
          from policy_statement as statement
          where statement.document_id in (${documentsHeldBy('report.arn')})
            and statement.effect = 'Allow'
            and not ${asksForMfa('statement')}
        )
      end as unguarded,
      coalesce(undescribed.names, '[]') as unread,
      control_policy.asking as asking_control_policies,
      control_policy.unread as unread_control_policies,
      report.source_id,
      report.line,
      report.path
    from credential as report
    cross join control_policy
    left join guard on guard.principal_arn = report.arn
    left join undescribed on undescribed.principal_arn = report.arn
    where report.account_id = :account and report.is_root = 0 and coalesce(report.password_enabled, 1) = 1`,
  whenEmpty: 'No user has a console password.',
  limits: [
    'Whether the policies of a user can be changed by the user is not weighed here.',
    'Which accounts a service control policy reaches is shown under Organization.',
    'Policies of resources that ask for MFA are not weighed.'
  ],
  sources: [
    'IAM User Guide: Allows MFA-authenticated IAM users to manage their own credentials on the Security credentials page',
    'IAM User Guide: AWS global condition context keys, aws:MultiFactorAuthPresent'
  ],
  test(row, { coverageOf }) {
    const { user_name } = row
    if (row.password_enabled === null) return passwordUnknown(user_name)
    const guards = (JSON.parse(row.guards) as GuardStatement[]).flatMap((statement) => {
      const effect = mfaEffectOf(statement)
      return effect && !effect.isInverted ? [{ statement, ...effect }] : []
    })
    const denials = guards.filter(({ statement }) => statement.effect === 'Deny')
    return (
      judgeDenials(row, denials) ??
      judgePermissions(row, guards) ??
      judgeAbsence(row, coverageOf(controlPolicies) === 'complete')
    )
  }
})

/** Null where no denial asks for MFA. */
function judgeDenials({ user_name, has_active_key }: Row, denials: readonly Guard[]): Verdict | null {
  const whole = denials.filter(({ statement }) => deniesAllBut(statement))
  const holding = whole.filter(({ gaps }) => gaps.length === 0)
  const free = holding.find(({ otherKeys }) => otherKeys.length === 0)
  if (free) return pass(`What user ${user_name} does without MFA is denied by ${sourceOf(free)}.`, by([free]))
  const [narrowed] = holding
  if (narrowed)
    return needsReview(
      `What user ${user_name} does without MFA is denied by ${sourceOf(narrowed)} under further conditions, on ${list(narrowed.otherKeys)}; judge what they leave.`,
      by([narrowed])
    )
  const [wrong] = whole
  if (wrong) {
    const sentence = `User ${user_name}: ${sourceOf(wrong)} denies with ${mfaConditionInWords(wrong.statement)}`
    if (wrong.gaps.includes('session'))
      return exception(`${sentence}, which does not meet sessions without MFA.`, by([wrong]))
    return has_active_key === 1
      ? exception(
          `${sentence}, which does not meet the user's active access key; write BoolIfExists.`,
          by([wrong])
        )
      : needsReview(
          `${sentence}, which meets sessions but would not meet an access key; the user has no active one.`,
          by([wrong])
        )
  }
  const [partial] = denials
  return partial
    ? needsReview(
        `User ${user_name}: ${sourceOf(partial)} denies without MFA only ${list(partial.statement.actions)}; judge whether that is enough.`,
        by(denials)
      )
    : null
}

/** Null where no permission asks for MFA. */
function judgePermissions({ user_name, unguarded }: Row, guards: readonly Guard[]): Verdict | null {
  const allows = guards.filter(({ statement, gaps }) => statement.effect === 'Allow' && gaps.length === 0)
  if (allows.length === 0) return null
  return unguarded === 0
    ? pass(`Every permission of user ${user_name} asks for MFA.`, by(allows))
    : needsReview(
        `User ${user_name}: ${count(allows.length, 'permission')} asking for MFA and ${unguarded ?? 0} that do not; judge what is open without it.`,
        by(allows)
      )
}

function judgeAbsence(row: Row, areControlPoliciesKnown: boolean): Verdict {
  const { user_name, asking_control_policies, unread_control_policies } = row
  const unread = JSON.parse(row.unread) as string[]
  if (unread.length > 0)
    return needsReview(
      `User ${user_name} holds ${list(unread)}, which the export does not describe; nothing else denies what is done without MFA.`
    )
  if (asking_control_policies > 0)
    return needsReview(
      `No policy of user ${user_name} denies what is done without MFA; ${count(asking_control_policies, 'service control policy does', 'service control policies do')} so, judge whether it reaches the account.`
    )
  return areControlPoliciesKnown && unread_control_policies === 0
    ? exception(`No policy of user ${user_name} denies what is done without MFA.`)
    : needsReview(
        `No policy of user ${user_name} denies what is done without MFA; whether a service control policy does is not in the files.`
      )
}

/** Everything, or everything but a list, on every resource. */
function deniesAllBut({
  uses_not_action,
  covers_all_actions,
  covers_all_resources
}: PolicyStatement): boolean {
  return covers_all_resources === 1 && (uses_not_action === 1 || covers_all_actions === 1)
}

function sourceOf({ statement }: Guard): string {
  return `policy ${statement.policy}${statement.group === null ? '' : ` of group ${statement.group}`}`
}

function by(guards: readonly Guard[]): readonly DecidingStatement[] {
  return guards.map(({ statement }) => ({ document: statement.document, statement: statement.n }))
}
