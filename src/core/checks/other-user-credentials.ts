/** KEY-10: the credentials of users that the credential report does not list. */
import { manualStep } from './check.ts'

export default manualStep({
  id: 'other-user-credentials',
  control: 'KEY-10',
  topic: 'keys',
  severity: 'medium',
  scope: 'account',
  criterion: 'SSH public keys and service-specific credentials of users are known, needed and not old.',
  effect: 'Long-lived credentials outside the credential report escape every review of access keys.',
  recommendation:
    'List them for each user, delete those nobody needs, and give the others an owner and an end date.',
  remediation: {
    console:
      'IAM → Users → the user → Security credentials: SSH public keys, HTTPS Git credentials, API keys.',
    cli: 'aws iam delete-ssh-public-key --user-name USER --ssh-public-key-id ID; aws iam delete-service-specific-credential --user-name USER --service-specific-credential-id ID.',
    terraform: 'Remove aws_iam_user_ssh_key and aws_iam_service_specific_credential.'
  },
  procedure: [
    'Obtain for each user aws iam list-ssh-public-keys and aws iam list-service-specific-credentials.',
    'Compare upload and creation dates with the limit for access keys, and see whether API keys have an end date.',
    'Ask the owner of each what it is for.'
  ],
  evidenceExpected: 'The two lists for every user, with the owner and purpose of each credential that stays.'
})
