/** How far every test of the open period is, and what it still needs before it is prepared and before it is reviewed. */
import { isOpenNote } from '../../../shared/states/review-note.ts'
import { needsOverride } from '../../../shared/states/override.ts'
import {
  missingBeforePrepared,
  missingBeforeReviewed,
  workStateOf,
  type PreparedGrounds,
  type Standing,
  type WorkState
} from '../../../shared/states/test-work.ts'
import { isAutomated } from '../../checks/check.ts'
import type { Reader } from '../../store/database.ts'
import { notesOf } from '../review-notes.ts'
import { situationOf } from '../situation.ts'
import { isAccepted } from './relied-sources.ts'
import { stands, type SignOff } from './standing.ts'
import { handsOf, type SampleRecord, type TestRecord } from './test-record.ts'

export interface TestWork {
  readonly record: TestRecord
  readonly state: WorkState
  readonly grounds: PreparedGrounds
  readonly preparer: Standing
  readonly reviewer: Standing
  /** Names of all who had a part in it, whoever signed as preparer included. */
  readonly hands: ReadonlySet<string>
  readonly openMustFix: number
}

export function testWorks(
  db: Reader,
  records: readonly TestRecord[],
  signOffs: readonly SignOff[]
): TestWork[] {
  const signed = Map.groupBy(
    signOffs.filter(({ scope }) => scope === 'test'),
    ({ scope_ref }) => scope_ref
  )
  const mustFix = mustFixByTest(db)
  const { isLocked } = situationOf(db, null)
  return records.map((record) => {
    const own = signed.get(record.ref) ?? []
    const preparer = standingOf(own, 'preparer')
    const reviewer = standingOf(own, 'reviewer')
    const openMustFix = mustFix.get(record.ref) ?? 0
    const isBegun = record.conclusion !== null || record.evidence.length > 0 || record.dispositions.length > 0
    return {
      record,
      state: workStateOf({ isBegun, preparer, reviewer, openMustFix, isLocked }),
      grounds: groundsOf(record),
      preparer,
      reviewer,
      hands: new Set([...handsOf(record), ...preparersOf(own)]),
      openMustFix
    }
  })
}

/** What is missing before this role signs a test; empty where nothing is. */
export function missingFor(work: TestWork, role: 'preparer' | 'reviewer'): readonly string[] {
  return role === 'preparer' ? missingBeforePrepared(work.grounds) : missingBeforeReviewed(work)
}

/** Whoever signed as preparer had a part in it, also where the signature was taken back. */
export function preparersOf(signOffs: readonly SignOff[]): readonly string[] {
  return signOffs.flatMap(({ role, printed_name }) => (role === 'preparer' ? [printed_name] : []))
}

export function standingOf(signOffs: readonly SignOff[], role: SignOff['role']): Standing {
  const last = signOffs.findLast((one) => one.role === role && stands(one))
  return last === undefined ? null : last.state === 'valid' ? 'valid' : 'stale'
}

export function groundsOf({
  check,
  result,
  conclusion,
  override,
  dispositions,
  evidence,
  samples,
  sources
}: TestRecord): PreparedGrounds {
  const disposed = dispositions.filter(({ status }) => status === 'exception').length
  return {
    conclusion: conclusion?.conclusion ?? null,
    reason: conclusion?.reason ?? '',
    isAutomated: isAutomated(check),
    isResultChanged: conclusion !== null && (result?.result_hash ?? null) !== conclusion.relied_hash,
    lacksApproval:
      result !== null &&
      conclusion !== null &&
      needsOverride(result.outcome, conclusion.conclusion) &&
      !(
        override !== null &&
        override.approver !== null &&
        override.conclusion === conclusion.conclusion &&
        override.outcome === result.outcome
      ),
    undisposed: Math.max(0, (result?.exceptions ?? 0) - disposed),
    unaccepted: sources.filter((source) => !isAccepted(source)).map(({ ref }) => ref),
    evidence: evidence.length,
    incompleteSamples: samples.filter((sample) => !isComplete(sample)).map(({ ref }) => ref)
  }
}

/** Every attribute of every item has a mark; a sample of which nobody said what is looked at was not looked at. */
function isComplete({ items, attributes, ticks }: SampleRecord): boolean {
  return attributes.length > 0 && ticks.length >= items.length * attributes.length
}

function mustFixByTest(db: Reader): ReadonlyMap<string, number> {
  const open = notesOf(db).filter(
    (note) => note.target === 'test' && note.class === 'must-fix' && isOpenNote(note.state)
  )
  return new Map(
    [...Map.groupBy(open, ({ targetRef }) => targetRef)].map(([ref, notes]) => [ref, notes.length])
  )
}
