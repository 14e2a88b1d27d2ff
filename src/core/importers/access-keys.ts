/** Reads the access keys of a user with their ids: also those beyond the two of the credential report. */
import type { Importer, Outline, Reading } from './importer.ts'
import { requiredText, timeOf } from './reading/fields.ts'
import { hasKey } from './reading/top-keys.ts'
import { readUserCredentials } from './reading/user-credentials.ts'

const importer: Importer = {
  kind: 'access-keys',
  title: 'Access keys',
  family: 'credentials',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam list-access-keys --user-name <user name> --output json',
  operations: ['ListAccessKeys'],
  recognises: (outline) => hasKey(outline, 'AccessKeyMetadata'),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  readUserCredentials(chunks, outline, reading, importer, {
    key: 'AccessKeyMetadata',
    nouns: 'access keys',
    stater(record, member) {
      const key = {
        access_key_id: requiredText(record, 'AccessKeyId'),
        status: requiredText(record, 'Status'),
        created_at: timeOf(record, 'CreateDate', member),
        line: member.line,
        path: member.path
      }
      return ({ account, user }) =>
        reading.fact('access_key', { account_id: account, user_name: user, ...key })
    }
  })
}
