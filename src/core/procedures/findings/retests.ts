/** What the open period's results say to a remediation, with the sources that say it and their dates. */
import type { FindingItem, RetestProposal, RetestSource } from '../../../shared/records/finding.ts'
import { isAutomated } from '../../checks/check.ts'
import type { Reader } from '../../store/database.ts'
import { isoOf, sourceDates } from '../as-of.ts'
import { controlNamed } from '../controls.ts'
import { coverage } from '../coverage.ts'
import { engagementOf } from '../engagement.ts'
import { situationIn } from './items.ts'
import type { KeptFinding, KeptRemediation } from './kept.ts'

export function proposalFor(db: Reader, finding: KeptFinding, remediation: KeptRemediation): RetestProposal {
  const { period } = engagementOf(db)
  const { items, uncovered, population } = situationIn(db, finding, period.id)
  const sources = sourcesBehind(db, finding, period.id)
  return {
    remediation: remediation.ref,
    period: period.label,
    ...judgementOf(items, staleness(sources, remediation.claimedAt)),
    items,
    uncovered,
    sources,
    population
  }
}

/** The passed retest after the client's last claim, null where there is none. */
export function passedSince(
  db: Reader,
  { id, claim }: KeptRemediation
): { readonly ref: string; readonly by: string } | null {
  return (
    db.get<{ ref: string; by: string }>(
      `select ref, performed_by as by
       from retest
       where remediation_id = :id and claim_id = :claim and result = 'passed'
       order by id desc
       limit 1`,
      { id, claim }
    ) ?? null
  )
}

/** Why sources do not show what was so after a day, in a sentence; null where each of them does. */
export function staleness(sources: readonly RetestSource[], claimedAt: string | null): string | null {
  if (claimedAt === null) return 'The client has not reported it as done.'
  if (sources.length === 0) return 'No source of this period speaks of it.'
  const undated = sources.find(({ origin }) => origin === 'received')
  if (undated)
    return `${undated.ref} (${undated.name}) holds no date: give the date of the exports on the Import screen.`
  const early = sources.find(({ date }) => date.slice(0, 10) < claimedAt)
  if (early)
    return `${early.ref} (${early.name}) is of ${early.date.slice(0, 10)}, before the fix was reported for ${claimedAt}.`
  return null
}

function judgementOf(
  items: readonly FindingItem[],
  stale: string | null
): Pick<RetestProposal, 'proposal' | 'sentence'> {
  const count = (state: FindingItem['state']): number => items.filter((item) => item.state === state).length
  const [back, there, unknown] = [count('back'), count('there'), count('cannot-tell')]
  if (items.length === 0)
    return { proposal: 'cannot-tell', sentence: 'No automated result speaks of it: retest it by hand.' }
  if (back > 0)
    return { proposal: 'regressed', sentence: `${back} of ${items.length} came back after they were gone.` }
  if (there > 0) return { proposal: 'still-open', sentence: `${there} of ${items.length} are still there.` }
  if (unknown > 0)
    return {
      proposal: 'cannot-tell',
      sentence: `${unknown} of ${items.length} cannot be told: ${items.find(({ state }) => state === 'cannot-tell')?.detail ?? ''}`
    }
  if (stale !== null) return { proposal: 'cannot-tell', sentence: stale }
  return {
    proposal: 'close',
    sentence: `All ${items.length} are gone from a population that was tested whole.`
  }
}

/** The sources that a control's results for a finding's accounts rest on. */
function sourcesBehind(db: Reader, { control, accounts }: KeptFinding, period: number): RetestSource[] {
  const check = controlNamed(control)
  if (!isAutomated(check)) return []
  const coverageOf = coverage(db, period)
  const dateOf = sourceDates(db, period)
  const found = accounts.flatMap((account) => {
    const ids = new Set(check.needs.flat().flatMap((need) => coverageOf(need, account).sources))
    return [...ids].sort((a, b) => a - b).map((id) => ({ id, account }))
  })
  const named = new Map(
    db
      .all<{ id: number; ref: string; name: string; sha256: string }>(
        `select s.id, s.ref, s.name, o.sha256
         from source s
         join object o on o.id = s.object_id
         where s.id in (select value from json_each(:ids))`,
        { ids: JSON.stringify(found.map(({ id }) => id)) }
      )
      .map((source) => [source.id, source])
  )
  return found.flatMap(({ id, account }) => {
    const source = named.get(id)
    if (!source) return []
    const { at, origin } = dateOf(id, account)
    return [{ ref: source.ref, name: source.name, sha256: source.sha256, account, date: isoOf(at), origin }]
  })
}
