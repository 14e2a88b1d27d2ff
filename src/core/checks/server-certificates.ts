/** UNU-14: whether TLS certificates kept in IAM have ended. */
import { automatedCheck, type MemberRow } from './check.ts'
import { judgeExpiry } from './basis/expiry.ts'

interface Row extends MemberRow {
  readonly name: string
  readonly expires_at: number | null
}

export default automatedCheck<Row>({
  id: 'server-certificates',
  control: 'UNU-14',
  topic: 'tidy',
  severity: 'medium',
  scope: 'account',
  criterion: 'No server certificate kept in IAM has ended.',
  effect: 'An ended certificate is put on a load balancer by mistake, and callers learn to pass warnings by.',
  recommendation: 'Delete ended certificates, and let AWS Certificate Manager keep and renew the others.',
  remediation: {
    console:
      'The console of IAM does not show server certificates; use the command, and AWS Certificate Manager for new ones.',
    cli: 'aws iam delete-server-certificate --server-certificate-name NAME, after listeners no longer use it.',
    terraform: 'Replace aws_iam_server_certificate by aws_acm_certificate.'
  },
  procedure: [
    'Take Expiration of each certificate in the list.',
    'For those about to end ask who renews them and where they are in use.'
  ],
  limits: [
    'Certificates in AWS Certificate Manager are not among these.',
    'Whether a load balancer still serves the certificate is not in the list.'
  ],
  sources: ['IAM User Guide: Manage server certificates in IAM', 'IAM API Reference: ListServerCertificates'],
  needs: ['server-certificates'],
  parameters: ['certificateWarningDays'],
  columns: [
    { key: 'name', title: 'Certificate', type: 'text' },
    { key: 'iam_path', title: 'Path', type: 'text' },
    { key: 'uploaded_at', title: 'Uploaded', type: 'time' },
    { key: 'expires_at', title: 'Ends', type: 'time' }
  ],
  population: `
    select arn as resource, name, iam_path, uploaded_at, expires_at, source_id, line, path
    from server_certificate
    where account_id = :account`,
  whenEmpty: 'IAM keeps no server certificate in the account.',
  test: ({ name, expires_at }, context) => judgeExpiry(`Server certificate ${name}`, expires_at, context)
})
