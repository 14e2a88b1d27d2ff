/** People, and who of them works. */
import * as v from 'valibot'

import { roles, separations, type Role, type Separation } from '../permissions.ts'
import type { PersonView, SessionView } from '../records/people.ts'
import { read, write } from './declare.ts'
import { email, line, nothing, passphrase, text, whole } from './schemas.ts'

export const peopleMethods = {
  'session.show': read<SessionView>()(nothing),
  'person.list': read<readonly PersonView[]>()(nothing),
  /** The first person is added by nobody; from then on writing needs somebody unlocked. */
  'person.add': write<PersonView>()(
    v.strictObject({
      name: line(80),
      title: v.pipe(text(80), v.regex(/^[^\p{C}]*$/u)),
      email,
      role: v.picklist(Object.keys(roles) as Role[]),
      passphrase
    })
  ),
  'person.passphrase': write<null>()(
    v.strictObject({ person: whole, passphrase, newPassphrase: passphrase })
  ),
  'person.leave': write<null>()(v.strictObject({ person: whole })),
  /** From then on this person works, until somebody else does or 15 minutes pass without a call. */
  'person.unlock': write<null>()(v.strictObject({ person: whole, passphrase })),
  'person.lock': write<null>()(nothing),
  'engagement.separation': write<null>()(
    v.strictObject({ separation: v.picklist(Object.keys(separations) as Separation[]) })
  )
} as const
