/** SSO-03: whether permission sets are assigned to groups and not to single people. */
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { placeOfAnswers } from './basis/answered.ts'
import { assignmentGap, assignments, gapSentence, type AssignmentGap } from './basis/assignment.ts'
import { identityCenter } from './basis/identity-center.ts'

interface Row extends MemberRow, AssignmentGap {
  /** null for the member that stands for what was not received. */
  readonly principal_type: string | null
  readonly principal_name: string
  readonly set_name: string
  readonly account_id: string
}

export default automatedCheck<Row>({
  id: 'identity-center-user-assignments',
  control: 'SSO-03',
  topic: 'identity-center',
  severity: 'low',
  scope: 'organization',
  criterion: "Permission sets are assigned to groups, so that access follows a person's duties.",
  effect: 'A person who changes duties keeps what was assigned to them by name.',
  recommendation:
    'Assign permission sets to groups of the directory, and take assignments to single people away.',
  remediation: {
    console:
      'IAM Identity Center → AWS accounts → the account → Assigned users and groups: assign the group, remove the user.',
    cli: 'aws sso-admin create-account-assignment --principal-type GROUP …, then aws sso-admin delete-account-assignment --principal-type USER ….',
    terraform: 'Set principal_type = "GROUP" in aws_ssoadmin_account_assignment.'
  },
  procedure: [
    'Take all assignments by account and permission set, and the names of users and groups from the identity store.',
    'For each assignment to a person ask why no group does, and who takes it away again.',
    'See that the members of the groups are reviewed.'
  ],
  limits: [
    'Who is in a group is not weighed here.',
    'Assignments that were not received are counted, and not judged.'
  ],
  sources: ['IAM Identity Center User Guide: Assign user or group access to AWS accounts'],
  needs: ['account-assignments'],
  wants: ['permission-sets', 'permission-set-accounts', 'identity-users', 'identity-groups'],
  parameters: [],
  columns: [
    { key: 'account_id', title: 'Account', type: 'text' },
    { key: 'set_name', title: 'Permission set', type: 'text' },
    { key: 'principal_type', title: 'Assigned to', type: 'text' },
    { key: 'principal_name', title: 'Name', type: 'text' }
  ],
  population: `
    with ${assignments},
    ${assignmentGap()},
    ${placeOfAnswers('place', ['account-assignments'], "''")}
    select
      resource, account_id, set_name, principal_type, principal_name,
      0 as pairs, '[]' as missing, '[]' as unplaced, 0 as sets,
      source_id, line, path
    from assignment
    union all
    select
      ${identityCenter}, '', '', null, '',
      gap.pairs, gap.missing, gap.unplaced, gap.sets,
      place.source_id, place.line, place.path
    from assignment_gap as gap
    cross join place`,
  whenEmpty: 'No permission set is assigned in any account.',
  test(row) {
    if (row.principal_type === null) return needsReview(gapSentence(row))
    const found = `Permission set ${row.set_name} is assigned in account ${row.account_id} to`
    return row.principal_type === 'USER'
      ? needsReview(`${found} user ${row.principal_name} and not to a group; judge why.`)
      : pass(`${found} group ${row.principal_name}.`)
  }
})
