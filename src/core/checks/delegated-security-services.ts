/** ORG-08: whether security services of the organization are administered outside the management account. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { answered } from './basis/answered.ts'
import { organization } from './basis/organization.ts'
import { count, list } from './basis/sentence.ts'

/** Services that take a delegated administrator for security, by their principal (Organizations guide, services that you can use). */
const securityServices = [
  ['guardduty.amazonaws.com', 'GuardDuty'],
  ['securityhub.amazonaws.com', 'Security Hub'],
  ['access-analyzer.amazonaws.com', 'IAM Access Analyzer'],
  ['config.amazonaws.com', 'AWS Config'],
  ['sso.amazonaws.com', 'IAM Identity Center'],
  ['cloudtrail.amazonaws.com', 'CloudTrail'],
  ['inspector2.amazonaws.com', 'Inspector']
] as const

interface Row extends MemberRow {
  readonly title: string
  /** JSON list of accounts. */
  readonly administrators: string
  readonly is_trusted: Flag
  /** Delegated administrators of whom the services were not received. */
  readonly unread: number
}

export default automatedCheck<Row>({
  id: 'delegated-security-services',
  control: 'ORG-08',
  topic: 'organization',
  severity: 'medium',
  scope: 'organization',
  criterion: 'Security services of the organization are administered from a delegated account.',
  effect:
    'People work in the management account every day, where no policy binds them and every account can be reached.',
  recommendation: 'Register a security account as delegated administrator of each security service in use.',
  remediation: {
    console: 'In the console of each service in the management account: Settings → Delegated administrator.',
    cli: 'aws organizations register-delegated-administrator --account-id ACCOUNT --service-principal SERVICE; GuardDuty, Security Hub and Inspector have commands of their own, as aws guardduty enable-organization-admin-account.',
    terraform:
      'aws_organizations_delegated_administrator, aws_guardduty_organization_admin_account and aws_securityhub_organization_admin_account.'
  },
  procedure: [
    'Take the services that are trusted in the organization, and for each security service the accounts it is delegated to.',
    'A service that is not trusted in the organization is not administered for it by anyone; its own controls test that.',
    'Ask who still works in the management account, and for what.'
  ],
  limits: [
    'Seven services are asked about; others can be delegated too.',
    'Who works in the management account all the same is not in the export.'
  ],
  sources: ['AWS Organizations User Guide: AWS services that you can use with AWS Organizations'],
  needs: ['organization', 'delegated-administrators'],
  wants: ['delegated-services', 'organization-service-access'],
  parameters: [],
  columns: [
    { key: 'title', title: 'Service', type: 'text' },
    { key: 'is_trusted', title: 'Trusted in the organization', type: 'boolean' },
    { key: 'delegated_to', title: 'Delegated to', type: 'text' }
  ],
  population: `
    with ${organization},
    ${answered('services_answered', 'delegated-services', "''")},
    security_service (principal, title) as (
      values ${securityServices.map(([principal, title]) => `('${principal}', '${title}')`).join(', ')}
    )
    select
      organization.arn || '#' || security_service.principal as resource,
      security_service.title,
      exists (select 1 from org_service_access where service = security_service.principal) as is_trusted,
      (
        select json_group_array(distinct id)
        from org_delegated_service
        where service = security_service.principal and id not in ('', organization.management_id)
      ) as administrators,
      (
        select group_concat(distinct id)
        from org_delegated_service
        where service = security_service.principal and id not in ('', organization.management_id)
      ) as delegated_to,
      (
        select count(distinct id)
        from org_delegated_administrator
        where id not in (select part from services_answered)
      ) as unread,
      organization.source_id,
      organization.line,
      organization.path
    from organization
    cross join security_service`,
  whenEmpty: 'The account manages no organization.',
  test({ title, administrators, is_trusted, unread }, { coverageOf }) {
    const accounts = JSON.parse(administrators) as string[]
    if (accounts.length > 0) return pass(`${title} is administered by account ${list(accounts)}.`)
    const knowsTrusted = coverageOf('organization-service-access') === 'complete'
    if (knowsTrusted && is_trusted === 0)
      return pass(
        `${title} is not trusted in the organization, so the management account does not administer it.`
      )
    if (unread > 0 || coverageOf('delegated-administrators') !== 'complete')
      return needsReview(
        `No export shows to which account ${title} is delegated, and ${unread > 0 ? `the services of ${count(unread, 'delegated administrator')} were not received` : 'the list of delegated administrators is incomplete'}. Ask for: aws organizations list-delegated-services-for-account.`
      )
    return knowsTrusted
      ? exception(`${title} is trusted in the organization and delegated to no account.`)
      : needsReview(
          `${title} is delegated to no account; whether it is in use across the organization, aws organizations list-aws-service-access-for-organization would say.`
        )
  }
})
