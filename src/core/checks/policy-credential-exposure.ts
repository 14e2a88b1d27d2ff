/** LP-12: whether a policy lets its holder obtain credentials of anyone or of everything. */
import { actionNumber, resourcesOf } from '../iam/actions/known-actions.ts'
import { actionsOfRisk } from '../iam/actions/sensitive-actions.ts'
import { automatedCheck, needsReview, type Verdict } from './check.ts'
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

/** Taking roles is LP-14's. */
const actions = actionsOfRisk('credentials').filter((action) => action !== 'sts:AssumeRole')

export default automatedCheck<ReachRow>({
  id: 'policy-credential-exposure',
  control: 'LP-12',
  topic: 'least-privilege',
  severity: 'high',
  scope: 'account',
  criterion: 'No policy allows obtaining credentials of every user, secret, database or instance.',
  effect:
    'The holder turns one set of permissions into the credentials of others, and their traces into those of others.',
  recommendation:
    'Name the users, secrets, databases and instances; for own credentials write arn:aws:iam::*:user/${aws:username}.',
  remediation: {
    console: policyRemediation.console('replace Resource * by the ARNs meant.'),
    cli: policyRemediation.cli,
    terraform: 'Write the ARNs into resources of the aws_iam_policy_document instead of "*".'
  },
  procedure: [
    policiesTaken,
    `Look for actions that return a password, key, token or session: ${actions.length} of them, from iam:CreateAccessKey to rds-db:connect.`,
    'Actions that work on no resource, as ecr:GetAuthorizationToken and sts:GetSessionToken, can be written with * alone; judge whether the holder needs them.',
    'For exceptions ask whose credentials the holder makes or reads in fact.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: policiesInUse(reachQuestion(actions)),
  counted: policiesInUseCounted,
  suspects: notableOrUnread,
  whenEmpty: noPolicyInUse,
  limits: [
    'The list of actions is ours; an action that returns a credential and is not on it is not seen.',
    'Permissions boundaries and service control policies are not weighed; they may leave less.'
  ],
  sources: [
    'Service Authorization Reference: Actions, resources, and condition keys',
    'IAM User Guide: Security best practices in IAM, Apply least-privilege permissions'
  ],
  test(row) {
    const broad = broadReaches(row)
    const limitable = broad.filter(({ action }) => worksOnResources(action))
    return limitable.length === 0 && broad.some(({ statement }) => isFree(statement))
      ? unlimitable(row)
      : judgeReach(
          row,
          {
            does: 'gives out credentials of',
            passes: 'give out credentials of every user, secret, database or instance',
            everything: 'everything'
          },
          limitable.length > 0 ? limitable : broad
        )
  }
})

function worksOnResources(action: string): boolean {
  const number = actionNumber(action)
  return number !== undefined && resourcesOf(number).length > 0
}

/** What cannot be written narrower is no exception by its form. */
function unlimitable(row: ReachRow): Verdict {
  const broad = broadReaches(row)
  return needsReview(
    `${nameOfPolicy(row)} gives out credentials by ${actionsInWords(broad)}, which cannot be limited to resources; judge whether the holder needs that.${heldBy(row)}`,
    decidedBy(
      row.document_id,
      broad.map(({ statement }) => statement)
    )
  )
}
