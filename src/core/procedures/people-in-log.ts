/** Compares people and the separation of duties with what the event log says of them: a row put in place of another shows. */
import { separations } from '../../shared/permissions.ts'
import type { Reader } from '../store/database.ts'
import { peopleOf } from './people.ts'
import { separationOf } from './situation.ts'

/** What `person.add` logs, with when and by whom. */
interface Added {
  readonly name: string
  readonly title: string
  readonly email: string
  readonly role: string
  readonly publicKey: string
  readonly addedBy: string
  readonly addedAt: string
  readonly leftAt: string | null
}

/** One sentence for each difference. */
export function peopleFaults(db: Reader): readonly string[] {
  const logged = new Map(addedOf(db).map((added) => [added.name, JSON.stringify(added)]))
  const faults: string[] = []
  for (const person of peopleOf(db)) {
    const { name, title, email, role, publicKey, addedBy, addedAt, leftAt } = person
    const kept: Added = { name, title, email, role, publicKey, addedBy, addedAt, leftAt }
    if (!logged.has(name))
      faults.push(`${name} is in the engagement, and the log does not say who added them.`)
    else if (logged.get(name) !== JSON.stringify(kept))
      faults.push(`${name} is not as the log says: role, key or dates were changed in the file.`)
    logged.delete(name)
  }
  for (const name of logged.keys()) faults.push(`${name} was added and is no longer in the engagement.`)
  const separation = separationOf(db)
  if (separation !== separationLogged(db))
    faults.push(
      `The separation of duties is "${separations[separation].title}" in the file, and the log does not say so.`
    )
  return faults
}

function addedOf(db: Reader): Added[] {
  return db.all<Added>(
    `select payload ->> 'name' as name, payload ->> 'title' as title, payload ->> 'email' as email,
       payload ->> 'role' as role, payload ->> 'publicKey' as publicKey, actor as addedBy, payload ->> 'at' as addedAt,
       (select l.payload ->> 'at' from audit_event l
        where l.action = 'person.leave' and l.entity_id = a.entity_id) as leftAt
     from audit_event a
     where action = 'person.add'`
  )
}

function separationLogged(db: Reader): string {
  return (
    db.get<{ after: string }>(
      "select payload ->> 'after' as after from audit_event where action = 'engagement.separation' order by seq desc limit 1"
    )?.after ?? 'single-auditor'
  )
}
