/** LP-10: whether a policy lets its holder read or copy out the data of everything there is. */
import { actionsOfRisk } from '../iam/actions/sensitive-actions.ts'
import { automatedCheck } from './check.ts'
import {
  noPolicyInUse,
  policiesInUse,
  policiesTaken,
  policyColumns,
  policyNeeds,
  policyRemediation,
  notableOrUnread,
  policiesInUseCounted
} from './basis/policy-in-use.ts'
import { judgeReach, reachQuestion, type ReachRow } from './basis/sensitive-reach.ts'

/** Decryption with every key is LP-16's. */
const actions = actionsOfRisk('data').filter((action) => !action.startsWith('kms:'))

export default automatedCheck<ReachRow>({
  id: 'policy-data-access',
  control: 'LP-10',
  topic: 'least-privilege',
  severity: 'medium',
  scope: 'account',
  criterion: 'No policy allows reading or copying out data of every resource of a kind.',
  effect:
    'Whoever holds the policy, or steals a session of its holder, reads all data of that kind there is.',
  recommendation:
    'Name the buckets, tables, secrets, parameters, queues and log groups the work needs, or limit by their tags.',
  remediation: {
    console: policyRemediation.console('replace Resource * by the ARNs of what is read.'),
    cli: policyRemediation.cli,
    terraform: 'Write the ARNs into resources of the aws_iam_policy_document instead of "*".'
  },
  procedure: [
    policiesTaken,
    `Look for actions that return, export or share data: ${actions.length} of them, from s3:GetObject and secretsmanager:GetSecretValue to rds:StartExportTask.`,
    'For exceptions ask what the holder reads in fact; last access shows the services, data events of the trail the resources.',
    'Statements under a condition are for judgement: a tag of the resource limits, a source address alone does not say what is read.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: policiesInUse(reachQuestion(actions)),
  counted: policiesInUseCounted,
  suspects: notableOrUnread,
  whenEmpty: noPolicyInUse,
  limits: [
    'The list of actions is ours and short; an action that returns data and is not on it is not seen.',
    'Permissions boundaries, service control policies and policies of the resources are not weighed; they may leave less.',
    'Buckets, queues and keys may let a principal in by their own policy without any of these statements.'
  ],
  sources: [
    'Service Authorization Reference: Actions, resources, and condition keys',
    'IAM User Guide: Security best practices in IAM, Apply least-privilege permissions'
  ],
  test: (row) =>
    judgeReach(row, {
      does: 'gives out data of',
      passes: 'give out data of every resource of a kind',
      everything: 'every resource'
    })
})
