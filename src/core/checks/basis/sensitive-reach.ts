/** Whether a policy allows actions that matter on everything there is, after its own denials and those that meet all its holders. */
import { actionNumber, resourcesOf } from '../../iam/actions/known-actions.ts'
import { globMatches } from '../../iam/glob.ts'
import { reachOf } from '../../iam/statements/resource-reach.ts'
import { exception, needsReview, pass, type Verdict } from '../check.ts'
import { documentsHeldBy } from './holding.ts'
import {
  heldBy,
  nameOfPolicy,
  holdersOfPolicy,
  unreadDocument,
  withoutDocument,
  type PolicyQuestion,
  type PolicyRow
} from './policy-in-use.ts'
import {
  allowsAll,
  conditionKeys,
  isFree,
  isUnconditional,
  numbersOf,
  statementPairs,
  writtenAs,
  type PolicyStatement
} from './policy-statement.ts'
import { list } from './sentence.ts'
import { decidedBy } from './statement.ts'

export interface ReachRow extends PolicyRow {
  /** JSON list of `ReachingStatement`: the statements that reach one of the actions asked for, also those that deny it. */
  readonly reaching: string
  /** JSON list of `Denial`: what other policies of its holders deny without a condition. */
  readonly denials: string
}

export interface ReachingStatement extends PolicyStatement {
  readonly reached: readonly { readonly action: string; readonly reach: 'some' | 'account' | 'all' }[]
}

interface Denial {
  readonly holder: string
  readonly action: string
}

/** What to ask of policies in use to get a `ReachRow`: what they say of these actions (`sensitiveActions`). */
export function reachQuestion(actions: readonly string[]): PolicyQuestion {
  const wanted = `(${actions.map((action) => `'${action}'`).join(', ')})`
  return {
    notable: `(${actions.map((action) => `instr(document.wide_actions, ',${action},')`).join(' or ')})`,
    columns: { reaching: statementsReaching(wanted), denials: denialsOfHolders(wanted) }
  }
}

/** SQL: the statements that reach one of these actions. */
export function statementsReaching(actions: string): string {
  return `(
        select json_group_array(json(told) order by n)
        from (
          select
            statement.n,
            json_object(${statementPairs},
            'reached', json_group_array(json_object('action', reach.action, 'reach', reach.reach))
            ) as told
          from statement_reach as reach
          cross join policy_statement as statement
            on statement.document_id = reach.document_id and statement.n = reach.n
          where reach.document_id = policy.document_id and +reach.action in ${actions}
          group by statement.n
        )
      )`
}

/** SQL: which of these actions any policy of a holder denies on all resources without a condition. */
function denialsOfHolders(actions: string): string {
  return `(
        select json_group_array(distinct json_object('holder', holder.value, 'action', reach.action))
        from json_each(${holdersOfPolicy}) as holder
        cross join policy_statement as statement
        cross join statement_reach as reach
          on reach.document_id = statement.document_id and reach.n = statement.n
        where statement.document_id in (${documentsHeldBy('holder.value')})
          and statement.effect = 'Deny'
          and ${isUnconditional('statement')}
          and +reach.action in ${actions}
          and reach.reach = 'all'
      )`
}

/** What a policy allows of one action on every resource, of AWS or of an account. */
export interface BroadReach {
  readonly action: string
  readonly reach: 'account' | 'all'
  readonly statement: ReachingStatement
}

/**
 * What remains allowed on everything. Statements that allow all actions on all resources are left out: other controls test them.
 * A denial counts where it has no condition and reaches as far, be it by NotResource; one in another policy only where it meets
 * every holder.
 */
export function broadReaches(row: ReachRow): readonly BroadReach[] {
  const statements = JSON.parse(row.reaching) as ReachingStatement[]
  const denies = statements.filter((statement) => statement.effect === 'Deny' && isFree(statement))
  const holders = JSON.parse(row.holders) as string[]
  const denials = JSON.parse(row.denials) as Denial[]
  const meetsAll = (action: string) =>
    holders.length >= row.attachments &&
    holders.length > 0 &&
    holders.every((holder) => denials.some((denial) => denial.holder === holder && denial.action === action))
  return statements
    .filter((statement) => statement.effect === 'Allow' && !allowsAll(statement))
    .flatMap((statement) =>
      statement.reached.flatMap(({ action, reach }) =>
        reach === 'some' ||
        meetsAll(action) ||
        denies.some((denial) => denialCovers(denial, action, statement))
          ? []
          : [{ action, reach, statement }]
      )
    )
}

function denialCovers(denial: ReachingStatement, action: string, allowed: ReachingStatement): boolean {
  const denied = denial.reached.find((reached) => reached.action === action)?.reach
  if (denied === undefined) return false
  if (denial.uses_not_resource === 1) return spares(denial, action) === 'some'
  return (
    denied === 'all' ||
    allowed.resources.every((resource) => denial.resources.some((pattern) => globMatches(pattern, resource)))
  )
}

/** How much of an action's resources the NotResource list of a denial leaves. */
function spares(denial: ReachingStatement, action: string): string {
  const number = actionNumber(action)
  if (number === undefined) return 'all'
  const left = { resources: denial.resources, uses_not_resource: 0, covers_all_resources: 0 } as const
  const reach = reachOf(left, resourcesOf(number))
  return reach === 'none' ? 'some' : reach
}

/** How a check puts what it found into words. */
export interface ReachWords {
  /** "allows passing": stands before what is reached. */
  readonly does: string
  /** After "does not": "allow passing every role". */
  readonly passes: string
  /** "every role": what is reached where nothing limits it. */
  readonly everything: string
}

/** The verdict on what remains: without a condition an exception, under one for judgement. */
export function judgeReach(
  row: ReachRow,
  words: ReachWords,
  broad: readonly BroadReach[] = broadReaches(row)
): Verdict {
  const missing = withoutDocument(row)
  if (missing) return missing
  const free = broad.filter(({ statement }) => isFree(statement))
  const found = free.length > 0 ? free : broad
  if (found.length === 0)
    return unreadDocument(row) ?? pass(`${nameOfPolicy(row)} does not ${words.passes}.${leftToOthers(row)}`)
  const sentence = `${nameOfPolicy(row)} ${words.does} ${everythingOf(found, words)}: ${actionsInWords(found)}`
  const statements = found.map(({ statement }) => statement)
  const by = decidedBy(row.document_id, statements)
  return free.length > 0
    ? exception(`${sentence}.${heldBy(row)}`, by)
    : needsReview(
        `${sentence}, under conditions on ${conditionKeys(statements)}; judge what they leave.${heldBy(row)}`,
        by
      )
}

function everythingOf(found: readonly BroadReach[], { everything }: ReachWords): string {
  return found.some(({ reach }) => reach === 'all') ? everything : `${everything} of an account it names`
}

/** "iam:PassRole (statement 2, written iam:*)" */
export function actionsInWords(found: readonly BroadReach[]): string {
  const actions = [...new Set(found.map(({ action }) => action))].sort()
  const statements = [...new Set(found.map(({ statement }) => statement))]
  const written = writtenAs(statements, actions)
  return `${list(actions)} (${numbersOf(statements)}${written === '' ? '' : `, written ${written}`})`
}

/** Says so where a statement was left to the controls of administrators. */
export function leftToOthers(row: Pick<ReachRow, 'reaching'>): string {
  return (JSON.parse(row.reaching) as ReachingStatement[]).some(allowsAll)
    ? ' It allows every action on every resource, which LP-01 and LP-03 test.'
    : ''
}
