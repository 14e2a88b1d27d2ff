/** ROOT-08: who can reach the root credentials, and whether getting in was practised. */
import { manualStep } from './check.ts'

export default manualStep({
  id: 'root-custody',
  control: 'ROOT-08',
  topic: 'root',
  severity: 'high',
  scope: 'account',
  criterion:
    'The root e-mail address is a group mailbox, root credentials and MFA devices are in custody of more than one person, and access was practised.',
  effect:
    'The account is lost with the one person who can reach the mailbox, or taken over by whoever takes over that mailbox.',
  recommendation:
    'Move the root e-mail address to a monitored group mailbox of the company, split custody of password and MFA device, and practise access at least once a year.',
  remediation: {
    console:
      'Sign in as the root user and change the address under Account → Account settings; for member accounts under AWS Organizations → AWS accounts → Account → Contact information.',
    cli: 'For a member account, from the management account: aws account start-primary-email-update --account-id ACCOUNT_ID --primary-email ADDRESS, then accept-primary-email-update with the code.',
    terraform:
      'The email argument of aws_organizations_account names the mailbox; custody is a written procedure.'
  },
  procedure: [
    'Obtain the root e-mail address and the members of the mailbox; see that it is monitored and not one person.',
    'Inspect the custody log: where password and MFA devices are kept, who opened them, when and why.',
    'Inspect the record of the last practice of emergency access and what was learned from it.'
  ],
  limits: [
    'No export of AWS shows mailboxes, custody or practice; the conclusion rests on what the client shows.'
  ],
  sources: [
    'IAM User Guide: Root user best practices for your AWS account',
    'AWS Organizations User Guide: Best practices for the management account'
  ],
  evidenceExpected:
    'Mailbox membership, custody log, record of the last emergency access practice with its date and participants.'
})
