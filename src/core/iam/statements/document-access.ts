/** How much a whole document allows, by access level, so that holders can be ranked without reading every grant again. */
import type { AccessLevel } from '../actions/known-actions.ts'
import type { Grant } from './analyse-statement.ts'

export interface DocumentAccess {
  readonly services: number
  /** Actions by access level; of several statements on one service and level the widest counts. */
  readonly actions: Readonly<Record<AccessLevel, number>>
  /** Of write and permissions actions those allowed on every resource that could be limited to some. */
  readonly everywhere: number
}

interface AllowedStatement {
  readonly effect: string
  readonly grants: readonly Grant[]
}

/** Adds up what the Allow statements of a document grant. */
export function accessOf(statements: readonly AllowedStatement[]): DocumentAccess {
  const allowed = statements.filter(({ effect }) => effect === 'Allow')
  const widest = new Map<string, { readonly level: AccessLevel; actions: number; everywhere: number }>()
  const services = new Set<string>()
  for (const { service, level, actions, everywhere } of allowed.flatMap(({ grants }) => grants)) {
    services.add(service)
    const key = `${service} ${level}`
    const known = widest.get(key)
    if (known) {
      known.actions = Math.max(known.actions, actions)
      known.everywhere = Math.max(known.everywhere, everywhere)
    } else widest.set(key, { level, actions, everywhere })
  }
  const sums = { list: 0, read: 0, tagging: 0, write: 0, permissions: 0 }
  let everywhere = 0
  for (const grant of widest.values()) {
    sums[grant.level] += grant.actions
    if (grant.level === 'write' || grant.level === 'permissions') everywhere += grant.everywhere
  }
  return { services: services.size, actions: sums, everywhere }
}
