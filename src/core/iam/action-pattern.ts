/** Says which actions and resources a statement reaches: by pattern, in any spelling, and whether that amounts to everything. */
import type { StatementFact } from './facts.ts'
import { globMatches } from './glob.ts'

/** Whether an action pattern, `iam:*User*`, matches an action, `iam:CreateUser`; actions have no case (IAM JSON policy reference). */
export function actionMatches(pattern: string, action: string): boolean {
  return globMatches(pattern.toLowerCase(), action.toLowerCase())
}

/** Whether a statement speaks of an action: one of its patterns matches, or none of its `NotAction` patterns does. */
export function statementCoversAction(
  statement: Pick<StatementFact, 'actions' | 'uses_not_action'>,
  action: string
): boolean {
  const isListed = statement.actions.some((pattern) => actionMatches(pattern, action))
  return statement.uses_not_action === 1 ? !isListed : isListed
}

/**
 * Whether a list of action patterns reaches every action: `*`, `*:*`, `**`, or a list that amounts to it, as `a*`, `b*` … `z*`.
 * Decided by whether invented actions of invented services, one for every pair of first letters, are all reached.
 */
export function coversAllActions(actions: readonly string[]): boolean {
  const patterns = actions.map((action) => action.toLowerCase())
  return inventedActions.every((action) => patterns.some((pattern) => globMatches(pattern, action)))
}

/** Whether a list of resource patterns reaches every resource of a partition: `*`, `arn:*`, `arn:aws:*:*:*:*`; case-sensitive. */
export function coversAllResources(resources: readonly string[]): boolean {
  return partitions.some((partition) =>
    inventedResources(partition).every((resource) =>
      resources.some((pattern) => globMatches(pattern, resource))
    )
  )
}

const letters = [...'abcdefghijklmnopqrstuvwxyz']

// No policy is written to reach these alone, so a list that reaches all of them reaches whatever AWS adds.
const inventedActions = letters.flatMap((service) => letters.map((verb) => `${service}q0x:${verb}q0x`))

const partitions = [
  'aws',
  'aws-us-gov',
  'aws-cn',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc'
]

function inventedResources(partition: string): readonly string[] {
  return [
    `arn:${partition}:q0x:::q0x`,
    `arn:${partition}:q0x:q0-x-1:000000000001:q0x/q0x:q0x`,
    `arn:${partition}:iam::000000000001:user/q0x`
  ]
}
