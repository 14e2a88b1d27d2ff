/** The open period as signatures and the close-out gate look at it; each part is gathered when it is first asked for, and once. */
import type { ReviewNote } from '../../../shared/records/review.ts'
import type { Separation } from '../../../shared/permissions.ts'
import type { Reader } from '../../store/database.ts'
import { engagementOf } from '../engagement.ts'
import { notesOf } from '../review-notes.ts'
import { separationOf, situationOf } from '../situation.ts'
import { contentsOf, once, type Contents } from './contents.ts'
import { signOffsOf, type SignOff } from './standing.ts'
import { testRecords, type TestRecord } from './test-record.ts'
import { testWorks, type TestWork } from './test-work.ts'

export interface PeriodState {
  readonly db: Reader
  readonly period: { readonly id: number; readonly label: string }
  readonly isLocked: boolean
  readonly separation: Separation
  /** ISO-8601 UTC. */
  readonly now: string
  readonly records: () => readonly TestRecord[]
  readonly contents: Contents
  readonly signOffs: () => readonly SignOff[]
  readonly works: () => readonly TestWork[]
  readonly notes: () => readonly ReviewNote[]
}

/** Tests of one control only, where it is given: for what concerns them alone. */
export function periodState(db: Reader, now: string, control: string | null = null): PeriodState {
  const { period } = engagementOf(db)
  const records = once(() => testRecords(db, control))
  const notes = once(() => notesOf(db))
  const contents = contentsOf(db, records)
  const signOffs = once(() => signOffsOf(db, contents))
  return {
    db,
    period,
    isLocked: situationOf(db, null).isLocked,
    separation: separationOf(db),
    now,
    records,
    contents,
    signOffs,
    works: once(() => testWorks(db, records(), signOffs())),
    notes
  }
}
