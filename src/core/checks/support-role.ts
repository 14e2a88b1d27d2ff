/** LP-19: whether someone in the account can take a role to work with AWS Support. */
import { automatedCheck } from './check.ts'
import { holdersOfPolicy, judgeHolders, type HolderRow } from './basis/trust-holder.ts'

export default automatedCheck<HolderRow>({
  id: 'support-role',
  control: 'LP-19',
  topic: 'least-privilege',
  severity: 'low',
  scope: 'account',
  criterion: 'A role that people can take holds AWSSupportAccess.',
  effect: 'In an incident nobody may open or follow a case with AWS, or an administrator must.',
  recommendation: 'Make a role with AWSSupportAccess that the people who handle incidents can take.',
  remediation: {
    console:
      'IAM → Roles → Create role → AWS account → attach AWSSupportAccess; or a permission set with it in IAM Identity Center.',
    cli: 'aws iam create-role --role-name support --assume-role-policy-document file://TRUST.json, then aws iam attach-role-policy --role-name support --policy-arn arn:aws:iam::aws:policy/AWSSupportAccess.',
    terraform:
      'The iam-baseline module of AWS Secure Baseline with create_support_role = true and support_iam_role_principal_arns, or aws_iam_role with an aws_iam_role_policy_attachment of arn:aws:iam::aws:policy/AWSSupportAccess.'
  },
  procedure: [
    'Look for AWSSupportAccess among the policies attached to roles; an attachment to a user or group does not count.',
    'See that people may take the role, and ask who they are.'
  ],
  limits: [
    'Another policy may allow the same actions of AWS Support under its own name.',
    'Whether people of IAM Identity Center can work with AWS Support is a matter of its permission sets.'
  ],
  sources: [
    'AWS Support User Guide: Manage access to AWS Support Center',
    'AWS Managed Policy Reference Guide: AWSSupportAccess'
  ],
  needs: ['account-authorization-details.roles'],
  parameters: [],
  columns: [{ key: 'holder_count', title: 'Attachments of AWSSupportAccess', type: 'integer' }],
  population: holdersOfPolicy('AWSSupportAccess'),
  whenEmpty: 'The authorization details of the account are empty.',
  test: (row, context) => judgeHolders(row, 'AWSSupportAccess', 'support role', context)
})
