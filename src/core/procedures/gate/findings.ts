/** E9-E12: findings are written whole, answered, lived with only as long as agreed, and closed on a retest. */
import { elementTitles, missingElement } from '../../../shared/states/finding.ts'
import { daysBetween, isOver } from '../../../shared/states/remediation.ts'
import { acceptancesOf, type KeptAcceptance } from '../findings/acceptances.ts'
import { keptFindings, keptRemediations, type KeptFinding } from '../findings/kept.ts'
import { passedSince } from '../findings/retests.ts'
import type { PeriodState } from '../sign-off/period-state.ts'
import { against, type GateRule } from './rule.ts'

/** Days after which a client that did not answer is asked again. */
const longestSilence = 10

export const findingRules: readonly GateRule[] = [
  {
    code: 'E9',
    title: 'Every finding has its five elements',
    leadsTo: 'findings',
    find({ db }) {
      const findings = keptFindings(db).filter(({ state }) => state !== 'withdrawn')
      return against(
        findings.flatMap((finding) => {
          const missing = missingElement(finding)
          return missing === null ? [] : [`${finding.ref}: no ${elementTitles[missing]}`]
        }),
        `of ${findings.length} findings lacks an element`,
        `of ${findings.length} findings lack an element`,
        findings.length === 0
          ? 'There is no finding.'
          : `All ${findings.length} findings have their elements.`
      )
    }
  },
  {
    code: 'E10',
    title: 'Every remediation has an owner and a due date',
    leadsTo: 'findings',
    find(state) {
      const open = openRemediations(state)
      return against(
        open.filter((one) => !isAgreed(one, state.now)).map(({ ref }) => ref),
        `of ${open.length} open remediations has no owner or due date`,
        `of ${open.length} open remediations have no owner or due date`,
        open.length === 0
          ? 'No remediation is open.'
          : `All ${open.length} open remediations have an owner and a due date, or wait for a response for less than ${longestSilence} days.`
      )
    }
  },
  {
    code: 'E11',
    title: 'Every risk acceptance holds',
    leadsTo: 'findings',
    find(state) {
      const relied = standingAcceptances(state)
      return against(
        relied.flatMap(({ acceptance, withdrawn }) => {
          if (acceptance.state === 'expired') return [`${acceptance.ref} expired on ${acceptance.expiresAt}`]
          if (acceptance.state === 'changed') return [`${acceptance.ref}: what it covers changed`]
          return withdrawn ? [`${acceptance.ref}: its approval ${acceptance.evidence} was withdrawn`] : []
        }),
        `of ${relied.length} risk acceptances does not hold`,
        `of ${relied.length} risk acceptances do not hold`,
        relied.length === 0
          ? 'No risk is accepted.'
          : `All ${relied.length} risk acceptances hold and are approved.`
      )
    }
  },
  {
    code: 'E12',
    title: 'Every closure rests on a passed retest',
    leadsTo: 'findings',
    find({ db }) {
      const closed = keptRemediations(db).filter(({ state }) => state === 'closed')
      return against(
        closed.flatMap((one) => {
          const passed = passedSince(db, one)
          if (passed === null) return [`${one.ref}: no passed retest`]
          return restsOnEarlierSources(db, passed.ref, one.claimedAt)
            ? [`${one.ref}: ${passed.ref} rests on sources from before the fix`]
            : []
        }),
        `of ${closed.length} closures rests on no passed retest`,
        `of ${closed.length} closures rest on no passed retest`,
        closed.length === 0 ? 'Nothing was closed.' : `All ${closed.length} closures rest on a passed retest.`
      )
    }
  }
]

interface OpenRemediation {
  readonly ref: string
  readonly state: string
  readonly owner: string
  readonly due: string | null
  readonly createdAt: string
}

function openRemediations({ db }: PeriodState): readonly OpenRemediation[] {
  const live = new Set(
    keptFindings(db).flatMap(({ id, state }) => (state === 'withdrawn' || state === 'closed' ? [] : [id]))
  )
  const created = new Map(
    db
      .all<{ id: number; createdAt: string }>('select id, created_at as createdAt from remediation')
      .map(({ id, createdAt }) => [id, createdAt])
  )
  return keptRemediations(db).flatMap(({ id, finding, ref, state, owner, due }) =>
    live.has(finding) && !isOver(state) && state !== 'risk-accepted' && state !== 'disputed'
      ? [{ ref, state, owner, due, createdAt: created.get(id) ?? '' }]
      : []
  )
}

function isAgreed({ state, owner, due, createdAt }: OpenRemediation, now: string): boolean {
  if (owner !== '' && due !== null) return true
  return state === 'awaiting-response' && daysBetween(createdAt, now) < longestSilence
}

/** Of findings that are still open, those acceptances that nothing took the place of. */
function standingAcceptances({
  db,
  now
}: PeriodState): readonly { readonly acceptance: KeptAcceptance; readonly withdrawn: boolean }[] {
  const accepted = new Set(
    db.all<{ id: number }>('select distinct finding_id as id from risk_acceptance').map(({ id }) => id)
  )
  const isLive = ({ id, state }: KeptFinding): boolean => accepted.has(id) && state === 'issued'
  const withdrawn = new Set(
    db.all<{ id: number }>('select id from evidence where withdrawn_at is not null').map(({ id }) => id)
  )
  return keptFindings(db)
    .filter(isLive)
    .flatMap((finding) => acceptancesOf(db, finding, now))
    .filter(({ state }) => state !== 'ended' && state !== 'superseded')
    .map((acceptance) => ({ acceptance, withdrawn: withdrawn.has(acceptance.evidenceId) }))
}

/** Also what somebody wrote into the file by hand is looked at again. */
function restsOnEarlierSources(db: PeriodState['db'], retest: string, claimedAt: string | null): boolean {
  return (
    claimedAt !== null &&
    db.get(
      `select 1
       from retest t, json_each(t.sources) s
       where t.ref = :retest and substr(json_extract(s.value, '$.date'), 1, 10) < :claimedAt
       limit 1`,
      { retest, claimedAt }
    ) !== undefined
  )
}
