/** SSO-07: whether permission sets have a permissions boundary. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { answered } from './basis/answered.ts'
import { permissionSetId } from './basis/permission-set.ts'

interface Row extends MemberRow {
  readonly set_name: string
  readonly boundary: string | null
  readonly is_answered: Flag
}

export default automatedCheck<Row>({
  id: 'permission-set-boundaries',
  control: 'SSO-07',
  topic: 'identity-center',
  severity: 'low',
  scope: 'organization',
  criterion: 'Permission sets have a permissions boundary, or the client decided that they need none.',
  effect: 'A policy added to the set by mistake works at once in every account it reaches.',
  recommendation:
    'Set a boundary on permission sets whose policies teams change themselves, and note why others have none.',
  remediation: {
    console: 'IAM Identity Center → Permission sets → the set → Permissions → Permissions boundary.',
    cli: 'aws sso-admin put-permissions-boundary-to-permission-set --instance-arn ARN --permission-set-arn ARN --permissions-boundary ManagedPolicyArn=ARN.',
    terraform: 'aws_ssoadmin_permissions_boundary_attachment for the aws_ssoadmin_permission_set.'
  },
  procedure: [
    'Take the boundary of each permission set; AWS answers ResourceNotFoundException where there is none.',
    'For sets without one ask who may change their policies and what else limits them.'
  ],
  limits: [
    'What the boundary allows is not weighed.',
    'Service control policies may limit the same; ORG-05 looks at those.'
  ],
  sources: [
    'IAM Identity Center User Guide: Manage AWS accounts with permission sets',
    'IAM User Guide: Permissions boundaries for IAM entities'
  ],
  needs: ['permission-sets', 'permission-set-policies'],
  parameters: [],
  columns: [
    { key: 'set_name', title: 'Permission set', type: 'text' },
    { key: 'boundary', title: 'Permissions boundary', type: 'text' },
    { key: 'is_answered', title: 'Answer received', type: 'boolean' }
  ],
  population: `
    with ${answered('policies_answered', 'permission-set-policies', "''")},
    boundary as materialized (
      select ${permissionSetId('permission_set_arn')} as set_id, min(name) as name
      from permission_set_policy
      where kind = 'boundary' and permission_set_arn <> ''
      group by set_id
    )
    select
      permission_set.arn as resource,
      coalesce(permission_set.name, ${permissionSetId('permission_set.arn')}) as set_name,
      boundary.name as boundary,
      'boundary of ' || ${permissionSetId('permission_set.arn')} in (select part from policies_answered) as is_answered,
      permission_set.source_id,
      permission_set.line,
      permission_set.path
    from permission_set
    left join boundary on boundary.set_id = ${permissionSetId('permission_set.arn')}`,
  whenEmpty: 'IAM Identity Center has no permission set.',
  test({ resource, set_name, boundary, is_answered }) {
    if (boundary !== null) return pass(`Permission set ${set_name} has the permissions boundary ${boundary}.`)
    return is_answered === 1
      ? needsReview(`Permission set ${set_name} has no permissions boundary; judge whether it needs one.`)
      : needsReview(
          `Permission set ${set_name}: its boundary was not received; ask for: aws sso-admin get-permissions-boundary-for-permission-set --permission-set-arn ${resource}.`
        )
  }
})
