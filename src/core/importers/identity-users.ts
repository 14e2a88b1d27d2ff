/** Reads the users of the identity store behind Identity Center, and who provisions them. */
import type { Importer, Outline, Reading } from './importer.ts'
import { listOf, recordOf, requiredText, textOf, type JsonRecord } from './reading/fields.ts'
import { isDescribedAlone, isOfIdentityStore, issuerOf, readIdentities } from './reading/identity-store.ts'
import { hasKey, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'identity-users',
  title: 'Identity Center users',
  family: 'identity-center',
  scope: 'organization',
  required: false,
  parts: [''],
  answersWhole: (key) => !isDescribedAlone(key),
  command: 'aws identitystore list-users --identity-store-id <identity store id> --output json',
  operations: ['ListUsers', 'DescribeUser'],
  recognises: (outline) =>
    isOfIdentityStore(keysBelow(outline, 'Users') ?? new Set()) ||
    (hasKey(outline, 'IdentityStoreId') && hasKey(outline, 'UserId') && hasKey(outline, 'UserName')),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  readIdentities(chunks, outline, reading, importer, {
    key: 'Users',
    nouns: 'users',
    describes: 'DescribeUser',
    state(user, store, { line, path }) {
      const id = requiredText(user, 'UserId')
      reading.fact('identity_user', {
        account_id: '',
        identity_store_id: store,
        user_id: id,
        user_name: textOf(user, 'UserName') ?? '',
        display_name: textOf(user, 'DisplayName'),
        email: emailOf(user),
        status: textOf(user, 'UserStatus'),
        external_issuer: issuerOf(user),
        line,
        path
      })
      return id
    }
  })
}

/** The primary address, else the first. */
function emailOf(user: JsonRecord): string | null {
  const emails = listOf(user, 'Emails').map(recordOf)
  const email = emails.find((candidate) => candidate['Primary'] === true) ?? emails[0]
  return email === undefined ? null : textOf(email, 'Value')
}
