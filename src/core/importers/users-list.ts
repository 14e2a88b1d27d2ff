/** Reads the list of an account's users, which says when each last used their password. */
import type { Importer, Outline, Reading } from './importer.ts'
import { UnreadableSource } from './importer.ts'
import { requiredText, timeOf } from './reading/fields.ts'
import { readArnList } from './reading/arn-list.ts'
import { readTags } from './reading/principal-tags.ts'
import { hasOnlyKeys, keysBelow } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'users-list',
  title: 'User list',
  family: 'identities',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam list-users --output json',
  operations: ['ListUsers'],
  // An identity store lists its users in the same form, without ARNs; `get-group` adds the group.
  recognises: (outline) => {
    const user = keysBelow(outline, 'Users')
    if (user === undefined || !hasOnlyKeys(outline, ['Users'])) return false
    return user.size === 0 || (user.has('Arn') && user.has('UserName'))
  },
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  if (keysBelow(outline, 'Users')?.size === 0) refuseIdentityStore(reading)
  readArnList(chunks, outline, reading, importer, {
    key: 'Users',
    nouns: 'users',
    state(record, { account, arn }, member) {
      reading.fact('iam_user_listing', {
        account_id: account,
        arn,
        name: requiredText(record, 'UserName'),
        password_last_used_at: timeOf(record, 'PasswordLastUsed', member),
        line: member.line,
        path: member.path
      })
      readTags(member, record, { account, arn, kind: 'user' }, reading)
    }
  })
}

/** An empty list of either kind has no form of its own: the command or the folder tells. */
function refuseIdentityStore(reading: Reading): void {
  if (
    reading.option('identity-store-id') === null &&
    !/identity-?(?:center|store)|(?:^|[\\/])sso/i.test(reading.name)
  )
    return
  throw new UnreadableSource(
    'The list of users is empty, and its folder or command says that it is of an identity store, not of IAM. Where the identity store holds users, ask for `aws identitystore list-users` again.'
  )
}
