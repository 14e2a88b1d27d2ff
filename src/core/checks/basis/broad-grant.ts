/** What a policy allows at an access level on every resource, though the actions could be limited to some. */
import {
  actionsMatching,
  levelOf,
  serviceOfAction,
  type AccessLevel
} from '../../iam/actions/known-actions.ts'
import {
  allowsAll,
  conditionKeys,
  isFree,
  numbersOf,
  statementPairs,
  type PolicyStatement
} from './policy-statement.ts'
import { list } from './sentence.ts'

export interface GrantingStatement extends PolicyStatement {
  readonly grants: readonly {
    readonly service: string
    readonly level: AccessLevel
    readonly actions: number
    readonly of_actions: number
    readonly everywhere: number
  }[]
}

/** SQL: whether a document grants anything at these levels on every resource, for `policiesInUse`. */
export function grantsNotable(levels: readonly AccessLevel[]): string {
  return `(${levels.map((level) => `instr(document.broad_levels, ',${level},')`).join(' or ')})`
}

/** SQL: the statements of a policy with what they say of services at these levels, a JSON list of `GrantingStatement`. */
export function grantsAt(levels: readonly AccessLevel[]): string {
  return `(
        select json_group_array(json(told) order by n)
        from (
          select
            statement.n,
            json_object(${statementPairs},
            'grants', json_group_array(
              json_object(
                'service', given.service,
                'level', given.level,
                'actions', given.actions,
                'of_actions', given.of_actions,
                'everywhere', given.everywhere
              )
            )
            ) as told
          from policy_statement as statement
          cross join statement_grant as given
            on given.document_id = statement.document_id and given.n = statement.n
          where statement.document_id = policy.document_id
            and given.level in (${listed(levels)})
            and (statement.effect = 'Deny' or given.everywhere > 0)
            and not (
              statement.effect = 'Allow'
              and statement.covers_all_actions = 1
              and statement.covers_all_resources = 1
            )
          group by statement.n
        )
      )`
}

function listed(levels: readonly AccessLevel[]): string {
  return levels.map((level) => `'${level}'`).join(', ')
}

/** How many actions of a service a statement allows on every resource. */
export interface BroadGrant {
  readonly service: string
  readonly actions: number
  readonly statement: GrantingStatement
}

const read = new Map<string, readonly BroadGrant[]>()
const mostRead = 100

/**
 * What of it remains after denials without a condition of the same policy that take a whole level of a service. Many policies say the
 * same, and one that leaves out a few services names all others.
 */
export function broadGrants(granting: string): readonly BroadGrant[] {
  let grants = read.get(granting)
  if (!grants) {
    grants = remainingGrants(JSON.parse(granting) as readonly GrantingStatement[])
    if (read.size === mostRead) read.clear()
    read.set(granting, grants)
  }
  return grants
}

function remainingGrants(statements: readonly GrantingStatement[]): readonly BroadGrant[] {
  const denied = new Set(
    statements
      .filter(
        (statement) =>
          statement.effect === 'Deny' && isFree(statement) && statement.covers_all_resources === 1
      )
      .flatMap(({ grants }) =>
        grants
          .filter(({ actions, of_actions }) => actions === of_actions)
          .map(({ service, level }) => `${service} ${level}`)
      )
  )
  return statements
    .filter((statement) => statement.effect === 'Allow' && !allowsAll(statement))
    .flatMap((statement) =>
      [...Map.groupBy(statement.grants, ({ service }) => service)].flatMap(([service, grants]) => {
        const left = grants.filter(({ level }) => !denied.has(`${service} ${level}`))
        const actions = left.reduce((sum, { everywhere }) => sum + everywhere, 0)
        return actions === 0 ? [] : [{ service, actions, statement }]
      })
    )
}

/** "14 of ec2 and 3 of s3": the most of a statement where several speak of a service. */
export function countedByService(grants: readonly BroadGrant[]): string {
  const most = new Map<string, number>()
  for (const { service, actions } of grants) most.set(service, Math.max(most.get(service) ?? 0, actions))
  return list(
    [...most].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([service, n]) => `${n} of ${service}`)
  )
}

/** "statement 2: s3:PutBucket* and s3:*", with the patterns that reach these levels of these services. */
export function grantsAsWritten(grants: readonly BroadGrant[], levels: readonly AccessLevel[]): string {
  const statements = [...new Set(grants.map(({ statement }) => statement))]
  const services = new Set(grants.map(({ service }) => service))
  const reaches = (pattern: string) =>
    actionsMatching(pattern).some(
      (action) => levels.includes(levelOf(action)) && services.has(serviceOfAction(action).prefix)
    )
  const patterns = statements.flatMap((statement) =>
    statement.uses_not_action === 1
      ? [`NotAction ${list(statement.actions)}`]
      : statement.actions.filter(reaches)
  )
  return `${numbersOf(statements)}: ${list([...new Set(patterns)])}`
}

/** ", under conditions on aws:SourceIp" where every statement has one; '' where one is free. */
export function underConditions(grants: readonly BroadGrant[]): string {
  return grants.some(({ statement }) => isFree(statement))
    ? ''
    : `, under conditions on ${conditionKeys(grants.map(({ statement }) => statement))}`
}
