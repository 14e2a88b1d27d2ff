/** Which exports give a whole answer to what they were asked, in SQL: also the answer that there is nothing. */

/** `coverage` and `source` of the open period, for a `from` clause; superseded and rejected sources answer nothing. */
export const standingAnswers = `source_coverage as coverage
      join source
        on source.id = coverage.source_id
        and source.state = 'read'
        and source.is_rejected = 0
        and source.period_id = (select max(id) from period)`

/** For a `having` clause over the coverage of one key: a page alone or a damaged member leaves the answer open. */
export const isWhole = `sum(coverage.state in ('complete', 'last-page')) > 0 and sum(coverage.state = 'partial') = 0`

/** Whether a kind answers whole for an account under one of these keys; account and keys are SQL expressions. */
export function hasWholeAnswer(kind: string, account: string, ...keys: readonly string[]): string {
  return `exists (
        select 1
        from ${standingAnswers}
        where source.kind = '${kind}' and coverage.account_id = ${account} and coverage.part in (${keys.join(', ')})
        group by coverage.part
        having ${isWhole}
      )`
}
