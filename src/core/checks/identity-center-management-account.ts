/** SSO-06: who reaches the management account through IAM Identity Center. */
import { automatedCheck, needsReview, type MemberRow } from './check.ts'
import { placeOfAnswers } from './basis/answered.ts'
import { assignmentGap, assignments, gapSentence, type AssignmentGap } from './basis/assignment.ts'
import { identityCenter } from './basis/identity-center.ts'
import { organization } from './basis/organization.ts'

interface Row extends MemberRow, AssignmentGap {
  /** null for the member that stands for what was not received. */
  readonly principal_type: string | null
  readonly principal_name: string
  readonly set_name: string
}

export default automatedCheck<Row>({
  id: 'identity-center-management-account',
  control: 'SSO-06',
  topic: 'identity-center',
  severity: 'high',
  scope: 'organization',
  criterion: 'Few approved people reach the management account through IAM Identity Center.',
  effect:
    'Who acts in the management account is bound by no policy of the organization and reaches every account.',
  recommendation:
    'Assign permission sets in the management account to one small group only, kept by the administrators of that account.',
  remediation: {
    console:
      'IAM Identity Center → AWS accounts → the management account → Assigned users and groups → Remove access.',
    cli: 'aws sso-admin delete-account-assignment --instance-arn ARN --target-id ACCOUNT --target-type AWS_ACCOUNT --permission-set-arn ARN --principal-type GROUP --principal-id ID.',
    terraform: 'Remove the aws_ssoadmin_account_assignment whose target_id is the management account.'
  },
  procedure: [
    'Take the assignments in the management account, and the members of the groups assigned.',
    'Compare each with the approved list of administrators of the organization.',
    'See that administrators delegated to a member account cannot change these assignments.'
  ],
  limits: [
    'Whether the client approved an assignment is in no export.',
    'Members of a group are named only where the identity store was exported.'
  ],
  sources: [
    'IAM Identity Center User Guide: Assign user or group access to AWS accounts',
    'AWS Organizations User Guide: Best practices for the management account'
  ],
  needs: ['organization', 'account-assignments'],
  wants: ['permission-sets', 'permission-set-accounts', 'identity-users', 'identity-groups'],
  parameters: [],
  columns: [
    { key: 'set_name', title: 'Permission set', type: 'text' },
    { key: 'principal_type', title: 'Assigned to', type: 'text' },
    { key: 'principal_name', title: 'Name', type: 'text' }
  ],
  population: `
    with ${organization},
    ${assignments},
    ${assignmentGap(':account')},
    ${placeOfAnswers('place', ['account-assignments'], "''")}
    select
      assignment.resource, assignment.set_name, assignment.principal_type, assignment.principal_name,
      0 as pairs, '[]' as missing, '[]' as unplaced, 0 as sets,
      assignment.source_id, assignment.line, assignment.path
    from assignment
    join organization on organization.management_id = assignment.account_id
    union all
    select
      ${identityCenter}, '', null, '',
      gap.pairs, gap.missing, gap.unplaced, gap.sets,
      place.source_id, place.line, place.path
    from assignment_gap as gap
    cross join organization
    cross join place`,
  whenEmpty: 'No permission set is assigned in the management account.',
  test(row, { account }) {
    if (row.principal_type === null)
      return needsReview(`Of the management account ${account} not everything was seen. ${gapSentence(row)}`)
    const whom = `${row.principal_type === 'USER' ? 'user' : 'group'} ${row.principal_name}`
    return needsReview(
      `Permission set ${row.set_name} is assigned to ${whom} in the management account ${account}; see that the client approved it.`
    )
  }
})
