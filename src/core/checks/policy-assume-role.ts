/** LP-14: whether a policy lets its holder take any role anywhere. */
import { automatedCheck, needsReview } from './check.ts'
import {
  heldBy,
  nameOfPolicy,
  noPolicyInUse,
  policiesInUse,
  policiesTaken,
  policyColumns,
  policyNeeds,
  policyRemediation,
  notableOrUnread,
  policiesInUseCounted
} from './basis/policy-in-use.ts'
import { isFree } from './basis/policy-statement.ts'
import {
  actionsInWords,
  broadReaches,
  judgeReach,
  reachQuestion,
  type ReachRow
} from './basis/sensitive-reach.ts'
import { decidedBy } from './basis/statement.ts'

export default automatedCheck<ReachRow>({
  id: 'policy-assume-role',
  control: 'LP-14',
  topic: 'least-privilege',
  severity: 'high',
  scope: 'account',
  criterion: 'No policy allows taking every role (sts:AssumeRole).',
  effect:
    'The holder takes each role whose trust policy leaves the choice to its account, in this account and in others.',
  recommendation: 'Name the roles, with their accounts, or a path that holds those meant.',
  remediation: {
    console: policyRemediation.console('replace Resource * of sts:AssumeRole by the ARNs of the roles.'),
    cli: policyRemediation.cli,
    terraform: 'Write the arn of each aws_iam_role into resources of the aws_iam_policy_document.'
  },
  procedure: [
    policiesTaken,
    'Look for sts:AssumeRole on all roles of all accounts, also as sts:*, sts:Assume* or by NotAction.',
    'All roles of one account are for judgement: see which of them trust the whole account.',
    'A denial of all roles but a list in the same policy, or met by every holder, counts.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: policiesInUse(reachQuestion(['sts:AssumeRole'])),
  counted: policiesInUseCounted,
  suspects: notableOrUnread,
  whenEmpty: noPolicyInUse,
  limits: [
    'Trust policies decide with; a role that trusts named principals alone is not taken by such a statement.',
    'Permissions boundaries and service control policies are not weighed; they may leave less.'
  ],
  sources: [
    'IAM User Guide: Grant a user permissions to switch roles',
    'IAM User Guide: Security best practices in IAM, Apply least-privilege permissions'
  ],
  test(row) {
    const broad = broadReaches(row)
    const ofAccount = broad.filter(({ statement }) => isFree(statement))
    if (ofAccount.length > 0 && ofAccount.every(({ reach }) => reach === 'account'))
      return needsReview(
        `${nameOfPolicy(row)} allows taking every role of an account it names: ${actionsInWords(ofAccount)}; judge which of them trust the whole account.${heldBy(row)}`,
        decidedBy(
          row.document_id,
          ofAccount.map(({ statement }) => statement)
        )
      )
    return judgeReach(
      row,
      { does: 'allows taking', passes: 'allow taking every role', everything: 'every role' },
      broad
    )
  }
})
