/** People of the engagement: added with a key of their own, unlocked by their passphrase, kept when they leave. */
import { WorkbenchError } from '../../shared/errors.ts'
import { longestPassphrase, shortestPassphrase } from '../../shared/passphrase.ts'
import { mayChoosePeople, roles, type Role } from '../../shared/permissions.ts'
import type { PersonView } from '../../shared/records/people.ts'
import { changePassphrase, openKey, sealKey } from '../integrity/sealed-key.ts'
import { fingerprintOf, generateSshKey } from '../integrity/ssh-key.ts'
import type { Reader } from '../store/database.ts'
import { appendEvent } from '../store/events.ts'
import { preparedProcedure, procedure, type WriteContext } from './procedure.ts'
import { hasSignOffs, separationOf } from './situation.ts'

export default [
  procedure('person.list', ({ db }): readonly PersonView[] => peopleOf(db)),

  preparedProcedure(
    'person.add',
    async (context, { name, passphrase, role }) => {
      refuseUnlessChoosing(context)
      refuseFirst(context.db, role)
      refuseTaken(context.db, name)
      refuseWeak(passphrase)
      const key = generateSshKey(name)
      return { publicKey: key.publicKey, sealed: await sealKey(key, passphrase) }
    },
    ({ db, actor, now }, { name, title, email, role }, { publicKey, sealed }): PersonView => {
      const at = now()
      const { id } = db.run(
        `insert into person (name, title, email, role, public_key, sealed_key, added_by, added_at)
         values (:name, :title, :email, :role, :publicKey, :sealed, :actor, :at)`,
        { name, title, email, role, publicKey, sealed, actor, at }
      )
      appendEvent(db, {
        at,
        actor,
        action: 'person.add',
        entity: 'person',
        entityId: name,
        payload: { name, title, email, role, publicKey, at }
      })
      return viewOf(personOf(db, id))
    }
  ),

  preparedProcedure(
    'person.passphrase',
    ({ db, session }, { person, passphrase, newPassphrase }) => {
      const { sealed_key: sealed } = workingHere(db, person)
      refuseWeak(newPassphrase)
      return session.tryPassphrase(person, () => changePassphrase(sealed, passphrase, newPassphrase))
    },
    ({ db, now }, { person }, sealed) => {
      const { name } = personOf(db, person)
      db.run('update person set sealed_key = :sealed where id = :person', { person, sealed })
      appendEvent(db, {
        at: now(),
        actor: name,
        action: 'person.passphrase',
        entity: 'person',
        entityId: name,
        payload: {}
      })
      return null
    }
  ),

  procedure('person.leave', (context, { person: id }) => {
    const { db, actor, now, session } = context
    refuseUnlessChoosing(context)
    const leaving = workingHere(db, id)
    refuseNeeded(db, leaving)
    const at = now()
    db.run('update person set left_at = :at where id = :id', { id, at })
    appendEvent(db, {
      at,
      actor,
      action: 'person.leave',
      entity: 'person',
      entityId: leaving.name,
      payload: { role: leaving.role, at }
    })
    if (session.personId() === id) session.lock()
    return null
  }),

  preparedProcedure(
    'person.unlock',
    ({ db, session }, { person, passphrase }) => {
      const { sealed_key: sealed } = workingHere(db, person)
      return session.tryPassphrase(person, () => openKey(sealed, passphrase))
    },
    ({ db, session }, { person }, key) => {
      const { name, public_key: publicKey } = personOf(db, person)
      // A key sealed by somebody else in this person's place opens, and is not the one that was announced.
      if (key.publicKey !== publicKey)
        throw new WorkbenchError('file-damaged', `The sealed key of ${name} is not the one that was added.`)
      session.unlock(person, key)
      return null
    }
  ),

  procedure('person.lock', ({ session }) => {
    session.lock()
    return null
  }),

  procedure('engagement.separation', ({ db, actor, now }, { separation }) => {
    const before = separationOf(db)
    if (before === separation) return null
    if (separation === 'strict') refuseWithoutBothSides(db)
    else if (hasSignOffs(db))
      throw new WorkbenchError(
        'not-allowed',
        'Something is signed off already, so the separation of duties stands for this engagement.'
      )
    db.run('update engagement set separation = :separation', { separation })
    appendEvent(db, {
      at: now(),
      actor,
      action: 'engagement.separation',
      entity: 'engagement',
      entityId: 'separation',
      payload: { before, after: separation }
    })
    return null
  })
]

interface PersonRow {
  readonly id: number
  readonly name: string
  readonly title: string
  readonly email: string
  readonly role: Role
  readonly public_key: string
  readonly sealed_key: string
  readonly added_by: string
  readonly added_at: string
  readonly left_at: string | null
}

const everyColumn = 'id, name, title, email, role, public_key, sealed_key, added_by, added_at, left_at'

/** Everybody who works or worked in the engagement, in the order they were added. */
export function peopleOf(db: Reader): PersonView[] {
  return db.all<PersonRow>(`select ${everyColumn} from person order by id`).map(viewOf)
}

function viewOf(row: PersonRow): PersonView {
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    email: row.email,
    role: row.role,
    publicKey: row.public_key,
    fingerprint: fingerprintOf(row.public_key) ?? '',
    addedBy: row.added_by,
    addedAt: row.added_at,
    leftAt: row.left_at
  }
}

function personOf(db: Reader, id: number): PersonRow {
  const row = db.get<PersonRow>(`select ${everyColumn} from person where id = :id`, { id })
  if (!row) throw new WorkbenchError('not-found', `There is no person ${id} in this engagement.`)
  return row
}

function workingHere(db: Reader, id: number): PersonRow {
  const row = personOf(db, id)
  if (row.left_at !== null)
    throw new WorkbenchError(
      'not-allowed',
      `${row.name} left this engagement on ${row.left_at.slice(0, 10)}.`
    )
  return row
}

function rolesPresent(db: Reader, without = 0): Role[] {
  return db
    .all<{ role: Role }>('select role from person where left_at is null and id <> :without', { without })
    .map(({ role }) => role)
}

function refuseUnlessChoosing({ db, person }: WriteContext): void {
  if (person === null || mayChoosePeople(person.role, rolesPresent(db))) return
  throw new WorkbenchError(
    'not-allowed',
    `A reviewer or partner adds people and lets them leave; ${person.name} is ${person.role}.`
  )
}

/** Somebody has to be able to add the others. */
function refuseFirst(db: Reader, role: Role): void {
  if (role === 'inspector' && rolesPresent(db).length === 0)
    throw new WorkbenchError(
      'not-allowed',
      'Add a preparer, reviewer or partner first; an inspector cannot add the others.'
    )
}

function refuseTaken(db: Reader, name: string): void {
  const like = spelling(name)
  const taken = db
    .all<{ name: string }>('select name from person')
    .find((other) => spelling(other.name) === like)
  if (taken)
    throw new WorkbenchError(
      'not-allowed',
      `${taken.name} is in this engagement already; the record tells people apart by their names.`
    )
}

function spelling(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ')
}

function refuseWeak(passphrase: string): void {
  const { length } = [...passphrase]
  if (passphrase.trim() !== '' && length >= shortestPassphrase && length <= longestPassphrase) return
  throw new WorkbenchError(
    'input-invalid',
    `A passphrase has at least ${shortestPassphrase} characters: whoever has the file can try without end.`
  )
}

/** Refuses to let somebody leave without whom nobody could go on. */
function refuseNeeded(db: Reader, leaving: PersonRow): void {
  const staying = rolesPresent(db, leaving.id)
  if (!staying.some((role) => mayChoosePeople(role, staying)))
    throw new WorkbenchError(
      'not-allowed',
      `${leaving.name} is the last who can add people; add somebody else first.`
    )
  if (separationOf(db) === 'strict' && !hasBothSides(staying))
    throw new WorkbenchError(
      'not-allowed',
      `Duties are separated: without ${leaving.name} no ${roles[leaving.role].title.toLowerCase()} is left. Add another first.`
    )
}

function refuseWithoutBothSides(db: Reader): void {
  if (!hasBothSides(rolesPresent(db)))
    throw new WorkbenchError(
      'not-allowed',
      'Separation of duties takes a preparer and a reviewer or partner; add them first.'
    )
}

function hasBothSides(present: readonly Role[]): boolean {
  return present.includes('preparer') && (present.includes('reviewer') || present.includes('partner'))
}
