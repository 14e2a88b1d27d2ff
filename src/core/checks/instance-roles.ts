/** UNU-10: whether roles for EC2 instances can reach an instance at all. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { count } from './basis/sentence.ts'
import { isOwnRole } from './basis/role.ts'

interface Row extends MemberRow {
  readonly role_name: string
  readonly instance_profiles: number
  readonly last_used_at: number | null
}

export default automatedCheck<Row>({
  id: 'instance-roles',
  control: 'UNU-10',
  topic: 'tidy',
  severity: 'low',
  scope: 'account',
  criterion: 'Every role that trusts EC2 has an instance profile through which an instance can take it.',
  effect: 'A role that no instance can take is left over, with its permissions.',
  recommendation: 'Delete the role, or add the instance profile that it lacks.',
  remediation: {
    console:
      'IAM → Roles → the role: a role without instance profile shows none under Summary; delete it, or make it again for EC2.',
    cli: 'aws iam list-instance-profiles-for-role --role-name ROLE; aws iam create-instance-profile and aws iam add-role-to-instance-profile, or aws iam delete-role.',
    terraform: 'Declare aws_iam_instance_profile for the role, or remove aws_iam_role.'
  },
  procedure: [
    'Take the roles whose trust policy names EC2.',
    'Ask for aws ec2 describe-instances to see which instance profiles are in use.',
    'Judge whether a role without instance profile is left over; other services may take it too.'
  ],
  limits: [
    'Whether an instance uses the profile is not weighed here; ROLE-10 looks at the instances.',
    'Another service the role trusts may take it without a profile.'
  ],
  sources: ['IAM User Guide: Use instance profiles', 'IAM API Reference: GetAccountAuthorizationDetails'],
  needs: ['account-authorization-details.roles'],
  parameters: [],
  columns: [
    { key: 'role_name', title: 'Role', type: 'text' },
    { key: 'instance_profiles', title: 'Instance profiles', type: 'integer' },
    { key: 'last_used_at', title: 'Last used', type: 'time' }
  ],
  population: `
    select
      arn as resource,
      name as role_name,
      instance_profiles,
      trust_document_id,
      last_used_at,
      source_id,
      line,
      path
    from iam_role
    where account_id = :account
      and ${isOwnRole}
      and exists (
        select 1
        from statement_principal
        where document_id = trust_document_id
          and type = 'service'
          and negated = 0
          and value in ('ec2.amazonaws.com', 'ec2.amazonaws.com.cn')
      )`,
  whenEmpty: 'No role trusts EC2.',
  test({ role_name, instance_profiles }) {
    return instance_profiles > 0
      ? pass(`Role ${role_name} has ${count(instance_profiles, 'instance profile')}.`)
      : needsReview(
          `Role ${role_name} trusts EC2 and has no instance profile; judge whether anything takes it.`
        )
  }
})
