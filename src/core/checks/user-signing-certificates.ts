/** UNU-15: whether users still have X.509 signing certificates. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, needsReview, pass, type MemberRow } from './check.ts'
import { dayOf, days, daysBetween } from './basis/age.ts'
import { answered } from './basis/answered.ts'

interface Row extends MemberRow {
  readonly user_name: string
  readonly certificate: string
  readonly active: Flag | null
  readonly uploaded_at: number | null
}

/** The columns of the credential report; a user's own list of certificates stands before them. */
function certificateOfReport(number: 1 | 2): string {
  return `
    select
      arn || '#signing-certificate-${number}' as resource,
      user_name,
      '${number}' as certificate,
      cert_${number}_active as active,
      cert_${number}_rotated_at as uploaded_at,
      source_id,
      line,
      path
    from credential
    where account_id = :account
      and is_root = 0
      and (cert_${number}_active = 1 or cert_${number}_rotated_at is not null)
      and user_name not in (select part from lists)`
}

export default automatedCheck<Row>({
  id: 'user-signing-certificates',
  control: 'UNU-15',
  topic: 'tidy',
  severity: 'low',
  scope: 'account',
  criterion: 'No user has an X.509 signing certificate.',
  effect: 'A credential made for interfaces AWS has given up stays valid without an end.',
  recommendation: 'Delete signing certificates, or note which old interface still needs one.',
  remediation: {
    console: 'IAM → Users → the user → Security credentials → X.509 signing certificates → Delete.',
    cli: 'aws iam delete-signing-certificate --user-name USER --certificate-id ID.',
    terraform: 'Remove aws_iam_signing_certificate.'
  },
  procedure: [
    'Take the certificates from the credential report and, where received, from list-signing-certificates of the user.',
    'Ask for what each active one is used: only interfaces over SOAP and old command line tools take them.',
    'Those of the root user are tested by ROOT-05.'
  ],
  limits: ['The credential report says that a certificate is there and since when, not what it is used for.'],
  sources: [
    'IAM User Guide: Generate credential reports for your AWS account',
    'IAM API Reference: ListSigningCertificates'
  ],
  needs: ['credential-report'],
  wants: ['signing-certificates'],
  parameters: [],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'certificate', title: 'Certificate', type: 'text' },
    { key: 'active', title: 'Active', type: 'boolean' },
    { key: 'uploaded_at', title: 'Uploaded', type: 'time' }
  ],
  population: `
    with ${answered('lists', 'signing-certificates')}
    select resource, user_name, certificate, active, uploaded_at, source_id, line, path
    from (
      ${certificateOfReport(1)}
      union all
      ${certificateOfReport(2)}
      union all
      select
        report.arn || '#' || certificate.certificate_id,
        report.user_name,
        certificate.certificate_id,
        certificate.status = 'Active',
        certificate.uploaded_at,
        certificate.source_id,
        certificate.line,
        certificate.path
      from signing_certificate as certificate
      join credential as report
        on report.account_id = certificate.account_id and report.user_name = certificate.user_name
      where certificate.account_id = :account
        and report.is_root = 0
        and certificate.user_name in (select part from lists)
    )`,
  whenEmpty: 'No user has a signing certificate.',
  test({ user_name, certificate, active, uploaded_at }, { asOf }) {
    const subject = `Signing certificate ${certificate} of user ${user_name}`
    if (active === 0) return pass(`${subject} is inactive.`)
    if (active === null)
      return needsReview(`${subject}: the credential report does not say whether it is active.`)
    const age =
      uploaded_at === null
        ? ''
        : ` since ${days(daysBetween(uploaded_at, asOf))} before the export (${dayOf(uploaded_at)})`
    return needsReview(`${subject} is active${age}; judge whether an old interface still needs it.`)
  }
})
