/** Signs an archive by whoever works: over its tag manifest, which stands for every file in it. */
import type { Signature } from '../../integrity/bag.ts'
import type { Reader } from '../../store/database.ts'
import type { Session } from '../session.ts'

/** Null while nobody is unlocked: the archive is then bound to its date by the heads on issued workbooks alone. */
export function signatureOfArchive(db: Reader, session: Session, tagManifest: string): Signature | null {
  session.lockIfIdle()
  const armored = session.sign(tagManifest)
  const person = db.get<{ email: string; publicKey: string }>(
    'select email, public_key as publicKey from person where id = :id',
    { id: session.personId() }
  )
  return armored === null || !person ? null : { identity: person.email, publicKey: person.publicKey, armored }
}
