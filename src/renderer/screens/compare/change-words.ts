/** How a change reads: its sign, its kind, what changed in a few words, and which changes a choice shows. */
import {
  directions,
  exceptionChanges,
  memberChanges,
  type Change,
  type Direction,
  type ExceptionChange,
  type MemberChange
} from '../../../shared/records/comparison.ts'

export type Shown = 'all' | Direction | 'cannot-tell'

export const kinds = {
  exception: 'Exception',
  user: 'User',
  group: 'Group',
  role: 'Role',
  policy: 'Policy',
  'inline-policy': 'Inline policy',
  trust: 'Trust policy',
  'access-key': 'Access key',
  rule: 'Test'
} as const satisfies Record<Change['of'], string>

/** Beside the word, never alone. */
const signs = {
  new: '+',
  recurring: '=',
  resolved: '−',
  'cannot-tell': '?',
  added: '+',
  removed: '−',
  changed: '±'
} as const satisfies Record<ExceptionChange | MemberChange, string>

export function signOf({ change }: Change): string {
  return signs[change]
}

export function changeWord({ change }: Change): string {
  return change in exceptionChanges
    ? exceptionChanges[change as ExceptionChange]
    : memberChanges[change as MemberChange]
}

export function directionWord({ direction, change }: Change): string {
  return change === 'cannot-tell' ? 'Cannot tell' : directions[direction]
}

/** The last part of an ARN, with what follows it: `j.hartmann#access-key-1`. */
export function nameOfResource({ of, resource }: Change): string {
  return of === 'rule' ? resource : (resource.split('/').at(-1) ?? resource)
}

/** What is different, on one line. */
export function whatChanged({ of, change, before, after, documents }: Change): string {
  if (of === 'exception') return (change === 'resolved' ? before : (after ?? before)) ?? ''
  if (change === 'changed' && documents !== null) return 'The document reads differently'
  if (of === 'rule' && change === 'changed' && (before?.length ?? 0) + (after?.length ?? 0) > 60)
    return 'What it tests reads differently'
  if (change === 'changed') return `${before ?? 'not known'} → ${after ?? 'not known'}`
  return (change === 'removed' ? before : after) ?? ''
}

export function isShown(change: Change, shown: Shown): boolean {
  if (shown === 'all') return true
  if (shown === 'cannot-tell') return change.change === 'cannot-tell'
  return change.direction === shown && change.change !== 'cannot-tell'
}
