/** Reads which SAML identity providers an account trusts, and until when. */
import type { Importer, Outline, Reading } from './importer.ts'
import { readArnList } from './reading/arn-list.ts'
import { timeOf } from './reading/fields.ts'
import { expiryOf } from './reading/time-of-expiry.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'saml-providers',
  title: 'SAML providers',
  family: 'credentials',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam list-saml-providers --output json',
  operations: ['ListSAMLProviders'],
  recognises: (outline) => hasKey(outline, 'SAMLProviderList'),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  readArnList(chunks, outline, reading, importer, {
    key: 'SAMLProviderList',
    nouns: 'providers',
    state(record, { account, arn }, member) {
      reading.fact('saml_provider', {
        account_id: account,
        arn,
        created_at: timeOf(record, 'CreateDate', member),
        valid_until: expiryOf(record, 'ValidUntil', member),
        entity_id: null,
        assertion_encryption: null,
        line: member.line,
        path: member.path
      })
    }
  })
}
