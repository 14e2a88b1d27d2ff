/** Reads the TLS certificates kept in IAM and when they end. */
import type { Importer, Outline, Reading } from './importer.ts'
import { readArnList } from './reading/arn-list.ts'
import { requiredText, textOf, timeOf } from './reading/fields.ts'
import { expiryOf } from './reading/time-of-expiry.ts'
import { hasKey } from './reading/top-keys.ts'

const importer: Importer = {
  kind: 'server-certificates',
  title: 'Server certificates',
  family: 'credentials',
  scope: 'account',
  required: false,
  parts: [''],
  command: 'aws iam list-server-certificates --output json',
  operations: ['ListServerCertificates'],
  recognises: (outline) => hasKey(outline, 'ServerCertificateMetadataList'),
  read
}

export default importer

function read(chunks: Iterable<Uint8Array>, outline: Outline, reading: Reading): void {
  readArnList(chunks, outline, reading, importer, {
    key: 'ServerCertificateMetadataList',
    nouns: 'certificates',
    state(record, { account, arn }, member) {
      reading.fact('server_certificate', {
        account_id: account,
        arn,
        name: requiredText(record, 'ServerCertificateName'),
        iam_path: textOf(record, 'Path') ?? '/',
        uploaded_at: timeOf(record, 'UploadDate', member),
        expires_at: expiryOf(record, 'Expiration', member),
        line: member.line,
        path: member.path
      })
    }
  })
}
