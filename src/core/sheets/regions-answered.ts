/** Which regions of which accounts an export answers for whole, also where it answers that there is nothing. */

/** `answered` by account, region and kind, for a `with` clause; the region is what such an answer is covered by. */
export function answeredRegions(...kinds: readonly string[]): string {
  return `
  answered as (
    select c.account_id, c.part as region, s.kind, min(c.source_id) as source_id
    from source_coverage c
    join source s on s.id = c.source_id
    where s.period_id = :period and s.state = 'read' and s.is_rejected = 0
      and s.kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})
      and c.state in ('complete', 'last-page')
      and c.account_id <> '' and c.part glob '[a-z][a-z]*-[a-z]*-[0-9]'
    group by c.account_id, c.part, s.kind
  )`
}
