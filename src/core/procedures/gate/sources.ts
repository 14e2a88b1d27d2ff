/** E4 and E13: the sources relied on are accepted, and the accounts are those of the organization. */
import { isAccepted, standingSources } from '../sign-off/relied-sources.ts'
import type { PeriodState } from '../sign-off/period-state.ts'
import { against, holds, type Found, type GateRule } from './rule.ts'

export const sourceRules: readonly GateRule[] = [
  {
    code: 'E4',
    title: 'Every source relied on is accepted',
    leadsTo: 'sources',
    find({ db, period }) {
      const sources = standingSources(db, period.id)
      return against(
        sources.filter((source) => !isAccepted(source)).map(({ ref }) => ref),
        `of ${sources.length} sources relied on is not accepted`,
        `of ${sources.length} sources relied on are not accepted`,
        `All ${sources.length} sources relied on are accepted.`
      )
    }
  },
  {
    code: 'E13',
    title: 'The accounts are tied to the organization',
    leadsTo: 'completeness',
    find: accountsTied
  }
]

/** Accounts of sources against the active ones of the organization's own list. */
function accountsTied({ db, period }: PeriodState): Found {
  const listed = db.all<{ id: string; status: string }>('select distinct id, status from org_account')
  if (listed.length === 0) {
    const knowsOrganization = db.get('select 1 from org_organization limit 1') !== undefined
    return knowsOrganization
      ? {
          count: 1,
          sentence: 'The organization is known, and the list of its accounts was not received.',
          first: ['aws organizations list-accounts']
        }
      : holds('No export speaks of an organization, so there is no list to tie the accounts to.')
  }
  const tested = new Set(
    db
      .all<{ id: string }>(
        `select distinct c.account_id as id
         from source_coverage c
         join source s on s.id = c.source_id
         where s.period_id = :period and s.state = 'read' and s.is_rejected = 0 and s.kind not like 'organization%'
           and c.account_id <> ''`,
        { period: period.id }
      )
      .map(({ id }) => id)
  )
  const known = new Set(listed.map(({ id }) => id))
  const active = listed.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id)
  const untested = active.filter((id) => !tested.has(id))
  const strangers = [...tested].filter((id) => !known.has(id))
  return against(
    [...untested, ...strangers],
    `account is not tied: ${apart(untested.length, strangers.length)}`,
    `accounts are not tied: ${apart(untested.length, strangers.length)}`,
    `All ${active.length} active accounts of the organization were exported, and no other.`
  )
}

function apart(untested: number, strangers: number): string {
  return [
    ...(untested > 0 ? [`${untested} active in the organization without exports`] : []),
    ...(strangers > 0 ? [`${strangers} exported and not in the organization's list`] : [])
  ].join(', ')
}
