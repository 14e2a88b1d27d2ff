/** ORG-01: whether the account is in the organization and active there. */
import { standingAnswers } from './basis/answer.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'

interface Row extends MemberRow {
  readonly account_name: string | null
  /** null where the list of accounts does not hold the account. */
  readonly status: string | null
  readonly listed_accounts: number
  /** The management account of the organization; null where none is described. */
  readonly management_id: string | null
}

export default automatedCheck<Row>({
  id: 'organization-membership',
  control: 'ORG-01',
  topic: 'organization',
  severity: 'medium',
  scope: 'account',
  criterion: 'The account is an active member of the organization.',
  effect:
    'No guardrail of the organization reaches an account outside it, and its bill and owner are easily lost.',
  recommendation: 'Invite the account into the organization, or close it.',
  remediation: {
    console: 'AWS Organizations → AWS accounts → Add an AWS account → Invite an existing AWS account.',
    cli: 'aws organizations invite-account-to-organization --target Id=ACCOUNT_ID,Type=ACCOUNT from the management account.',
    terraform: 'Import the account as aws_organizations_account.'
  },
  procedure: [
    "Look for the account in the organization's list of accounts.",
    'For an account outside ask who owns and pays it, and why it stands apart.'
  ],
  limits: ['An account that nobody named in the engagement is in no export, and so not found here.'],
  sources: ['AWS Organizations User Guide: Managing accounts in an organization with AWS Organizations'],
  needs: [['organization-accounts', 'organization']],
  parameters: [],
  columns: [
    { key: 'account_name', title: 'Account name', type: 'text' },
    { key: 'status', title: 'Status', type: 'text' },
    { key: 'management_id', title: 'Management account', type: 'id' }
  ],
  population: `
    with place as (
      select 0 as rank, source_id, line, path from org_account where id = :account
      union all
      select 1, source_id, line, path from org_organization
      union all
      select 2, min(source_id), 1, null from org_account having count(*) > 0
      union all
      select 3, coverage.source_id, 1, null
      from ${standingAnswers}
      where source.kind in ('organization-accounts', 'organization')
        and not exists (select 1 from org_account)
        and not exists (select 1 from org_organization)
      order by rank, source_id
      limit 1
    )
    select
      :account as resource,
      account.name as account_name,
      account.status,
      (select count(*) from org_account) as listed_accounts,
      (select account_id from org_organization where account_id <> '' limit 1) as management_id,
      place.source_id,
      place.line,
      place.path
    from place
    left join org_account as account on account.id = :account`,
  whenEmpty: 'The exports of the organization are empty.',
  test({ status, listed_accounts, management_id }, { account, coverageOf }) {
    if (status !== null)
      return status === 'ACTIVE'
        ? pass(`Account ${account} is listed in the organization and active.`)
        : exception(`Account ${account} is listed in the organization with status ${status}.`)
    if (listed_accounts > 0)
      return coverageOf('organization-accounts') === 'complete'
        ? exception(`Account ${account} is not among the ${listed_accounts} accounts of the organization.`)
        : needsReview(`Account ${account} is not among the accounts received; the list is incomplete.`)
    if (management_id === account)
      return pass(`Account ${account} is the management account of the organization.`)
    return management_id === null
      ? exception(`Account ${account} is in no organization, as AWS answered.`)
      : needsReview(
          `The organization of ${management_id} is described, but its list of accounts was not received; ask for: aws organizations list-accounts.`
        )
  }
})
