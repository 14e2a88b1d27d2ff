/** What decides on what is open now: who works, whether people are in the engagement at all, and whether the period is locked. */
import type { Role, Separation, Situation, Working } from '../../shared/permissions.ts'
import type { SessionView } from '../../shared/records/people.ts'
import type { Reader } from '../store/database.ts'
import { procedure } from './procedure.ts'

export default procedure('session.show', ({ db, workingPerson }): SessionView => {
  const { hasPeople, person, period, isLocked } = situationOf(db, workingPerson())
  return { hasPeople, person, period, isLocked, separation: separationOf(db), hasSignOffs: hasSignOffs(db) }
})

/** `working` is the id of who is unlocked; somebody who left no longer works. */
export function situationOf(db: Reader, working: number | null): Situation {
  const period = db.get<{ label: string; state: string }>(
    'select label, state from period order by label desc limit 1'
  )
  return {
    hasPeople: db.get<{ n: number }>('select count(*) as n from person')?.n !== 0,
    person: working === null ? null : (personWorking(db, working) ?? null),
    period: period?.label ?? '',
    isLocked: period?.state === 'locked'
  }
}

export function separationOf(db: Reader): Separation {
  return (
    db.get<{ separation: Separation }>('select separation from engagement')?.separation ?? 'single-auditor'
  )
}

export function hasSignOffs(db: Reader): boolean {
  return db.get<{ n: number }>('select exists (select 1 from sign_off) as n')?.n === 1
}

function personWorking(db: Reader, id: number): Working | undefined {
  return db.get<{ id: number; name: string; role: Role }>(
    'select id, name, role from person where id = :id and left_at is null',
    { id }
  )
}
