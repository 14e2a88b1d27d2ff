/** LP-23: whether roles that can be taken from outside hold ReadOnlyAccess, which reads data and not settings alone. */
import { limitsWho } from '../iam/condition.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { isOwnRole } from './basis/role.ts'
import { decidedBy, isForAnyone, type PrincipalStatement } from './basis/statement.ts'
import {
  accounts,
  accountsTrusted,
  accountTrustsWhere,
  askForAccounts,
  ownersFor,
  type AccountTrustRow
} from './basis/trust-account.ts'
import { namedIn, readTrust } from './basis/trust.ts'

export default automatedCheck<AccountTrustRow>({
  id: 'role-read-only-access',
  control: 'LP-23',
  topic: 'least-privilege',
  severity: 'medium',
  scope: 'account',
  criterion: 'No role that can be taken from outside the organization holds ReadOnlyAccess.',
  effect:
    'ReadOnlyAccess reads contents, the objects of buckets and the rows of tables among them, so an outsider reads the data of the account.',
  recommendation:
    'Give auditors and suppliers SecurityAudit or ViewOnlyAccess, which read settings, and the few actions beside that they need.',
  remediation: {
    console:
      'IAM → Roles → the role → Permissions: remove ReadOnlyAccess and attach SecurityAudit or ViewOnlyAccess.',
    cli: 'aws iam detach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess; aws iam attach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/SecurityAudit.',
    terraform: 'Attach SecurityAudit instead of ReadOnlyAccess in the aws_iam_role_policy_attachment.'
  },
  procedure: [
    'Take the roles that hold ReadOnlyAccess and read who may take them.',
    'For an outsider ask what it reads and whether SecurityAudit or ViewOnlyAccess would do.',
    'For roles of the client see that whoever may take them may read the data too.'
  ],
  limits: [
    'Only the AWS managed policy ReadOnlyAccess is looked for; customer managed policies that read data are not.',
    'Buckets, keys and tables may still refuse the role by their own policies, and service control policies may too.'
  ],
  sources: [
    'AWS Managed Policy Reference Guide: ReadOnlyAccess',
    'IAM User Guide: AWS managed policies for job functions'
  ],
  needs: ['account-authorization-details.roles'],
  wants: ['organization-accounts'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusted', title: 'Trusts', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: accountTrustsWhere(`${isOwnRole} and exists (
      select 1
      from iam_attachment
      where account_id = role.account_id
        and principal_arn = role.arn
        and policy_arn glob 'arn:*:iam::aws:policy/ReadOnlyAccess'
    )`),
  whenEmpty: 'No role of the account but those AWS keeps holds ReadOnlyAccess.',
  test(row, context) {
    const { allows, doubt } = readTrust(row)
    const ownerOf = ownersFor(row, context)
    const by = (statements: readonly PrincipalStatement[]) => decidedBy(row.trust_document_id, statements)
    const trustedBy = (statement: PrincipalStatement, ...owners: readonly string[]) =>
      accountsTrusted(statement).filter((id) => owners.includes(ownerOf(id)))
    const found = `Role ${row.role_name} holds ReadOnlyAccess and can be taken by`

    const open = allows.filter(isForAnyone)
    const anyone = open.filter(({ condition }) => !limitsWho(condition))
    if (anyone.length > 0) return exception(`${found} any principal.`, by(anyone))
    const outside = allows.filter((statement) => trustedBy(statement, 'vendor', 'foreign').length > 0)
    if (outside.length > 0)
      return exception(
        `${found} ${accounts(outside.flatMap((statement) => trustedBy(statement, 'vendor', 'foreign')))} outside the organization.`,
        by(outside)
      )
    const unknown = allows.filter((statement) => trustedBy(statement, 'unknown').length > 0)
    if (unknown.length > 0)
      return needsReview(
        `${found} ${accounts(unknown.flatMap((statement) => trustedBy(statement, 'unknown')))}; ${askForAccounts}`,
        by(unknown)
      )
    if (open.length > 0)
      return needsReview(`${found} any principal under a condition; judge whom that lets in.`, by(open))
    const federated = allows.filter((statement) => namedIn(statement, 'federated').length > 0)
    if (federated.length > 0)
      return needsReview(
        `${found} identities of a provider; judge whether all of them belong to the client.`,
        by(federated)
      )
    if (doubt) return doubt
    return pass(
      `Role ${row.role_name} holds ReadOnlyAccess and cannot be taken from outside the organization.`
    )
  }
})
