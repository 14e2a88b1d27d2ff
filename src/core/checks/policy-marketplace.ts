/** LP-17: whether a policy lets its holder subscribe to any product of AWS Marketplace. */
import { automatedCheck, pass } from './check.ts'
import { limitedTo } from './basis/limiting-condition.ts'
import {
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
import { broadReaches, judgeReach, reachQuestion, type ReachRow } from './basis/sensitive-reach.ts'
import { list } from './basis/sentence.ts'

export default automatedCheck<ReachRow>({
  id: 'policy-marketplace',
  control: 'LP-17',
  topic: 'least-privilege',
  severity: 'medium',
  scope: 'account',
  criterion: 'No policy allows subscribing to every product of AWS Marketplace.',
  effect:
    'The holder, or who steals their session, commits the client to costs and to terms of third parties.',
  recommendation:
    'Leave subscriptions to the purchasing role, through Private Marketplace or limited by aws-marketplace:ProductId.',
  remediation: {
    console: policyRemediation.console('remove aws-marketplace:Subscribe, or limit it by product.'),
    cli: policyRemediation.cli,
    terraform:
      'Remove the action from aws_iam_policy_document, or add a condition on aws-marketplace:ProductId.'
  },
  procedure: [
    policiesTaken,
    'Look for aws-marketplace:Subscribe and aws-marketplace:AcceptAgreementRequest, also as aws-marketplace:* or by NotAction.',
    'A condition that names products passes; other conditions are for judgement.',
    'Ask who may buy, and see the subscriptions of the period in the bill.'
  ],
  needs: policyNeeds,
  parameters: [],
  columns: policyColumns,
  population: policiesInUse(
    reachQuestion(['aws-marketplace:Subscribe', 'aws-marketplace:AcceptAgreementRequest'])
  ),
  counted: policiesInUseCounted,
  suspects: notableOrUnread,
  whenEmpty: noPolicyInUse,
  limits: [
    'Private Marketplace, which limits what can be bought, shows in none of the exports.',
    'Permissions boundaries and service control policies are not weighed; they may leave less.'
  ],
  sources: [
    'AWS Marketplace Buyer Guide: Controlling access to AWS Marketplace subscriptions',
    'Service Authorization Reference: Actions, resources, and condition keys for AWS Marketplace'
  ],
  test(row) {
    const broad = broadReaches(row)
    const products = broad.map(({ statement }) => limitedTo(statement.condition, 'aws-marketplace:ProductId'))
    if (broad.length > 0 && products.every((named) => named.length > 0))
      return pass(
        `${nameOfPolicy(row)} allows subscribing to ${list([...new Set(products.flat())])} of AWS Marketplace alone.`
      )
    return judgeReach(
      row,
      {
        does: 'allows subscribing to',
        passes: 'allow subscribing to every product of AWS Marketplace',
        everything: 'every product of AWS Marketplace'
      },
      broad.filter((_, at) => products[at]?.length === 0)
    )
  }
})
