/** Raises findings with their elements over the exceptions they are about, and shows them. */
import { WorkbenchError } from '../../shared/errors.ts'
import type { FindingDetail, FindingRow, FindingView } from '../../shared/records/finding.ts'
import type { Reader, Writer } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { nextReference } from '../store/references.ts'
import { controlNamed } from './controls.ts'
import { engagementOf } from './engagement.ts'
import { membersListed, type CoveredException } from './findings/items.ts'
import { findingNamed, keptFindings, type KeptFinding } from './findings/kept.ts'
import { findingDetail, findingRows, viewOf } from './findings/views.ts'
import { judgeRaised } from './judging/dispositions.ts'
import { procedure } from './procedure.ts'
import { testsNamed } from './record-conclusion.ts'

export default [
  procedure('finding.list', ({ db, now }): readonly FindingRow[] => findingRows(db, now())),

  procedure('finding.show', ({ db, now }, { finding }): FindingDetail => findingDetail(db, finding, now())),

  procedure('finding.raise', (context, raised): FindingView => {
    const { db, actor, now } = context
    const { control, accounts, exceptions: chosen, repeatOf, ...elements } = raised
    const { period } = engagementOf(db)
    const at = now()
    const tests = testsNamed(db, control, accounts)
    const scope = { control, accounts: tests.map(({ account }) => account.id) }
    const covered = coveredExceptions(db, scope, period.id, chosen)
    const results = tests.flatMap(({ result }) => (result ? [result] : []))
    const before =
      repeatOf === undefined
        ? closedBefore(db, control, covered)
        : repeated(findingNamed(db, repeatOf), control)
    const ref = nextReference(db, `F-${period.label.slice(0, 4)}`, 3)
    const { id } = db.run(
      `insert into finding (ref, period_id, control, title, condition, criteria, cause, effect, recommendation, severity,
         exceptions, population, raised_by, raised_at)
       values (:ref, :period, :control, :title, :condition, :criteria, :cause, :effect, :recommendation, :severity,
         :exceptions, :population, :actor, :at)`,
      {
        ...elements,
        ref,
        control,
        period: period.id,
        severity: controlNamed(control).severity,
        exceptions: chosen ? covered.length : results.reduce((sum, { exceptions }) => sum + exceptions, 0),
        population: results.reduce((sum, { population }) => sum + population, 0),
        actor,
        at
      }
    )
    keepScope(db, id, scope.accounts, covered)
    db.run(
      `insert into finding_step (finding_id, state, reason, done_by, done_at) values (:id, 'draft', '', :actor, :at)`,
      { id, actor, at }
    )
    if (before)
      db.run('insert into finding_repeat (finding_id, repeat_of) values (:id, :before)', {
        id,
        before: before.id
      })
    appendEvent(db, {
      at,
      actor,
      action: 'finding.raise',
      entity: 'finding',
      entityId: ref,
      payload: {
        ...scope,
        ...elements,
        exceptions: covered.map(({ fingerprint }) => fingerprint),
        repeatOf: before?.ref ?? null
      }
    })
    judgeRaised(context, { period, control }, covered, { ref, isChosen: chosen !== undefined })
    return viewOf(findingNamed(db, ref))
  })
]

/** All findings, or those of one control; the oldest first. */
export function findingsOf(db: Reader, control: string | null = null): FindingView[] {
  return keptFindings(db, control === null ? {} : { control }).map(viewOf)
}

/** Those chosen, be they exceptions or for a person to judge, else every exception there is. */
function coveredExceptions(
  db: Reader,
  scope: Pick<KeptFinding, 'control' | 'accounts'>,
  period: number,
  chosen: readonly string[] | undefined
): readonly CoveredException[] {
  const listed = membersListed(db, scope, period)
  if (chosen === undefined) return [...listed.values()].filter(({ status }) => status === 'exception')
  return [...new Set(chosen)].map((fingerprint) => {
    const member = listed.get(fingerprint)
    if (!member)
      throw new WorkbenchError(
        'not-found',
        `${scope.control} has no exception ${fingerprint.slice(0, 12)}… in these accounts now.`
      )
    return member
  })
}

/** The last closed finding that one of the exceptions was part of: it comes back as a new finding. */
function closedBefore(
  db: Reader,
  control: string,
  covered: readonly CoveredException[]
): Pick<KeptFinding, 'id' | 'ref'> | undefined {
  const again = new Set(
    db
      .all<{ id: number }>(
        `select distinct finding_id as id
         from finding_exception
         where fingerprint in (select value from json_each(:fingerprints))`,
        { fingerprints: JSON.stringify(covered.map(({ fingerprint }) => fingerprint)) }
      )
      .map(({ id }) => id)
  )
  return keptFindings(db, { control }).findLast(({ id, state }) => state === 'closed' && again.has(id))
}

function repeated(finding: KeptFinding, control: string): KeptFinding {
  if (finding.state !== 'closed')
    throw new WorkbenchError('not-allowed', `${finding.ref} is not closed, so nothing repeats it yet.`)
  if (finding.control !== control)
    throw new WorkbenchError('not-allowed', `${finding.ref} is about ${finding.control}, not ${control}.`)
  return finding
}

function keepScope(
  db: Writer,
  finding: number,
  accounts: readonly string[],
  covered: readonly CoveredException[]
): void {
  for (const account of accounts)
    db.run('insert into finding_account (finding_id, account_id) values (:finding, :account)', {
      finding,
      account
    })
  for (const { fingerprint, account, resource, detail } of covered)
    db.run(
      `insert into finding_exception (finding_id, fingerprint, account_id, resource, detail)
       values (:finding, :fingerprint, :account, :resource, :detail)`,
      { finding, fingerprint, account, resource, detail }
    )
}
