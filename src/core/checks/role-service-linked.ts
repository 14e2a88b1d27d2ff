/** ROLE-15: which roles are linked to services of AWS; they are listed for knowledge and judged by no other check of trust. */
import { automatedCheck, needsReview, pass } from './check.ts'
import { list } from './basis/sentence.ts'
import { decidedBy } from './basis/statement.ts'
import { readTrust, roleTrustsWhere, type TrustRow } from './basis/trust.ts'

interface Row extends TrustRow {
  /** The service in the path, `ecs.amazonaws.com`. */
  readonly service: string
}

export default automatedCheck<Row>({
  id: 'role-service-linked',
  control: 'ROLE-15',
  topic: 'roles',
  severity: 'info',
  scope: 'account',
  criterion: 'Service-linked roles are listed, and each trusts services of AWS alone.',
  effect:
    'Roles that nobody of the client made are taken for mistakes, or hide which services work in the account.',
  recommendation:
    'Know which services have linked roles; delete a role through its service where the service is not used.',
  remediation: {
    console: 'IAM → Roles → filter by "service-linked": see which services they belong to.',
    cli: 'aws iam list-roles --path-prefix /aws-service-role/; aws iam delete-service-linked-role --role-name ROLE.',
    terraform: 'aws_iam_service_linked_role declares one; most are made by the services themselves.'
  },
  procedure: [
    'Take the roles whose path begins with /aws-service-role/; the name alone tells nothing.',
    'See which services they belong to, and ask for those nobody knows of.'
  ],
  limits: ['What a service does with its role is not in the exports; AWS fixes both policies of the role.'],
  sources: ['IAM User Guide: Create a service-linked role'],
  needs: ['account-authorization-details.roles'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'service', title: 'Service', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: roleTrustsWhere(
    "role.iam_path glob '/aws-service-role/*'",
    "rtrim(substr(role.iam_path, length('/aws-service-role/') + 1), '/') as service"
  ),
  whenEmpty: 'The account has no service-linked role.',
  test(row) {
    const { allows } = readTrust(row)
    const others = allows.flatMap(({ principals }) =>
      principals.filter(({ type, negated }) => type !== 'service' || negated === 1).map(({ value }) => value)
    )
    return others.length > 0
      ? needsReview(
          `Role ${row.role_name} lies where service-linked roles lie and trusts ${list(others)}; AWS makes no such role, ask where it comes from.`,
          decidedBy(row.trust_document_id, allows)
        )
      : pass(
          `Role ${row.role_name} is linked to ${row.service}; AWS keeps it and nobody can edit its policies.`
        )
  }
})
