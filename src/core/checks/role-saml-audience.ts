/** ROLE-07: whether roles for SAML sign-in accept only assertions meant for AWS sign-in. */
import { parseArn } from '../iam/arn.ts'
import { comparisonOf, failsWhereAbsent } from '../iam/condition.ts'
import { readConditions } from '../iam/statements/read-conditions.ts'
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { isOwnRole } from './basis/role.ts'
import { list } from './basis/sentence.ts'
import { decidedBy, type PrincipalStatement } from './basis/statement.ts'
import { mayTrust, namedIn, readTrust, roleTrustsWhere, type TrustRow } from './basis/trust.ts'

/**
 * Where AWS takes SAML assertions, by partition; before the host may stand a region or `*` for all of them, and behind it the id of a
 * provider that encrypts (AWS General Reference, AWS Sign-In endpoints; AWS IAM guide, SAML assertions; guides of China and GovCloud).
 */
const signInHosts: Readonly<Record<string, string>> = {
  aws: 'signin.aws.amazon.com',
  'aws-cn': 'signin.amazonaws.cn',
  'aws-us-gov': 'signin.amazonaws-us-gov.com'
}

export default automatedCheck<TrustRow>({
  id: 'role-saml-audience',
  control: 'ROLE-07',
  topic: 'roles',
  severity: 'medium',
  scope: 'account',
  criterion: 'Roles for SAML sign-in accept only assertions that were made for AWS sign-in.',
  effect:
    'An assertion that the identity provider made for another application can be used to take the role.',
  recommendation: 'Ask for SAML:aud with StringEquals and the sign-in address of AWS in the trust policy.',
  remediation: {
    console:
      'IAM → Roles → the role → Trust relationships → Edit trust policy: add a StringEquals condition on SAML:aud.',
    cli: 'aws iam update-assume-role-policy --role-name ROLE --policy-document file://TRUST.json.',
    terraform: 'Add a StringEquals condition on SAML:aud to the assume_role_policy of the aws_iam_role.'
  },
  procedure: [
    'Take the roles whose trust policy names a SAML provider; those that IAM Identity Center keeps are left out.',
    'See that SAML:aud is the sign-in address of AWS in the partition: https://signin.aws.amazon.com/saml, or with a region before it.',
    'For another address ask which application the assertions are made for.'
  ],
  limits: [
    'Which applications the identity provider makes assertions for is not in the exports.',
    'Sign-in addresses are known for the partitions aws, aws-cn and aws-us-gov; others are left for judgement.'
  ],
  sources: [
    'IAM User Guide: Configure SAML assertions for the authentication response',
    'IAM User Guide: IAM and AWS STS condition context keys',
    'AWS General Reference: AWS Sign-In endpoints and quotas'
  ],
  needs: ['account-authorization-details.roles'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusted', title: 'Trusts', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: roleTrustsWhere(
    `${isOwnRole} and ${mayTrust("(principal.type = 'federated' and principal.value glob 'arn:*:saml-provider/*')")}`
  ),
  whenEmpty: 'No role of the account but those of IAM Identity Center trusts a SAML provider.',
  test(row) {
    const { allows, denies, doubt } = readTrust(row, ['sts:AssumeRoleWithSAML'])
    const partition = parseArn(row.resource)?.partition ?? ''
    const by = (statements: readonly PrincipalStatement[]) => decidedBy(row.trust_document_id, statements)
    const federated = allows.filter((statement) =>
      namedIn(statement, 'federated').some(({ value }) => value.includes(':saml-provider/'))
    )
    const audiencesOf = ({ condition }: PrincipalStatement) =>
      readConditions(condition)
        .filter(
          (clause) => clause.key === 'saml:aud' && comparisonOf(clause) !== null && failsWhereAbsent(clause)
        )
        .flatMap(({ values }) => values)
    const role = `Role ${row.role_name}`

    const untested = federated.filter((statement) =>
      audiencesOf(statement).every((value) => /^[*?]*$/.test(value))
    )
    if (untested.length > 0)
      return denies.length > 0
        ? needsReview(
            `${role} accepts SAML assertions made for any application, and denies some; judge which that leaves.`,
            by([...untested, ...denies])
          )
        : exception(
            `${role} accepts SAML assertions made for any application: it does not ask for SAML:aud.`,
            by(untested)
          )

    const others = federated.filter(
      (statement) => !audiencesOf(statement).every((value) => isSignIn(value, partition))
    )
    if (others.length > 0)
      return needsReview(
        `${role} accepts SAML assertions made for ${list(others.flatMap(audiencesOf).filter((value) => !isSignIn(value, partition)))}, which is no sign-in address of AWS known for partition ${partition}; judge what that is.`,
        by(others)
      )
    if (doubt) return doubt
    return federated.length === 0
      ? pass(`${role} lets nobody take it with a SAML assertion.`)
      : pass(
          `${role} accepts SAML assertions made for ${list([...new Set(federated.flatMap(audiencesOf))])}.`,
          by(federated)
        )
  }
})

function isSignIn(audience: string, partition: string): boolean {
  const host = Object.hasOwn(signInHosts, partition) ? signInHosts[partition] : undefined
  if (host === undefined) return false
  const at = audience.indexOf(host)
  return (
    at >= 0 &&
    /^https:\/\/(?:(?:[a-z]{2}(?:-[a-z]+)+-\d|\*)\.)?$/.test(audience.slice(0, at)) &&
    /^\/saml(?:\/acs\/[^/*?]+)?$/.test(audience.slice(at + host.length))
  )
}
