/** Links places of evidence to the tests and findings they back, and takes links back; both stay in the record. */
import { WorkbenchError } from '../../shared/errors.ts'
import { locatorWords } from '../../shared/locator.ts'
import type { Writer } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { engagementOf } from './engagement.ts'
import { pieceNamed, type KeptPiece } from './evidence/piece.ts'
import { placeIn } from './evidence/place.ts'
import { findingNamed } from './findings/kept.ts'
import { procedure } from './procedure.ts'
import { testsNamed } from './record-conclusion.ts'

export default [
  procedure('evidence.link', ({ db, actor, now }, { evidence, locator, tests, findings, purpose }) => {
    const piece = pieceNamed(db, evidence)
    if (piece.withdrawnAt !== null)
      throw new WorkbenchError('not-allowed', `${evidence} was withdrawn and backs nothing any more.`)
    const place = placeIn(db, piece, locator)
    const { period } = engagementOf(db)
    const at = now()
    const named = tests.flatMap(({ control, accounts }) => testsNamed(db, control, accounts))
    const linkedTests = named.filter(
      ({ check, account }) =>
        db.run(
          `insert into evidence_link (evidence_id, period_id, control, account_id, locator, linked_by, linked_at)
           values (:piece, :period, :control, :account, :place, :actor, :at)`,
          {
            piece: piece.id,
            period: period.id,
            control: check.control,
            account: account.id,
            place,
            actor,
            at
          }
        ).changes > 0
    )
    const linkedFindings = findings.filter(
      (finding) =>
        db.run(
          `insert into evidence_use (evidence_id, target, ref, locator, purpose, linked_by, linked_at)
           values (:piece, 'finding', :ref, :place, :purpose, :actor, :at)`,
          { piece: piece.id, ref: openFinding(db, finding), place, purpose: purpose || 'Shows it', actor, at }
        ).changes > 0
    )
    const linked = linkedTests.length + linkedFindings.length
    if (named.length + findings.length === 0)
      throw new WorkbenchError('input-invalid', `Say which tests or findings ${evidence} backs.`)
    if (linked === 0)
      throw new WorkbenchError(
        'not-allowed',
        `${evidence}, ${locatorWords(place)}, backs all of them already.`
      )
    appendEvent(db, {
      at,
      actor,
      action: 'evidence.link',
      entity: 'evidence',
      entityId: evidence,
      payload: {
        tests: linkedTests.map(({ check, account }) => `${period.label}/${check.control}/${account.id}`),
        findings: linkedFindings,
        place,
        purpose
      }
    })
    return { linked }
  }),

  procedure('evidence.unlink', ({ db, actor, now }, { evidence, target, ref, locator, reason }) => {
    const piece = pieceNamed(db, evidence)
    const at = now()
    const end = { reason, actor, at }
    if (target === 'test')
      db.run(
        `insert into evidence_link_end (link_id, reason, ended_by, ended_at)
         values (:link, :reason, :actor, :at)`,
        { link: linkOf(db, piece, ref, locator), ...end }
      )
    else
      db.run(
        `insert into evidence_use_end (use_id, reason, ended_by, ended_at)
         values (:use, :reason, :actor, :at)`,
        { use: useOf(db, piece, ref, locator), ...end }
      )
    appendEvent(db, {
      at,
      actor,
      action: 'evidence.unlink',
      entity: 'evidence',
      entityId: evidence,
      payload: { target, ref, place: locator, reason }
    })
    return null
  })
]

/** What was said of a finding that is over stays as it is. */
function openFinding(db: Writer, ref: string): string {
  const { state } = findingNamed(db, ref)
  if (state === 'closed' || state === 'withdrawn')
    throw new WorkbenchError('not-allowed', `${ref} is ${state}; nothing is added to it any more.`)
  return ref
}

/** The link that stands for a test of the open period. */
function linkOf(db: Writer, piece: KeptPiece, test: string, locator: string): number {
  const [control = '', account = ''] = test.split('/')
  const link = db.get<{ id: number }>(
    `select id
     from standing_link
     where evidence_id = :piece and period_id = :period and control = :control and account_id = :account
       and locator = :locator`,
    { piece: piece.id, period: engagementOf(db).period.id, control, account, locator }
  )
  if (!link)
    throw new WorkbenchError(
      'not-found',
      `${piece.ref}, ${locatorWords(locator)}, does not back ${test} in the open month. Months that are over stay as they are.`
    )
  return link.id
}

function useOf(db: Writer, piece: KeptPiece, ref: string, locator: string): number {
  openFinding(db, ref)
  const use = db.get<{ id: number }>(
    `select id
     from standing_use
     where evidence_id = :piece and target = 'finding' and ref = :ref and locator = :locator`,
    { piece: piece.id, ref, locator }
  )
  if (!use)
    throw new WorkbenchError('not-found', `${piece.ref}, ${locatorWords(locator)}, does not back ${ref}.`)
  return use.id
}
