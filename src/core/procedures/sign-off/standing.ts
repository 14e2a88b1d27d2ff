/** The sign-offs of the open period and what each is worth now: staleness is never stored, it follows from the content. */
import type { SignOffView } from '../../../shared/records/sign-off.ts'
import type { SignatureState, SignedRole, SignScope } from '../../../shared/states/sign-off.ts'
import { canonicalJson } from '../../integrity/canonical-json.ts'
import type { Reader } from '../../store/database.ts'
import { engagementOf } from '../engagement.ts'
import { contentsOf, type Contents } from './contents.ts'
import type { SignedContent, SignedEvidence } from './test-content.ts'

export interface SignOffRow {
  readonly id: number
  readonly period: string
  readonly scope: SignScope
  readonly scope_ref: string
  readonly role: SignedRole
  readonly person_id: number | null
  readonly printed_name: string
  readonly title: string
  readonly meaning: string
  readonly signed_at: string
  readonly content_hash: string
  readonly content: string
  readonly chain_seq: number
  readonly chain_head: string
  readonly signature: string | null
  readonly withdrawn_reason: string | null
  readonly withdrawn_by: string | null
  readonly withdrawn_at: string | null
}

export interface SignOff extends SignOffRow {
  readonly state: SignatureState
}

/** Of the open period, the oldest first; those of the tests of one control alone, where it is given. */
export function signOffsOf(
  db: Reader,
  contents: Contents = contentsOf(db),
  control: string | null = null
): SignOff[] {
  const { period } = engagementOf(db)
  const rows = db.all<SignOffRow>(
    `${everyRow}
     where s.period_id = :period
       and (:control is null or (s.scope = 'test' and substr(s.scope_ref, 1, length(:control) + 1) = :control || '/'))
     order by s.id`,
    { period: period.id, control }
  )
  const newest = new Map<string, number>()
  for (const row of rows) if (row.withdrawn_at === null) newest.set(placeOf(row), row.id)
  return rows.map((row) => ({ ...row, state: stateOf(row, newest, contents) }))
}

/** Whether nobody took it back and nobody of the same role signed anew. */
export function stands({ state }: SignOff): boolean {
  return state === 'valid' || state === 'stale'
}

export function viewOf(row: SignOff): SignOffView {
  return {
    id: row.id,
    period: row.period,
    scope: row.scope,
    ref: row.scope_ref,
    role: row.role,
    name: row.printed_name,
    title: row.title,
    meaning: row.meaning,
    signedAt: row.signed_at,
    contentHash: row.content_hash,
    chainSeq: row.chain_seq,
    chainHead: row.chain_head,
    isSigned: row.signature !== null,
    state: row.state,
    withdrawal:
      row.withdrawn_at === null
        ? null
        : { reason: row.withdrawn_reason ?? '', by: row.withdrawn_by ?? '', at: row.withdrawn_at }
  }
}

/** The same for sign-offs of which only the last counts. */
export function placeOf(row: Pick<SignOffRow, 'scope' | 'scope_ref' | 'role'>): string {
  return `${row.scope}/${row.scope_ref}/${row.role}`
}

/** What a signer has to look at: for a preparer, evidence that came later is not part of it. */
export function contentFor(
  role: SignedRole,
  signed: string,
  now: SignedContent | null
): SignedContent | null {
  if (now === null || role !== 'preparer') return now
  const { evidence } = JSON.parse(signed) as SignedContent
  const known = new Set(evidence.map(placeInEvidence))
  return { ...now, evidence: now.evidence.filter((one) => known.has(placeInEvidence(one))) }
}

function placeInEvidence({ ref, locator }: SignedEvidence): string {
  return `${ref} ${locator}`
}

function stateOf(row: SignOffRow, newest: ReadonlyMap<string, number>, contents: Contents): SignatureState {
  if (row.withdrawn_at !== null) return 'withdrawn'
  if (newest.get(placeOf(row)) !== row.id) return 'superseded'
  const now = contents(row.scope, row.scope_ref)
  if (now === null) return 'stale'
  // Contents are written with their keys in order, so mostly the plain text is the canonical one; it is made much faster.
  if (JSON.stringify(now) === row.content || canonicalJson(now) === row.content) return 'valid'
  const seen = contentFor(row.role, row.content, now)
  return seen !== null && canonicalJson(seen) === row.content ? 'valid' : 'stale'
}

export const everyRow = `
  select s.id, p.label as period, s.scope, s.scope_ref, s.role, s.person_id, s.printed_name, s.title, s.meaning, s.signed_at,
    s.content_hash, s.content, s.chain_seq, s.chain_head, s.signature,
    w.reason as withdrawn_reason, w.withdrawn_by, w.withdrawn_at
  from sign_off s
  join period p on p.id = s.period_id
  left join sign_off_withdrawal w on w.sign_off_id = s.id`
