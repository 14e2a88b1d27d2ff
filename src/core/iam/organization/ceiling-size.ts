/** How much of AWS a ceiling leaves to an account: the services and actions that somebody in it can still be granted. */
import { actionCount, actionsMatching, knownServices } from '../actions/known-actions.ts'
import { conditionHolds } from './condition-holds.ts'
import type { Ceiling, ControlStatement, Level, Organization } from './organization.ts'
import { anyoneIn, type Requester } from './requester.ts'

export interface CeilingSize {
  readonly actions: number
  readonly services: number
}

/** Everything AWS has. */
export function wholeSize(): CeilingSize {
  return { actions: actionCount(), services: knownServices().length }
}

/**
 * Counts what is not denied for good: an action denied under a condition, to some principals or on some resources is left, and one
 * allowed so is left too. null where exports are missing, since they could take more.
 */
export function sizeOf(organization: Organization, ceiling: Ceiling): CeilingSize | null {
  if (ceiling.binding === 'exempt' || ceiling.binding === 'off') return wholeSize()
  if (ceiling.binding === 'unknown' || ceiling.gaps.length > 0) return null
  const requester = anyoneIn(organization, ceiling.account.id)
  const left = new Uint8Array(actionCount()).fill(1)
  for (const level of ceiling.levels) keepAllowed(left, level, requester)
  for (const level of ceiling.levels) takeDenied(left, level, requester)
  return {
    actions: left.reduce((sum, one) => sum + one, 0),
    services: knownServices().filter(({ first, end }) => left.subarray(first, end).includes(1)).length
  }
}

function keepAllowed(left: Uint8Array, { policies }: Level, { every }: Requester): void {
  const allowed = new Uint8Array(left.length)
  for (const statement of policies.flatMap(({ statements }) => statements))
    if (statement.effect === 'Allow' && conditionHolds(statement.condition, every) !== 'no')
      for (const action of actionsOf(statement)) allowed[action] = 1
  for (const [action, isAllowed] of allowed.entries()) if (isAllowed === 0) left[action] = 0
}

function takeDenied(left: Uint8Array, { policies }: Level, { every }: Requester): void {
  for (const statement of policies.flatMap(({ statements }) => statements))
    if (
      statement.effect === 'Deny' &&
      statement.covers_all_resources === 1 &&
      statement.uses_not_resource === 0 &&
      conditionHolds(statement.condition, every) === 'yes'
    )
      for (const action of actionsOf(statement)) left[action] = 0
}

function actionsOf({ actions, uses_not_action }: ControlStatement): Iterable<number> {
  const named = new Set(actions.flatMap((pattern) => [...actionsMatching(pattern)]))
  return uses_not_action === 0
    ? named
    : Array.from({ length: actionCount() }, (_, n) => n).filter((n) => !named.has(n))
}
