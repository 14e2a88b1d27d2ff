/** LP-20: whether a role is there by which the account can be reviewed without reading its data. */
import { automatedCheck } from './check.ts'
import { holdersOfPolicy, judgeHolders, type HolderRow } from './basis/trust-holder.ts'

export default automatedCheck<HolderRow>({
  id: 'role-security-audit',
  control: 'LP-20',
  topic: 'least-privilege',
  severity: 'low',
  scope: 'account',
  criterion: 'A role that people can take holds SecurityAudit.',
  effect: 'Whoever reviews the account gets more than he needs, an administrator or the data of the account.',
  recommendation: 'Make a role or a permission set with SecurityAudit for those who review the account.',
  remediation: {
    console:
      'IAM → Roles → Create role → AWS account → attach SecurityAudit; or a permission set with it in IAM Identity Center.',
    cli: 'aws iam create-role --role-name security-audit --assume-role-policy-document file://TRUST.json, then aws iam attach-role-policy --role-name security-audit --policy-arn arn:aws:iam::aws:policy/SecurityAudit.',
    terraform: 'aws_iam_role with an aws_iam_role_policy_attachment of arn:aws:iam::aws:policy/SecurityAudit.'
  },
  procedure: [
    'Look for SecurityAudit among the policies attached to roles; an attachment to a user or group does not count.',
    'See that people may take the role, and ask who they are.'
  ],
  limits: [
    'A customer managed policy with the same actions is not recognised.',
    'Whether anybody uses the role for reviews is not in the exports.'
  ],
  sources: [
    'AWS Managed Policy Reference Guide: SecurityAudit',
    'IAM User Guide: AWS managed policies for job functions'
  ],
  needs: ['account-authorization-details.roles'],
  parameters: [],
  columns: [{ key: 'holder_count', title: 'Attachments of SecurityAudit', type: 'integer' }],
  population: holdersOfPolicy('SecurityAudit'),
  whenEmpty: 'The authorization details of the account are empty.',
  test: (row, context) => judgeHolders(row, 'SecurityAudit', 'security audit role', context)
})
