/** ORG-14: whether accounts of the organization are suspended, closing or not yet active. */
import { automatedCheck, exception, pass, type MemberRow } from './check.ts'

interface Row extends MemberRow {
  readonly account_name: string
  readonly email: string
  readonly status: string
  readonly joined_at: number | null
}

export default automatedCheck<Row>({
  id: 'organization-account-status',
  control: 'ORG-14',
  topic: 'organization',
  severity: 'low',
  scope: 'organization',
  criterion: 'Every account of the organization is active.',
  effect:
    'Suspended accounts keep data for 90 days and can be opened again; half-joined ones belong to nobody.',
  recommendation:
    'Close accounts that are not needed, move them to a unit of their own with a policy that denies everything, and finish or cancel what is pending.',
  remediation: {
    console: 'AWS Organizations → AWS accounts → the account: its state, and Close or Move.',
    cli: 'aws organizations describe-account --account-id ACCOUNT_ID; aws organizations list-handshakes-for-organization for open invitations.',
    terraform: 'Remove aws_organizations_account with close_on_deletion = true.'
  },
  procedure: [
    "Take the organization's list of accounts: each state but ACTIVE is an exception.",
    'Ask since when and why; the export carries no date of suspension.',
    'Obtain the open invitations (list-handshakes-for-organization).'
  ],
  limits: [
    'The list does not say since when an account has its state.',
    'Invitations that are open stand in another list.'
  ],
  sources: [
    'AWS Organizations User Guide: Monitor the state of your AWS accounts',
    'AWS Organizations API Reference: Account'
  ],
  needs: ['organization-accounts'],
  parameters: [],
  columns: [
    { key: 'account_name', title: 'Account name', type: 'text' },
    { key: 'status', title: 'Status', type: 'text' },
    { key: 'email', title: 'E-mail', type: 'text' },
    { key: 'joined_at', title: 'Joined', type: 'time' }
  ],
  population: `
    select
      id as resource,
      name as account_name,
      email,
      status,
      joined_at,
      source_id,
      line,
      path
    from org_account`,
  whenEmpty: 'The organization lists no account.',
  test: ({ resource, account_name, status }) =>
    status === 'ACTIVE'
      ? pass(`Account ${resource} (${account_name}) is active.`)
      : exception(`Account ${resource} (${account_name}) has status ${status}.`)
})
