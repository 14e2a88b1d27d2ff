/** Reads a user's credentials for single services: Git passwords of CodeCommit, Keyspaces, and the API keys of Bedrock. */
import type { Importer, Outline, Reading } from './importer.ts'
import { requiredText, textOf, timeOf } from './reading/fields.ts'
import { expiryOf } from './reading/time-of-expiry.ts'
import { hasKey } from './reading/top-keys.ts'
import { readUserCredentials } from './reading/user-credentials.ts'

const importer: Importer = {
  kind: 'service-specific-credentials',
  title: 'Service specific credentials',
  family: 'credentials',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam list-service-specific-credentials --user-name <user name> --output json',
  operations: ['ListServiceSpecificCredentials'],
  recognises: (outline) => hasKey(outline, 'ServiceSpecificCredentials'),
  read
}

export default importer

/** API keys have an alias where passwords have a user name of the service. */
function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  readUserCredentials(chunks, outline, reading, importer, {
    key: 'ServiceSpecificCredentials',
    nouns: 'credentials',
    stater(record, member) {
      const credential = {
        credential_id: requiredText(record, 'ServiceSpecificCredentialId'),
        service: requiredText(record, 'ServiceName'),
        service_user_name: textOf(record, 'ServiceUserName') ?? textOf(record, 'ServiceCredentialAlias'),
        status: requiredText(record, 'Status'),
        created_at: timeOf(record, 'CreateDate', member),
        expires_at: expiryOf(record, 'ExpirationDate', member),
        line: member.line,
        path: member.path
      }
      return ({ account, user }) =>
        reading.fact('service_specific_credential', { account_id: account, user_name: user, ...credential })
    }
  })
}
