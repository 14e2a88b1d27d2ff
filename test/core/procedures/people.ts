/** People in a test's engagement, with keys sealed as cheaply as the workbench takes them, so that many can work. */
import type { Role } from '../../../src/shared/permissions.ts'
import { sealKey } from '../../../src/core/integrity/sealed-key.ts'
import { generateSshKey } from '../../../src/core/integrity/ssh-key.ts'
import type { Writer } from '../../../src/core/store/database.ts'

export const passphrase = 'a passphrase of a test'
const cheap = { n: 2 ** 14, r: 8, p: 1 }

/** Puts somebody into the engagement and answers their id. */
export async function seat(db: Writer, name: string, role: Role): Promise<number> {
  const key = generateSshKey(name)
  return db.run(
    `insert into person (name, title, email, role, public_key, sealed_key, added_by, added_at)
     values (:name, '', :email, :role, :publicKey, :sealed, 'M. Okafor', '2026-02-02T09:00:00.000Z')`,
    {
      name,
      email: `${name.replaceAll(/\W+/g, '.').toLowerCase()}@audit.example`,
      role,
      publicKey: key.publicKey,
      sealed: await sealKey(key, passphrase, cheap)
    }
  ).id
}
