/** ORG-12: whether accounts are grouped so that policies can follow environment and sensitivity. */
import { manualStep } from './check.ts'

export default manualStep({
  id: 'organization-units',
  control: 'ORG-12',
  topic: 'organization',
  severity: 'low',
  scope: 'organization',
  criterion:
    'Accounts are grouped into organizational units by environment and sensitivity, and each has a named owner.',
  effect: 'Guardrails cannot be stricter for production, and accounts directly under the root escape them.',
  recommendation:
    'Give production, development, security and sandbox accounts units of their own, leave none directly under the root, and note an owner for each.',
  remediation: {
    console: 'AWS Organizations → AWS accounts → select the account → Actions → Move.',
    cli: 'aws organizations move-account --account-id ACCOUNT_ID --source-parent-id ROOT_ID --destination-parent-id OU_ID.',
    terraform: 'aws_organizations_organizational_unit, and parent_id of aws_organizations_account.'
  },
  procedure: [
    'Draw the tree from the exported units and parents, and mark accounts directly under the root.',
    'Compare units with the environments the client names.',
    "Obtain the list of account owners and trace three accounts to a person who says 'mine'."
  ],
  limits: ['The exports show the tree, not what its units mean to the client.'],
  sources: [
    'AWS Organizations User Guide: Best practices for managing organizational units (OUs) with AWS Organizations'
  ],
  evidenceExpected: 'Tree of units with accounts, list of account owners with its date.'
})
