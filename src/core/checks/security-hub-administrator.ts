/** SH-02: whether one account administers Security Hub for the whole organization. */
import { automatedCheck, needsReview } from './check.ts'
import {
  administratorsOf,
  delegationColumns,
  delegationOf,
  withoutAdministrator,
  type DelegationRow
} from './basis/delegation.ts'
import { list } from './basis/sentence.ts'

export default automatedCheck<DelegationRow>({
  id: 'security-hub-administrator',
  control: 'SH-02',
  topic: 'detection',
  severity: 'high',
  scope: 'organization',
  criterion:
    'An account other than the management account administers Security Hub, and new accounts are taken in by themselves.',
  effect: 'Accounts that nobody thought of are not checked, and no one place shows the state of all.',
  recommendation:
    'Make the account of the security team the delegated administrator of Security Hub, with central configuration for all accounts and regions.',
  remediation: {
    console:
      'Security Hub of the management account → Settings → General → Delegated administrator; in that account Configuration → Central configuration.',
    cli: 'aws securityhub enable-organization-admin-account --admin-account-id ACCOUNT_ID; then, from that account, aws securityhub update-organization-configuration --auto-enable.',
    terraform:
      'The securityhub-baseline module with member_accounts, or aws_securityhub_organization_admin_account and aws_securityhub_organization_configuration with auto_enable = true.'
  },
  procedure: [
    'Take the delegated administrators of the organization and the services of each: securityhub.amazonaws.com must be among them.',
    'Obtain aws securityhub describe-organization-configuration from that account in each region: AutoEnable is true, or central configuration is in use.',
    'Compare the accounts of the organization with the members that the administrator sees.'
  ],
  needs: ['organization', 'delegated-administrators'],
  wants: ['delegated-services'],
  parameters: [],
  columns: [
    { key: 'organization_id', title: 'Organization', type: 'text' },
    { key: 'delegated', title: 'Delegated administrators', type: 'integer' }
  ],
  population: `
    with ${delegationOf('securityhub.amazonaws.com')}
    select ${delegationColumns}
    from delegation`,
  whenEmpty: 'The account manages no organization.',
  test(row, { coverageOf }) {
    const administrators = administratorsOf(row)
    return administrators.length === 0
      ? withoutAdministrator(row, 'Security Hub', coverageOf('delegated-administrators') === 'complete')
      : needsReview(
          `${list(administrators)} administers Security Hub for organization ${row.organization_id}; whether new accounts are taken in no export says. Ask for aws securityhub describe-organization-configuration.`
        )
  }
})
