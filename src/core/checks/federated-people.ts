/** FED-02: whether people sign in through a directory and take roles, and IAM users are the exception. */
import { manualStep } from './check.ts'

export default manualStep({
  id: 'federated-people',
  control: 'FED-02',
  topic: 'roles',
  severity: 'medium',
  scope: 'account',
  criterion:
    'People sign in through IAM Identity Center or federation; console users are kept for emergencies only.',
  effect: 'Accounts kept by hand outlive the people they belong to, and each has a password of its own.',
  recommendation:
    'Move people to IAM Identity Center or the company directory, and keep at most two sealed emergency users.',
  remediation: {
    console:
      'IAM Identity Center → Users and Groups → assign permission sets; then IAM → Users → remove console access.',
    cli: 'aws sso-admin create-account-assignment for people, then aws iam delete-login-profile --user-name USER.',
    terraform:
      'aws_ssoadmin_permission_set and aws_ssoadmin_account_assignment; remove aws_iam_user_login_profile.'
  },
  procedure: [
    'Count the console users of the credential report, and obtain the number of people with access.',
    'See which identity provider the roles of the account trust (SAML, OIDC, IAM Identity Center).',
    'For each console user that stays inspect the approval, custody and last use.'
  ],
  evidenceExpected:
    'Count of console users and of people, description of sign-in, approval of each emergency user.'
})
