/** ORG-07: which accounts administer a service for the whole organization. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { answered } from './basis/answered.ts'

interface Row extends MemberRow {
  readonly administrator: string
  readonly name: string | null
  /** null where no service of the administrator was received. */
  readonly service: string | null
  readonly status: string | null
  /** 1 where the list of its services was received whole. */
  readonly is_answered: Flag
  /** null where the organization's list does not hold the account. */
  readonly account_status: string | null
}

export default automatedCheck<Row>({
  id: 'delegated-administrators',
  control: 'ORG-07',
  topic: 'organization',
  severity: 'high',
  scope: 'organization',
  criterion:
    'Every account that administers a service for the organization is an active member and approved for it.',
  effect: 'Whoever controls the delegated account changes security settings of all accounts.',
  recommendation:
    'Approve each delegation with its service and owner, guard the account like the management account, and take back what nobody needs.',
  remediation: {
    console:
      'AWS Organizations → AWS accounts → the account → Delegated services; deregister in the console of the service.',
    cli: 'aws organizations deregister-delegated-administrator --account-id ACCOUNT --service-principal SERVICE.',
    terraform: 'Remove aws_organizations_delegated_administrator.'
  },
  procedure: [
    'Take the delegated administrators, and the services of each: every pair is a member of the population.',
    'Compare each pair with the approvals of the client.',
    'See who may sign in to the delegated account and with what rights.'
  ],
  limits: [
    'What people of a delegated account may do there is not weighed.',
    'Whether the client approved the delegation is in no export.'
  ],
  sources: [
    'AWS Organizations User Guide: Delegated administrator for AWS services that work with Organizations'
  ],
  needs: ['delegated-administrators'],
  wants: ['delegated-services', 'organization-accounts'],
  parameters: [],
  columns: [
    { key: 'administrator', title: 'Account', type: 'text' },
    { key: 'name', title: 'Name', type: 'text' },
    { key: 'service', title: 'Service', type: 'text' },
    { key: 'delegated_at', title: 'Since', type: 'time' }
  ],
  population: `
    with ${answered('services_answered', 'delegated-services', "''")}
    select
      administrator.id || coalesce('#' || service.service, '') as resource,
      administrator.id as administrator,
      coalesce(administrator.name, org_account.name) as name,
      service.service,
      coalesce(service.delegated_at, administrator.delegated_at) as delegated_at,
      administrator.status,
      administrator.id in (select part from services_answered) as is_answered,
      org_account.status as account_status,
      administrator.source_id,
      administrator.line,
      administrator.path
    from org_delegated_administrator as administrator
    left join org_delegated_service as service on service.id = administrator.id
    left join org_account on org_account.id = administrator.id`,
  whenEmpty: 'The organization has no delegated administrator.',
  test(row, { coverageOf }) {
    const { administrator, name, service, is_answered, account_status } = row
    const subject = `Account ${administrator}${name === null ? '' : ` (${name})`}`
    const duty =
      service === null ? 'is a delegated administrator' : `administers ${service} for the organization`
    if (account_status === null && coverageOf('organization-accounts') === 'complete')
      return exception(`${subject} ${duty} and is not among the accounts of the organization.`)
    const status = account_status ?? row.status
    if (status !== null && status !== 'ACTIVE')
      return exception(`${subject} ${duty} and has the status ${status}.`)
    if (service === null)
      return is_answered === 1
        ? pass(`${subject} is registered and administers no service.`)
        : needsReview(
            `${subject} ${duty}, of which services was not received; ask for: aws organizations list-delegated-services-for-account --account-id ${administrator}.`
          )
    return needsReview(`${subject} ${duty}; see that the client approved it.`)
  }
})
