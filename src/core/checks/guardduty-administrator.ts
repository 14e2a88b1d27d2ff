/** GD-02: whether one account administers GuardDuty for the whole organization. */
import { automatedCheck, pass } from './check.ts'
import {
  administratorsOf,
  delegationColumns,
  delegationOf,
  withoutAdministrator,
  type DelegationRow
} from './basis/delegation.ts'
import { list } from './basis/sentence.ts'

export default automatedCheck<DelegationRow>({
  id: 'guardduty-administrator',
  control: 'GD-02',
  topic: 'detection',
  severity: 'medium',
  scope: 'organization',
  criterion: 'An account other than the management account administers GuardDuty for the organization.',
  effect:
    'Each account turns GuardDuty on or off for itself, and its findings are seen by those who run the account, if by anybody.',
  recommendation:
    'Make the account of the security team the delegated administrator of GuardDuty, and let new accounts join by themselves.',
  remediation: {
    console: 'GuardDuty of the management account → Settings → Delegated administrator, in each region.',
    cli: 'aws guardduty enable-organization-admin-account --admin-account-id ACCOUNT_ID, in each region; then aws guardduty update-organization-configuration --detector-id ID --auto-enable-organization-members ALL.',
    terraform:
      'The guardduty-baseline module of AWS Secure Baseline invites member_accounts; for an organization aws_guardduty_organization_admin_account and aws_guardduty_organization_configuration.'
  },
  procedure: [
    'Take the delegated administrators of the organization and the services of each: guardduty.amazonaws.com must be among them.',
    'Obtain aws guardduty describe-organization-configuration of that account in each region, and see that new accounts join by themselves.',
    'Ask who reads the findings there, and how soon.'
  ],
  limits: [
    'Whether new accounts are taken in by themselves is not weighed here; a person reads it in describe-organization-configuration.',
    'Accounts joined by invitation are not seen as delegation.'
  ],
  sources: ['Amazon GuardDuty User Guide: Managing GuardDuty accounts with AWS Organizations'],
  needs: ['organization', 'delegated-administrators'],
  wants: ['delegated-services'],
  parameters: [],
  columns: [
    { key: 'organization_id', title: 'Organization', type: 'text' },
    { key: 'delegated', title: 'Delegated administrators', type: 'integer' }
  ],
  population: `
    with ${delegationOf('guardduty.amazonaws.com')}
    select ${delegationColumns}
    from delegation`,
  whenEmpty: 'The account manages no organization.',
  test(row, { coverageOf }) {
    const administrators = administratorsOf(row)
    return administrators.length === 0
      ? withoutAdministrator(row, 'GuardDuty', coverageOf('delegated-administrators') === 'complete')
      : pass(`${list(administrators)} administers GuardDuty for organization ${row.organization_id}.`)
  }
})
