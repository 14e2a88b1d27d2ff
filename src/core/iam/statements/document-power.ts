/** What a whole document makes of its holder: an administrator outright, under conditions, or by way of IAM. */
import type { WrittenStatement } from '../written-document.ts'

/** A statement that allows all, or a way to it. */
export interface BroadStatement {
  readonly n: number
  /**
   * `full`: every action on every resource; `conditional`: that, under a condition; `nearly-full`: every action on all resources but
   * those it names; `iam`: every action of IAM on every resource.
   */
  readonly way: 'full' | 'conditional' | 'nearly-full' | 'iam'
}

export interface DocumentPower {
  /** How many statements allow in each way. */
  readonly full_statements: number
  readonly nearly_full_statements: number
  readonly iam_statements: number
  /** JSON of the conditions under which statements allow everything. */
  readonly full_conditions: readonly string[]
  readonly broad_statements: readonly BroadStatement[]
}

/** Weighs the Allow statements of a document. */
export function powerOf(statements: readonly WrittenStatement[]): DocumentPower {
  const broad = statements.flatMap(({ n, condition, ...statement }) => {
    const way = wayOf({ ...statement, condition })
    return way === null ? [] : [{ n, way, condition }]
  })
  const count = (way: BroadStatement['way']) => broad.filter((statement) => statement.way === way).length
  return {
    full_statements: count('full'),
    nearly_full_statements: count('nearly-full'),
    iam_statements: count('iam'),
    full_conditions: broad.flatMap(({ way, condition }) =>
      way === 'conditional' && condition !== null ? [condition] : []
    ),
    broad_statements: broad.map(({ n, way }) => ({ n, way }))
  }
}

function wayOf(statement: Omit<WrittenStatement, 'n'>): BroadStatement['way'] | null {
  if (statement.effect !== 'Allow' || statement.uses_not_action === 1) return null
  const isEverywhere = statement.covers_all_resources === 1 && statement.uses_not_resource === 0
  if (statement.covers_all_actions === 1) {
    if (statement.uses_not_resource === 1) return 'nearly-full'
    return isEverywhere ? (statement.condition === null ? 'full' : 'conditional') : null
  }
  return isEverywhere && statement.condition === null && coversIam(statement.actions) ? 'iam' : null
}

/** `actions` is a JSON list; `iam:*` in any spelling. */
function coversIam(actions: string): boolean {
  return /"iam:\*+"/i.test(actions)
}
