/** ACC-01: whether AWS can reach the client about the account. */
import { manualStep } from './check.ts'

export default manualStep({
  id: 'account-contacts',
  control: 'ACC-01',
  topic: 'contacts',
  severity: 'medium',
  scope: 'account',
  criterion: 'The contact details of the account are current and belong to the company.',
  effect:
    'Warnings of AWS about abuse, leaked keys or unpaid bills reach nobody, and the account may be suspended.',
  recommendation:
    'Set company contacts for the account and for security, billing and operations, and review them every half year.',
  remediation: {
    console: 'Account menu → Account → Contact information and Alternate contacts.',
    cli: 'aws account put-contact-information and aws account put-alternate-contact --alternate-contact-type SECURITY.',
    terraform: 'aws_account_primary_contact and aws_account_alternate_contact.'
  },
  procedure: [
    'Obtain aws account get-contact-information and get-alternate-contact for security, billing and operations.',
    'See that telephone and mailbox are of the company, not of one person, and are answered.',
    'Ask when the contacts were last reviewed.'
  ],
  limits: ['That an address is written down does not show that anybody answers it.'],
  sources: ['AWS Account Management Reference Guide: Update the primary contact for your AWS account'],
  evidenceExpected: 'The exported contacts with the date, and the note of the last review.'
})
