/** ACC-02: whether AWS knows whom to tell about security. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'

interface Row extends MemberRow {
  readonly is_set: Flag
  readonly name: string | null
  readonly email: string | null
}

export default automatedCheck<Row>({
  id: 'security-contact',
  control: 'ACC-02',
  topic: 'contacts',
  severity: 'medium',
  scope: 'account',
  criterion: 'The account has a security contact.',
  effect: 'AWS writes about leaked keys and abuse to the root mailbox alone, where nobody may look in time.',
  recommendation:
    'Set the security contact of every account to a mailbox and telephone of the security team.',
  remediation: {
    console: 'Account menu → Account → Alternate contacts → Security → Edit.',
    cli: 'aws account put-alternate-contact --alternate-contact-type SECURITY --name NAME --title TITLE --email-address ADDRESS --phone-number NUMBER; add --account-id from the management account.',
    terraform: 'aws_account_alternate_contact with alternate_contact_type = "SECURITY".'
  },
  procedure: [
    'Read the answer of get-alternate-contact; ResourceNotFoundException means that there is none.',
    'See that the address is a shared mailbox of the company and that someone answers it.',
    'Send a test message, or ask for the last one AWS sent.'
  ],
  limits: ['That an address is written down does not show that anybody answers it.'],
  sources: ['AWS Account Management Reference Guide: Update the alternate contacts for your AWS account'],
  needs: ['alternate-contacts.SECURITY'],
  parameters: [],
  columns: [
    { key: 'is_set', title: 'Set', type: 'boolean' },
    { key: 'name', title: 'Name', type: 'text' },
    { key: 'email', title: 'E-mail', type: 'text' },
    { key: 'phone', title: 'Telephone', type: 'text' }
  ],
  population: `
    select account_id as resource, is_set, name, email, phone, source_id, line, path
    from account_contact
    where account_id = :account and type = 'SECURITY'`,
  whenEmpty: 'The export holds no contact.',
  test({ is_set, name, email }, { account }) {
    if (is_set === 0) return exception(`Account ${account} has no security contact, as AWS answered.`)
    return email === null || email.trim() === ''
      ? needsReview(
          `Account ${account} has a security contact (${name ?? 'without a name'}); the export holds no e-mail address.`
        )
      : pass(`The security contact of account ${account} is ${name ?? 'without a name'}, ${email}.`)
  }
})
