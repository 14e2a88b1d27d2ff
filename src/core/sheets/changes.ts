/** 11A: what is other than in the month before: exceptions, members, documents and what is tested with. */
import {
  directions,
  exceptionChanges,
  memberChanges,
  type Change,
  type ExceptionChange,
  type MemberChange
} from '../../shared/records/comparison.ts'
import { severities } from '../../shared/vocabulary.ts'
import type { Sheet } from './sheet.ts'

export default {
  id: 'changes',
  name: '11A Changes',
  ref: '11A',
  order: 88,
  title: 'Changes since the month before',
  purpose: 'Shows what changed in the month, and whether it is better or worse for the risk.',
  source: 'Results, members and policies of this month and of the one before, as they stood at its end.',
  procedure:
    'Exceptions are known from month to month by their check, account and resource. What one of the two months did not test is "Cannot tell" and never resolved. What is worse comes first; exceptions of both months are not listed.',
  frozenColumns: 2,
  columns: [
    { key: 'change', title: 'Change', type: 'text', width: 13 },
    { key: 'of', title: 'What', type: 'text', width: 14 },
    { key: 'direction', title: 'Effect', type: 'text', width: 10 },
    { key: 'account', title: 'Account', type: 'id', width: 15 },
    { key: 'resource', title: 'Resource', type: 'long', width: 44 },
    { key: 'control', title: 'Control', type: 'id', width: 10 },
    { key: 'severity', title: 'Severity', type: 'severity', width: 11 },
    { key: 'before', title: 'Month before', type: 'long', width: 44 },
    { key: 'after', title: 'This month', type: 'long', width: 44 }
  ],
  tallies: [{ column: 'direction', words: Object.values(directions) }],
  count: ({ comparison }) => comparison()?.changes.length ?? 0,
  rows: ({ comparison }) =>
    (comparison()?.changes ?? []).map((change) => ({
      change: wordOf(change),
      of: kinds[change.of],
      direction: directions[change.direction],
      account: change.account,
      resource: change.resource,
      control: change.control,
      severity: change.severity === null ? null : severities[change.severity],
      before: change.before ?? documentOf(change.documents?.from),
      after: change.after ?? documentOf(change.documents?.to)
    }))
} satisfies Sheet

const kinds: Readonly<Record<Change['of'], string>> = {
  exception: 'Exception',
  user: 'User',
  group: 'Group',
  role: 'Role',
  policy: 'Policy',
  'inline-policy': 'Inline policy',
  trust: 'Trust policy',
  'access-key': 'Access key',
  rule: 'What is tested'
}

function wordOf({ change }: Change): string {
  return change in exceptionChanges
    ? exceptionChanges[change as ExceptionChange]
    : memberChanges[change as MemberChange]
}

function documentOf(sha256: string | null | undefined): string | null {
  return sha256 == null ? null : `Document with SHA-256 ${sha256}`
}
