/** Reads the SSH public keys of a user, which open CodeCommit and stand in no credential report. */
import type { Importer, Outline, Reading } from './importer.ts'
import { requiredText, timeOf } from './reading/fields.ts'
import { hasKey } from './reading/top-keys.ts'
import { readUserCredentials } from './reading/user-credentials.ts'

const importer: Importer = {
  kind: 'ssh-public-keys',
  title: 'SSH public keys',
  family: 'credentials',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam list-ssh-public-keys --user-name <user name> --output json',
  operations: ['ListSSHPublicKeys'],
  recognises: (outline) => hasKey(outline, 'SSHPublicKeys'),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  readUserCredentials(chunks, outline, reading, importer, {
    key: 'SSHPublicKeys',
    nouns: 'SSH keys',
    stater(record, member) {
      const key = {
        key_id: requiredText(record, 'SSHPublicKeyId'),
        status: requiredText(record, 'Status'),
        uploaded_at: timeOf(record, 'UploadDate', member),
        line: member.line,
        path: member.path
      }
      return ({ account, user }) =>
        reading.fact('ssh_public_key', { account_id: account, user_name: user, ...key })
    }
  })
}
