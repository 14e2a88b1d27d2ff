/** ROLE-01: whether a role can be taken by anyone. */
import { readTrustCondition } from '../iam/condition.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { list } from './basis/sentence.ts'
import { decidedBy, isForAnyone } from './basis/statement.ts'
import { readTrust, roleTrusts, type TrustRow, mayName } from './basis/trust.ts'

export default automatedCheck<TrustRow>({
  id: 'role-trust-public',
  control: 'ROLE-01',
  topic: 'roles',
  severity: 'critical',
  scope: 'account',
  criterion: 'No role can be taken by just any principal.',
  effect: 'Anyone with an AWS account of their own can take the role and use its permissions.',
  recommendation:
    'Name the accounts, roles or services that may take the role; where many accounts must, limit them to the organization.',
  remediation: {
    console:
      'IAM → Roles → the role → Trust relationships → Edit trust policy: replace the principal * by the ARNs that need the role.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json.',
    terraform: 'Set the principals of assume_role_policy to ARNs, or add a condition on aws:PrincipalOrgID.'
  },
  procedure: [
    'Take the trust policies of all roles: principal * in any form, and Allow with NotPrincipal.',
    'For a role open under a condition judge whether the condition keeps strangers out; an external id alone is a shared secret.',
    'For an open role look in CloudTrail who took it.'
  ],
  limits: [
    'Whether anybody took the role is in CloudTrail, not in the policy.',
    'A condition on an external id or a tag keeps strangers out only as long as its value is secret or controlled.'
  ],
  sources: [
    'IAM User Guide: AWS JSON policy elements: Principal',
    'IAM User Guide: Access to AWS accounts owned by third parties'
  ],
  needs: ['account-authorization-details.roles'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusted', title: 'Trusts', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: roleTrusts,
  suspects: mayName("(principal.type = 'any' or principal.negated = 1)"),
  whenEmpty: 'The account has no role.',
  test(row) {
    const { allows, denies, doubt } = readTrust(row)
    const open = allows.filter(isForAnyone)
    if (open.length === 0) return doubt ?? pass(`Role ${row.role_name} names who may take it.`)

    const conditions = open.map(({ condition }) => readTrustCondition(condition))
    const idle = [...new Set(conditions.flatMap((condition) => condition.idle))]
    if (conditions.every(({ limiting }) => limiting.length > 0)) {
      const limiting = [...new Set(conditions.flatMap((condition) => condition.limiting))]
      return needsReview(
        `Role ${row.role_name} trusts any principal under a condition on ${list(limiting)}; judge whom that lets in.`,
        decidedBy(row.trust_document_id, open)
      )
    }
    if (denies.length > 0)
      return needsReview(
        `Role ${row.role_name} trusts any principal, and its trust policy also denies some; judge whom that leaves.`,
        decidedBy(row.trust_document_id, [...open, ...denies])
      )
    return exception(
      idle.length === 0
        ? `Role ${row.role_name} can be taken by any principal of any account.`
        : `Role ${row.role_name} can be taken by any principal of any account; its condition on ${list(idle)} limits nobody.`,
      decidedBy(row.trust_document_id, open)
    )
  }
})
