/** Reads the X.509 signing certificates of a user; what they certify is not kept. */
import type { Importer, Outline, Reading } from './importer.ts'
import { requiredText, timeOf } from './reading/fields.ts'
import { hasOnlyKeys, keysBelow } from './reading/top-keys.ts'
import { readUserCredentials } from './reading/user-credentials.ts'

const importer: Importer = {
  kind: 'signing-certificates',
  title: 'Signing certificates',
  family: 'credentials',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam list-signing-certificates --user-name <user name> --output json',
  operations: ['ListSigningCertificates'],
  // Other services list their certificates under the same key.
  recognises: (outline) => {
    const certificate = keysBelow(outline, 'Certificates')
    if (certificate === undefined || !hasOnlyKeys(outline, ['Certificates'])) return false
    return certificate.size === 0 || (certificate.has('CertificateId') && certificate.has('Status'))
  },
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  readUserCredentials(chunks, outline, reading, importer, {
    key: 'Certificates',
    nouns: 'certificates',
    stater(record, member) {
      const certificate = {
        certificate_id: requiredText(record, 'CertificateId'),
        status: requiredText(record, 'Status'),
        uploaded_at: timeOf(record, 'UploadDate', member),
        line: member.line,
        path: member.path
      }
      return ({ account, user }) =>
        reading.fact('signing_certificate', { account_id: account, user_name: user, ...certificate })
    }
  })
}
