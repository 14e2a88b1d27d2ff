/** ORG-11: whether the management account is kept free of workloads. */
import { manualStep } from './check.ts'

export default manualStep({
  id: 'organization-management-account',
  control: 'ORG-11',
  topic: 'organization',
  severity: 'high',
  scope: 'organization',
  criterion: 'The management account runs no workloads and few people can reach it.',
  effect: 'No service control policy binds the management account; an intruder there rules all accounts.',
  recommendation:
    'Move workloads to member accounts, delegate the administration of services, and keep people out of the management account.',
  remediation: {
    console: 'AWS Organizations → Settings → Delegated administrator; move resources to member accounts.',
    cli: 'aws organizations register-delegated-administrator --account-id ACCOUNT_ID --service-principal SERVICE.',
    terraform: 'aws_organizations_delegated_administrator.'
  },
  procedure: [
    'Look through the roles of the management account that trust EC2, Lambda or ECS, and through its bill by service.',
    'Obtain who can reach the account, through IAM Identity Center and through IAM, and compare with the approved list.',
    'See which services have a delegated administrator.'
  ],
  limits: [
    'Bills and workloads are in no export that is read; the conclusion rests on what the client shows.'
  ],
  sources: ['AWS Organizations User Guide: Best practices for the management account'],
  evidenceExpected: 'Roles with compute trust, bill by service, list of people with access and its approval.'
})
