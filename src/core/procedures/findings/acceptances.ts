/** Risk acceptances as they stand on a day: they lapse when they expire, and when what they cover is seen to have changed. */
import { createHash } from 'node:crypto'

import { acceptanceStateOf, type AcceptanceState } from '../../../shared/states/risk-acceptance.ts'
import { remediationAfter } from '../../../shared/states/remediation.ts'
import type { Severity } from '../../../shared/vocabulary.ts'
import { canonicalJson } from '../../integrity/canonical-json.ts'
import type { Reader } from '../../store/database.ts'
import { engagementOf } from '../engagement.ts'
import { documentsOf } from '../show-document.ts'
import { coveredBy, membersListed, situationIn } from './items.ts'
import type { KeptFinding, KeptRemediation } from './kept.ts'

export interface KeptAcceptance {
  readonly id: number
  readonly ref: string
  readonly finding: number
  readonly covers: readonly string[]
  readonly reason: string
  readonly compensatingControls: string
  readonly residualSeverity: Severity
  readonly approver: string
  readonly approverTitle: string
  readonly approvedAt: string
  /** Its reference and id. */
  readonly evidence: string
  readonly evidenceId: number
  readonly validFrom: string
  readonly expiresAt: string
  readonly challenge: string
  readonly renewalOf: string | null
  readonly endReason: string | null
  readonly isRenewed: boolean
  readonly recordedBy: string
  readonly recordedAt: string
  readonly state: AcceptanceState
}

type AcceptanceRow = Omit<KeptAcceptance, 'covers' | 'isRenewed' | 'state'> & {
  readonly covers: string
  readonly isRenewed: number
}

/** Of one finding, on a day; the oldest first. */
export function acceptancesOf(db: Reader, finding: KeptFinding, today: string): KeptAcceptance[] {
  const rows = db.all<AcceptanceRow>(
    `select a.id, a.ref, a.finding_id as finding, a.covers, a.reason, a.compensating_controls as compensatingControls,
       a.residual_severity as residualSeverity, a.approver, a.approver_title as approverTitle, a.approved_at as approvedAt,
       e.ref as evidence, e.id as evidenceId, a.valid_from as validFrom, a.expires_at as expiresAt,
       a.auditor_view as challenge, before.ref as renewalOf, ended.reason as endReason,
       exists (select 1 from risk_acceptance again where again.renewal_of = a.id) as isRenewed,
       a.recorded_by as recordedBy, a.recorded_at as recordedAt
     from risk_acceptance a
     join evidence e on e.id = a.evidence_id
     left join risk_acceptance before on before.id = a.renewal_of
     left join risk_acceptance_end ended on ended.acceptance_id = a.id
     where a.finding_id = :finding
     order by a.id`,
    { finding: finding.id }
  )
  return rows.map(({ covers, isRenewed, ...row }) => {
    const facts = {
      validFrom: row.validFrom,
      expiresAt: row.expiresAt,
      isEnded: row.endReason !== null,
      isRenewed: isRenewed === 1,
      hasChanged: false
    }
    const isStanding = acceptanceStateOf(facts, today) === 'active'
    const hasChanged = isStanding && isOtherNow(db, finding, row.id)
    return {
      ...row,
      covers: JSON.parse(covers) as string[],
      isRenewed: isRenewed === 1,
      state: acceptanceStateOf({ ...facts, hasChanged }, today)
    }
  })
}

/** A remediation as it stands on a day: where no acceptance of all its exceptions holds any more, the client has to act or accept again. */
export function remediationOn(
  db: Reader,
  remediation: KeptRemediation,
  finding: KeptFinding,
  today: string
): KeptRemediation {
  if (remediation.state !== 'risk-accepted') return remediation
  const covered = coveredBy(db, finding.id).map(({ fingerprint }) => fingerprint)
  const holds = acceptancesOf(db, finding, today).some(
    ({ state, covers }) => state === 'active' && coversAll(covers, covered)
  )
  if (holds) return remediation
  const state = remediationAfter(remediation.state, 'end-acceptance', remediation.due !== null)
  return state === null ? remediation : { ...remediation, state }
}

export function coversAll(covers: readonly string[], covered: readonly string[]): boolean {
  const known = new Set(covers)
  return covered.every((fingerprint) => known.has(fingerprint))
}

/** What an exception is now, for an acceptance to hold on to: its detail and the documents of its resource. Days that pass change nothing. */
export function seenHash(
  db: Reader,
  {
    account,
    resource,
    detail
  }: { readonly account: string; readonly resource: string; readonly detail: string }
): string {
  const documents = documentsOf(db, { account, resource }).map(({ document }) => document)
  const hashes = db.all<{ sha256: string }>(
    'select sha256 from policy_document where id in (select value from json_each(:documents)) order by sha256',
    { documents: JSON.stringify(documents) }
  )
  return hashOf([withoutDays(detail), hashes.map(({ sha256 }) => sha256)])
}

export function hashOf(content: Parameters<typeof canonicalJson>[0]): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex')
}

/** "is 93 days old" is the same a month later; a date that moved is not. */
function withoutDays(detail: string): string {
  return detail.replaceAll(/\b\d[\d,]* days?\b/g, 'days')
}

/** What nothing is known of in the open period counts as it was. */
function isOtherNow(db: Reader, finding: KeptFinding, acceptance: number): boolean {
  const { period } = engagementOf(db)
  const listed = membersListed(db, finding, period.id)
  const gone = new Set(
    situationIn(db, finding, period.id)
      .items.filter(({ state }) => state === 'gone')
      .map(({ fingerprint }) => fingerprint)
  )
  const seen = db.all<{ fingerprint: string; seen_hash: string }>(
    'select fingerprint, seen_hash from risk_acceptance_item where acceptance_id = :acceptance',
    { acceptance }
  )
  return seen.some(({ fingerprint, seen_hash: before }) => {
    const member = listed.get(fingerprint)
    return member ? seenHash(db, member) !== before : gone.has(fingerprint)
  })
}
