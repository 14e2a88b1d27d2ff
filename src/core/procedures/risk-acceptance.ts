/** Records that the client accepts a risk: the client's decision with approver and evidence, which the auditor notes or challenges. */
import { WorkbenchError } from '../../shared/errors.ts'
import { acceptanceDateFault } from '../../shared/states/risk-acceptance.ts'
import type { Reader } from '../store/database.ts'
import { nextReference } from '../store/references.ts'
import { engagementOf } from './engagement.ts'
import {
  acceptancesOf,
  coversAll,
  hashOf,
  remediationOn,
  seenHash,
  type KeptAcceptance
} from './findings/acceptances.ts'
import { evidenceNamed, useEvidence } from './findings/evidence.ts'
import { moveRemediation, notAllowed, refuseNoDay } from './findings/guards.ts'
import { coveredBy, membersListed, type CoveredException } from './findings/items.ts'
import { findingNamed, keptFindings, keptRemediations, type KeptFinding } from './findings/kept.ts'
import { stepRemediation, tell } from './findings/steps.ts'
import { procedure } from './procedure.ts'

export default [
  procedure(
    'risk-acceptance.record',
    (context, { finding: of, covers, renewalOf, evidence, ...accepted }) => {
      const { db, actor, now } = context
      const finding = findingNamed(db, of)
      if (finding.state !== 'issued')
        throw notAllowed(
          `${of} is ${finding.state}; the client accepts the risk of a finding that is issued.`
        )
      const remediation = keptRemediations(db).find((kept) => kept.finding === finding.id)
      if (!remediation) throw new Error('An issued finding without a remediation')
      const today = remediationOn(db, remediation, finding, now())
      refuseDates(accepted, now())
      evidenceNamed(db, evidence)
      refuseAuditor(db, accepted.approver)
      const before = acceptancesOf(db, finding, now())
      const renewed = renewalOf === undefined ? null : renewable(before, renewalOf, evidence)
      const known = coveredBy(db, finding.id)
      const chosen = covers === undefined ? known : chosenOf(known, covers, of)
      const standing = before.find(({ state, id }) => state === 'active' && id !== renewed?.id)
      if (standing && chosen.some(({ fingerprint }) => standing.covers.includes(fingerprint)))
        throw notAllowed(
          `${standing.ref} covers some of this until ${standing.expiresAt}: renew it or end it.`
        )
      const coversEverything = coversAll(
        chosen.map(({ fingerprint }) => fingerprint),
        known.map(({ fingerprint }) => fingerprint)
      )
      // An acceptance renewed while it holds leaves the remediation as it is.
      const to = coversEverything && today.state !== 'risk-accepted' ? moveRemediation(today, 'accept') : null
      const seen = seenNow(db, finding, chosen)
      const ref = nextReference(db, `RA-${of.slice(2, 6)}`, 3)
      const { id } = db.run(
        `insert into risk_acceptance (ref, finding_id, covers, covered_hash, reason, compensating_controls, residual_severity,
         approver, approver_title, approved_at, evidence_id, valid_from, expires_at, auditor_view, renewal_of, recorded_by,
         recorded_at)
       values (:ref, :finding, :covers, :hash, :reason, :compensatingControls, :residualSeverity, :approver, :approverTitle,
         :approvedAt, :evidence, :validFrom, :expiresAt, :challenge, :renewalOf, :actor, :at)`,
        {
          ...accepted,
          ref,
          finding: finding.id,
          covers: JSON.stringify(chosen.map(({ fingerprint }) => fingerprint)),
          hash: hashOf(seen.map(({ fingerprint, hash }) => [fingerprint, hash])),
          evidence,
          renewalOf: renewed?.id ?? null,
          actor,
          at: now()
        }
      )
      for (const { fingerprint, hash } of seen)
        db.run(
          'insert into risk_acceptance_item (acceptance_id, fingerprint, seen_hash) values (:id, :fingerprint, :hash)',
          { id, fingerprint, hash }
        )
      const kept = useEvidence(
        db,
        { evidence, target: 'risk-acceptance', ref, purpose: 'Approval' },
        actor,
        now()
      )
      if (to !== null)
        stepRemediation(context, remediation, to, { comment: `${ref}: ${accepted.reason}`, evidence })
      tell(context, 'risk-acceptance.record', 'risk-acceptance', ref, {
        ...accepted,
        finding: of,
        covers: chosen.map(({ fingerprint }) => fingerprint),
        evidence: kept,
        renewalOf: renewed?.ref ?? null
      })
      return { acceptance: ref }
    }
  ),

  procedure('risk-acceptance.end', (context, { acceptance: ref, reason }) => {
    const { db, actor, now } = context
    const row = db.get<{ finding: number }>(
      'select finding_id as finding from risk_acceptance where ref = :ref',
      {
        ref
      }
    )
    const finding = keptFindings(db).find(({ id }) => id === row?.finding)
    if (!finding)
      throw new WorkbenchError('not-found', `There is no risk acceptance ${ref} in this engagement.`)
    const acceptances = acceptancesOf(db, finding, now())
    const acceptance = acceptances.find((one) => one.ref === ref)
    if (!acceptance || acceptance.state === 'ended' || acceptance.state === 'superseded')
      throw notAllowed(`${ref} was ended or renewed already.`)
    db.run(
      `insert into risk_acceptance_end (acceptance_id, reason, ended_by, ended_at) values (:id, :reason, :actor, :at)`,
      { id: acceptance.id, reason, actor, at: now() }
    )
    const remediation = keptRemediations(db).find((kept) => kept.finding === finding.id)
    if (remediation?.state === 'risk-accepted') {
      const { state } = remediationOn(db, remediation, finding, now())
      if (state !== remediation.state)
        stepRemediation(context, remediation, state, { comment: `${ref} ended: ${reason}` })
    }
    return tell(context, 'risk-acceptance.end', 'risk-acceptance', ref, { reason })
  })
]

function refuseDates(
  dates: { readonly approvedAt: string; readonly validFrom: string; readonly expiresAt: string },
  now: string
): void {
  refuseNoDay(dates.approvedAt, 'The day of approval')
  refuseNoDay(dates.validFrom, 'The first day')
  refuseNoDay(dates.expiresAt, 'The last day')
  const fault = acceptanceDateFault(dates, now)
  if (fault !== null) throw notAllowed(fault)
}

/** Auditors do not accept risks. */
function refuseAuditor(db: Reader, approver: string): void {
  const auditors = db.all<{ name: string }>('select name from person union select auditor from engagement')
  const like = (name: string): string => name.trim().toLowerCase()
  if (auditors.some(({ name }) => like(name) === like(approver)))
    throw notAllowed(`${approver} audits here; a risk is accepted by somebody of the client.`)
}

/** The acceptance renewed: of the same finding, not renewed before, on a new approval. */
function renewable(before: readonly KeptAcceptance[], ref: string, evidence: number): KeptAcceptance {
  const found = before.find((acceptance) => acceptance.ref === ref)
  if (!found) throw new WorkbenchError('not-found', `The finding has no risk acceptance ${ref}.`)
  if (found.isRenewed) throw notAllowed(`${ref} was renewed already.`)
  if (found.evidenceId === evidence)
    throw notAllowed(`${found.evidence} approved ${ref}; a renewal is approved anew, with its own evidence.`)
  return found
}

function chosenOf(
  known: readonly CoveredException[],
  covers: readonly string[],
  finding: string
): readonly CoveredException[] {
  const chosen = known.filter(({ fingerprint }) => covers.includes(fingerprint))
  if (chosen.length !== new Set(covers).size)
    throw new WorkbenchError('not-found', `${finding} does not cover every exception named.`)
  return chosen
}

/** What each is in the open period, else as the finding has it. */
function seenNow(
  db: Reader,
  finding: KeptFinding,
  chosen: readonly CoveredException[]
): readonly { readonly fingerprint: string; readonly hash: string }[] {
  const listed = membersListed(db, finding, engagementOf(db).period.id)
  return chosen.map((exception) => ({
    fingerprint: exception.fingerprint,
    hash: seenHash(db, listed.get(exception.fingerprint) ?? exception)
  }))
}
