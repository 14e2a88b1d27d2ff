/** Findings as they cross the bridge: a row for the list, everything for one. */
import type {
  AcceptanceView,
  FindingDetail,
  FindingRecord,
  FindingRow,
  FindingView,
  MilestoneView,
  ResponseView,
  RetestSource,
  RetestView,
  DueDateView,
  RemediationHead
} from '../../../shared/records/finding.ts'
import { stageOf } from '../../../shared/states/finding.ts'
import { dueStateOf } from '../../../shared/states/remediation.ts'
import type { Reader } from '../../store/database.ts'
import { engagementOf } from '../engagement.ts'
import { acceptancesOf, remediationOn, type KeptAcceptance } from './acceptances.ts'
import { evidenceOfFinding } from './evidence.ts'
import { historyOf } from './history.ts'
import { situationIn } from './items.ts'
import {
  findingNamed,
  keptFindings,
  keptRemediations,
  type KeptFinding,
  type KeptRemediation
} from './kept.ts'
import { occurrencesOf } from './occurrences.ts'
import { passedSince } from './retests.ts'

/** Findings of every period, the oldest first. `today` is a day or a time. */
export function findingRows(db: Reader, today: string): FindingRow[] {
  const remediations = new Map(keptRemediations(db).map((remediation) => [remediation.finding, remediation]))
  const accepted = new Set(
    db.all<{ id: number }>('select distinct finding_id as id from risk_acceptance').map(({ id }) => id)
  )
  return keptFindings(db).map((finding) => {
    const acceptances = accepted.has(finding.id) ? acceptancesOf(db, finding, today) : []
    return rowOf(db, finding, remediations.get(finding.id) ?? null, acceptances, today)
  })
}

/** Throws `not-found`. */
export function findingDetail(db: Reader, ref: string, today: string): FindingDetail {
  const finding = findingNamed(db, ref)
  const remediation = keptRemediations(db).find((kept) => kept.finding === finding.id) ?? null
  const record = recordOf(db, finding, remediation, today)
  return { ...record, history: historyOf(db, refsOf(record)) }
}

/** Everything about every finding but its history, the oldest first. */
export function findingRecords(db: Reader, today: string): FindingRecord[] {
  const remediations = new Map(keptRemediations(db).map((remediation) => [remediation.finding, remediation]))
  return keptFindings(db).map((finding) => recordOf(db, finding, remediations.get(finding.id) ?? null, today))
}

function recordOf(
  db: Reader,
  finding: KeptFinding,
  kept: KeptRemediation | null,
  today: string
): FindingRecord {
  const acceptances = acceptancesOf(db, finding, today)
  const row = rowOf(db, finding, kept, acceptances, today)
  const { items, uncovered } = situationIn(db, finding, engagementOf(db).period.id)
  const record = {
    ...row,
    items,
    uncovered,
    occurrences: occurrencesOf(db, finding),
    responses: kept ? responsesOf(db, kept.id) : [],
    dueDates: kept ? dueDatesOf(db, kept.id) : [],
    milestones: kept ? milestonesOf(db, kept.id) : [],
    claimedAt: kept?.claimedAt ?? null,
    retests: kept ? retestsOf(db, kept.id) : [],
    awaitsReview: row.remediation?.state === 'implemented' && kept !== null && passedSince(db, kept) !== null,
    acceptances: acceptances.map(acceptanceView)
  }
  return { ...record, evidence: evidenceOfFinding(db, finding, refsOf(record)) }
}

/** The finding's own reference and those of all that follows it. */
function refsOf({
  ref,
  remediation,
  retests,
  acceptances
}: Pick<FindingRecord, 'ref' | 'remediation' | 'retests' | 'acceptances'>): readonly string[] {
  return [ref, ...[remediation, ...retests, ...acceptances].flatMap((one) => (one ? [one.ref] : []))]
}

export function viewOf(finding: KeptFinding): FindingView {
  return {
    ref: finding.ref,
    title: finding.title,
    condition: finding.condition,
    criteria: finding.criteria,
    cause: finding.cause,
    effect: finding.effect,
    recommendation: finding.recommendation,
    severity: finding.severity,
    originalSeverity: finding.originalSeverity,
    control: finding.control,
    accounts: finding.accounts,
    exceptions: finding.exceptions,
    population: finding.population,
    raisedBy: finding.raisedBy,
    raisedAt: finding.raisedAt,
    period: finding.period,
    state: finding.state,
    repeatOf: finding.repeatOf
  }
}

function rowOf(
  db: Reader,
  finding: KeptFinding,
  kept: KeptRemediation | null,
  acceptances: readonly KeptAcceptance[],
  today: string
): FindingRow {
  const remediation = kept ? headOf(remediationOn(db, kept, finding, today), today) : null
  const last = acceptances.findLast(({ state }) => state === 'active') ?? acceptances.at(-1)
  return {
    ...viewOf(finding),
    stage: stageOf(finding.state, remediation),
    remediation,
    acceptance: last ? { ref: last.ref, state: last.state, expiresAt: last.expiresAt } : null
  }
}

function headOf(
  { ref, state, position, owner, originalDue, due }: KeptRemediation,
  today: string
): RemediationHead {
  return {
    ref,
    state,
    hasResponse: position !== null && position !== 'no-response',
    owner,
    originalDue,
    due,
    dueState: dueStateOf(state, due, today)
  }
}

function responsesOf(db: Reader, remediation: number): ResponseView[] {
  return db.all<ResponseView>(
    `select m.position, m.response, m.action, m.owner, m.owner_email as ownerEmail, m.responder,
       m.responder_title as responderTitle, e.ref as evidence, m.recorded_by as recordedBy, m.recorded_at as recordedAt
     from management_response m
     join evidence e on e.id = m.evidence_id
     where m.remediation_id = :remediation
     order by m.id`,
    { remediation }
  )
}

function dueDatesOf(db: Reader, remediation: number): DueDateView[] {
  return db.all<DueDateView>(
    `select d.due, d.reason, d.requested_by as requestedBy, e.ref as evidence, d.recorded_by as recordedBy,
       d.recorded_at as recordedAt
     from remediation_due d
     join evidence e on e.id = d.evidence_id
     where d.remediation_id = :remediation
     order by d.id`,
    { remediation }
  )
}

/** In their order; the last date agreed and the last word said stand. */
export function milestonesOf(db: Reader, remediation: number): MilestoneView[] {
  return db.all<MilestoneView>(
    `select m.n, m.text, m.original_date as originalDate,
       coalesce(
         (select revised_date from milestone_step where milestone_id = m.id and revised_date is not null order by id desc limit 1),
         m.original_date
       ) as date,
       (select done_at from milestone_step where milestone_id = m.id order by id desc limit 1) as doneAt,
       coalesce((select comment from milestone_step where milestone_id = m.id order by id desc limit 1), '') as comment
     from milestone m
     where m.remediation_id = :remediation
     order by m.n`,
    { remediation }
  )
}

function retestsOf(db: Reader, remediation: number): RetestView[] {
  return db
    .all<Omit<RetestView, 'stillOpen' | 'sources'> & { stillOpen: string; sources: string }>(
      `select t.ref, p.label as period, t.result, t.procedure, t.still_open as stillOpen, t.sources, t.population,
         t.performed_by as performedBy, t.performed_at as performedAt
       from retest t
       join period p on p.id = t.period_id
       where t.remediation_id = :remediation
       order by t.id`,
      { remediation }
    )
    .map((row) => ({
      ...row,
      stillOpen: JSON.parse(row.stillOpen) as string[],
      sources: JSON.parse(row.sources) as RetestSource[]
    }))
}

function acceptanceView(kept: KeptAcceptance): AcceptanceView {
  return {
    ref: kept.ref,
    state: kept.state,
    expiresAt: kept.expiresAt,
    covers: kept.covers.length,
    reason: kept.reason,
    compensatingControls: kept.compensatingControls,
    residualSeverity: kept.residualSeverity,
    approver: kept.approver,
    approverTitle: kept.approverTitle,
    approvedAt: kept.approvedAt,
    evidence: kept.evidence,
    validFrom: kept.validFrom,
    challenge: kept.challenge,
    renewalOf: kept.renewalOf,
    endReason: kept.endReason,
    recordedBy: kept.recordedBy,
    recordedAt: kept.recordedAt
  }
}
