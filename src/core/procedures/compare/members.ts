/** Who and what was added, removed and changed from one month to another, where both months name every member. */
import type { Change, Direction, MemberChange } from '../../../shared/records/comparison.ts'
import type { Reader } from '../../store/database.ts'
import { memberKinds, type MemberKind, type PeriodMember, type Population } from '../period/members.ts'

export interface MemberDifferences {
  readonly changes: readonly Change[]
  /** What cannot be told, a sentence for each account. */
  readonly limits: readonly string[]
}

export function memberChanges(
  db: Reader,
  from: { readonly label: string; readonly population: Population },
  to: { readonly label: string; readonly population: Population }
): MemberDifferences {
  const before = byKey(from.population)
  const after = byKey(to.population)
  const accounts = [...new Set([...before.values(), ...after.values()].map(({ account }) => account))].sort()
  const reachOf = documentReach(db)
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((key): readonly Change[] => {
    const was = before.get(key)
    const is = after.get(key)
    const member = is ?? was
    if (!member || !tells(from.population, was, member) || !tells(to.population, is, member)) return []
    const change = kindOfChange(was, is)
    if (change === null) return []
    const documents = documentsOf(was, is)
    return [
      {
        key,
        of: member.kind,
        change,
        direction: directionOf(member.kind, change, was, is, reachOf),
        account: member.account,
        resource: member.resource,
        control: null,
        severity: null,
        before: was?.detail ?? null,
        after: is?.detail ?? null,
        documents
      }
    ]
  })
  return { changes, limits: accounts.flatMap((account) => limitsOf(account, from, to)) }
}

/** A member that is there is there; that one is not there takes a whole population. */
function tells(
  population: Population,
  there: PeriodMember | undefined,
  { account, kind }: PeriodMember
): boolean {
  return there !== undefined || population.isWhole(account, kind)
}

function kindOfChange(was: PeriodMember | undefined, is: PeriodMember | undefined): MemberChange | null {
  if (!was) return 'added'
  if (!is) return 'removed'
  const differs = (before: string | null, after: string | null): boolean =>
    before !== null && after !== null && before !== after
  return differs(was.sha256, is.sha256) || differs(was.detail, is.detail) ? 'changed' : null
}

function documentsOf(was: PeriodMember | undefined, is: PeriodMember | undefined): Change['documents'] {
  const from = was?.sha256 ?? null
  const to = is?.sha256 ?? null
  return from === to ? null : { from, to }
}

/** Long-term keys weigh, and policies that allow more or less; what the rest means a person judges. */
function directionOf(
  kind: MemberKind,
  change: MemberChange,
  was: PeriodMember | undefined,
  is: PeriodMember | undefined,
  reachOf: (member: PeriodMember | undefined) => readonly number[] | null
): Direction {
  if (kind === 'access-key') return directionOfKey(change, was, is)
  if (kind !== 'policy' && kind !== 'inline-policy') return 'neutral'
  const before = reachOf(was)
  const after = reachOf(is)
  if (before === null || after === null) return 'neutral'
  const grows = after.some((count, at) => count > (before[at] ?? 0))
  const shrinks = after.some((count, at) => count < (before[at] ?? 0))
  if (grows === shrinks) return 'neutral'
  return grows ? 'worse' : 'better'
}

function directionOfKey(
  change: MemberChange,
  was: PeriodMember | undefined,
  is: PeriodMember | undefined
): Direction {
  if (change !== 'changed') return change === 'added' ? 'worse' : 'better'
  const isActive = (member: PeriodMember | undefined): boolean =>
    member?.detail?.startsWith('active') ?? false
  return isActive(is) && !isActive(was) ? 'worse' : 'better'
}

/** What a document allows: statements that allow everything, and actions that change permissions or anything else; null where not known. */
function documentReach(db: Reader): (member: PeriodMember | undefined) => readonly number[] | null {
  const nothing = [0, 0, 0]
  const known = new Map(
    db
      .all<{ sha256: string; full: number; permissions: number; writing: number }>(
        `select d.sha256, power.full_statements as "full", access.permissions_actions as permissions,
           access.write_actions as writing
         from policy_document d
         join document_power power on power.document_id = d.id
         join document_access access on access.document_id = d.id`
      )
      .map(({ sha256, full, permissions, writing }) => [sha256, [full, permissions, writing]])
  )
  return (member) => {
    if (!member) return nothing
    return member.sha256 === null ? null : (known.get(member.sha256) ?? null)
  }
}

function limitsOf(
  account: string,
  from: { readonly label: string; readonly population: Population },
  to: { readonly label: string; readonly population: Population }
): readonly string[] {
  const kinds = Object.keys(memberKinds) as MemberKind[]
  return [from, to].flatMap(({ label, population }) => {
    const missing = kinds.filter((kind) => !population.isWhole(account, kind))
    const names = missing.map((kind) => memberKinds[kind].toLowerCase()).join(', ')
    return missing.length === 0
      ? []
      : [
          `The files of ${label} do not name every member for ${account}: ${names}. What is not in them may still be there.`
        ]
  })
}

function byKey({ members }: Population): ReadonlyMap<string, PeriodMember> {
  return new Map(members.map((member) => [`${member.kind}/${member.account}/${member.resource}`, member]))
}
