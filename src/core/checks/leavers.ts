/** UNU-17: whether people who left still have access. */
import { manualStep } from './check.ts'

export default manualStep({
  id: 'leavers',
  control: 'UNU-17',
  topic: 'tidy',
  severity: 'high',
  scope: 'account',
  criterion: 'Nobody who left the company or changed duties still has access.',
  effect: 'A former employee or contractor keeps working access to the account.',
  recommendation:
    'Take access away on the last day by a procedure that the personnel department starts, and compare the lists every month.',
  remediation: {
    console: 'IAM → Users → the user → Delete; in IAM Identity Center disable the user or end its sessions.',
    cli: 'aws iam delete-login-profile, aws iam update-access-key --status Inactive, then aws iam delete-user; aws identitystore delete-user for IAM Identity Center.',
    terraform: 'Remove aws_iam_user, or the person from the directory that feeds IAM Identity Center.'
  },
  procedure: [
    'Obtain the list of leavers and movers of the period from the personnel department, and prove that it is complete.',
    'Match it with the users of the credential report and of IAM Identity Center by name and e-mail address.',
    'For each match compare the last day with the date access ended; any use after the last day is an exception.',
    'Draw a sample of leavers and trace the removal to its ticket.'
  ],
  limits: ["Who left is known to the client's personnel department and in no export of AWS."],
  sources: [
    'IAM User Guide: Security best practices in IAM',
    'NIST SP 800-53 Rev. 5: PS-4 Personnel termination'
  ],
  evidenceExpected: 'List of leavers with its origin, the matching, and the removal tickets of the sample.'
})
