/** Which pieces of a kind of export were answered whole: the lists of which users, which permission sets, which regions. */
import { isWhole, standingAnswers } from './answer.ts'

/**
 * A CTE of one column, `part`, with the keys an importer covers (a user's name, `inline of ps-…`, a region). Kinds of the
 * organization are kept without an account: give them `''`.
 */
export function answered(name: string, kind: string, account = ':account'): string {
  return `
    ${name} as materialized (
      select coverage.part
      from ${standingAnswers}
      where source.kind = '${kind}' and coverage.account_id = ${account}
      group by coverage.part
      having ${isWhole}
    )`
}

/** A CTE with the first source that answers for the account by any of the kinds, or with none: the place of what no file says. */
export function placeOfAnswers(name: string, kinds: readonly string[], account = ':account'): string {
  return `
    ${name} as (
      select min(source.id) as source_id, 1 as line, null as path
      from ${standingAnswers}
      where source.kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})
        and coverage.account_id = ${account}
      having count(*) > 0
    )`
}
