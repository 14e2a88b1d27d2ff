/** ROLE-08: whether code on a compute service runs as administrator. */
import { automatedCheck, exception, needsReview, pass } from './check.ts'
import { isOwnRole } from './basis/role.ts'
import { count, list } from './basis/sentence.ts'
import { decidedBy } from './basis/statement.ts'
import { powerColumns, type PowerColumns } from './basis/trust-power.ts'
import { mayTrust, namedIn, readTrust, roleTrustsWhere, type TrustRow } from './basis/trust.ts'
import { isUnread } from './basis/unread-document.ts'

interface Row extends TrustRow, PowerColumns {}

/** Services that run the client's own code under a role (AWS guides of each: instance, execution, task, pod, job and build roles). */
const computeServices: ReadonlySet<string> = new Set([
  'ec2',
  'lambda',
  'edgelambda',
  'ecs-tasks',
  'pods.eks',
  'codebuild',
  'glue',
  'sagemaker',
  'tasks.apprunner',
  'emr-serverless'
])

export default automatedCheck<Row>({
  id: 'role-compute-administrator',
  control: 'ROLE-08',
  topic: 'roles',
  severity: 'high',
  scope: 'account',
  criterion: 'No role that instances, functions, containers or builds run under is an administrator.',
  effect:
    'Whoever gets code to run there, by a hole in an application or a change to a build, is administrator of the account.',
  recommendation: 'Give the workload a role with the actions it calls, on the resources it works with.',
  remediation: {
    console: 'IAM → Roles → the role → Permissions: replace the broad policy by what the workload needs.',
    cli: 'aws iam detach-role-policy --role-name ROLE --policy-arn ARN; aws iam put-role-policy --role-name ROLE --policy-name NAME --policy-document file://POLICY.json.',
    terraform: 'Narrow the policies of the aws_iam_role that the workload runs under.'
  },
  procedure: [
    'Take the roles that a compute service may take: EC2, Lambda, ECS tasks, EKS pods, CodeBuild and their kind.',
    'See whether the role may do everything, or everything in IAM, which amounts to it.',
    'For an exception ask what runs under the role, and who may change that code or start such a workload.'
  ],
  limits: [
    'Policies that let a role make itself administrator in other ways than all of IAM are judged by the checks of privilege escalation.',
    'Which instances and functions run under a role is not in the exports; a role that nothing uses counts too.',
    'Roles that pods take through the OIDC provider of their cluster are listed in FED-05.',
    'Service control policies that limit the role are not looked at.'
  ],
  sources: [
    'IAM User Guide: Create a role to delegate permissions to an AWS service',
    'IAM User Guide: Security best practices in IAM'
  ],
  needs: ['account-authorization-details.roles'],
  wants: ['account-authorization-details.policies'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'trusted', title: 'Trusts', type: 'text' },
    { key: 'is_administrator', title: 'Administrator', type: 'boolean' },
    { key: 'boundary_arn', title: 'Permissions boundary', type: 'text' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: roleTrustsWhere(
    `${isOwnRole} and ${mayTrust(`(
        principal.type = 'service'
        and principal.negated = 0
        and substr(principal.value, 1, instr(principal.value, '.amazonaws.com') - 1) in (${[...computeServices].map((service) => `'${service}'`).join(', ')})
      )`)}`,
    ...powerColumns
  ),
  suspects: `is_administrator = 1 or administers_iam = 1 or unread > 0 or ${isUnread('trust_document_id')}`,
  whenEmpty: 'No role of the account can be taken by a compute service.',
  test(row) {
    const { allows, doubt } = readTrust(row, ['sts:AssumeRole'])
    const servicesOf = allows.map((statement) =>
      namedIn(statement, 'service').filter(({ value }) =>
        computeServices.has(value.replace(/\.amazonaws\.com.*$/, ''))
      )
    )
    const by = decidedBy(
      row.trust_document_id,
      allows.filter((_, i) => (servicesOf[i] ?? []).length > 0)
    )
    const services = [...new Set(servicesOf.flat().map(({ value }) => value))]
    if (services.length === 0)
      return doubt ?? pass(`Role ${row.role_name} allows no compute service to take it.`)

    const found = `Role ${row.role_name} can be taken by ${list(services)}`
    const isBroad = row.is_administrator === 1 || row.administers_iam === 1
    if (isBroad && row.boundary_arn !== null)
      return needsReview(
        `${found} and has the policies of an administrator; judge what the permissions boundary ${row.boundary_arn} leaves of them.`,
        by
      )
    if (row.is_administrator === 1) return exception(`${found} and is an administrator.`, by)
    if (row.administers_iam === 1)
      return needsReview(
        `${found} and may do everything in IAM, so what runs under it can make itself administrator.`,
        by
      )
    if (row.unread > 0)
      return needsReview(
        `${found}; ${count(row.unread, 'policy', 'policies')} of it cannot be read in the export.`,
        by
      )
    return pass(`${found} and does not allow everything.`, by)
  }
})
