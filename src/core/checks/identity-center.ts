/** SSO-01: whether IAM Identity Center serves the whole organization. */
import type { Flag } from '../iam/facts.ts'
import {
  automatedCheck,
  exception,
  needsReview,
  pass,
  type MemberRow,
  type TestContext,
  type Verdict
} from './check.ts'
import { answered, placeOfAnswers } from './basis/answered.ts'
import { identityCenter } from './basis/identity-center.ts'
import { reservedRoles } from './basis/permission-set.ts'
import { count, list } from './basis/sentence.ts'

interface Row extends MemberRow {
  /** 0 for the member that stands for an organization without an instance of its own. */
  readonly is_instance: Flag
  readonly owner: string | null
  readonly status: string | null
  /** null where no export names the management account. */
  readonly management_id: string | null
  /** JSON list of the regions asked. */
  readonly regions: string
  readonly reserved_roles: number
  readonly is_trusted: Flag
}

export default automatedCheck<Row>({
  id: 'identity-center',
  control: 'SSO-01',
  topic: 'identity-center',
  severity: 'medium',
  scope: 'organization',
  criterion: 'IAM Identity Center has an instance of the organization, from which people reach all accounts.',
  effect: 'Access is given account by account, and nobody sees or ends all of it in one place.',
  recommendation:
    'Enable IAM Identity Center in the management account, delegate its administration, and assign permission sets to groups.',
  remediation: {
    console: 'IAM Identity Center of the management account → Enable, in the region where people are.',
    cli: 'An instance of the organization is enabled in the console; to see it: aws sso-admin list-instances.',
    terraform:
      'The AWS provider cannot enable an instance of the organization; read it with the data source aws_ssoadmin_instances.'
  },
  procedure: [
    'Take the instances listed; the answer comes from the home region alone and is empty elsewhere.',
    'See that the instance belongs to the management account: instances of single accounts keep users of their own.',
    'Ask which people still reach accounts in another way.'
  ],
  limits: [
    'The list of instances is answered in the home region only.',
    'Whether people still reach accounts in another way is tested by FED-02.'
  ],
  sources: ['IAM Identity Center User Guide: Organization and account instances of IAM Identity Center'],
  needs: ['sso-instances'],
  wants: ['organization', 'organization-service-access'],
  parameters: [],
  columns: [
    { key: 'owner', title: 'Owner', type: 'text' },
    { key: 'status', title: 'Status', type: 'text' },
    { key: 'reserved_roles', title: 'Roles in the accounts', type: 'integer' },
    { key: 'created_at', title: 'Created', type: 'time' }
  ],
  population: `
    with ${reservedRoles},
    ${answered('asked', 'sso-instances', "''")},
    ${placeOfAnswers('place', ['sso-instances'], "''")},
    picture as materialized (
      select
        (select min(account_id) from org_organization where account_id <> '') as management_id,
        (select json_group_array(part order by part) from asked where part not glob 'instance *' and part <> '') as regions,
        (select count(*) from reserved_role) as reserved_roles,
        exists (select 1 from org_service_access where service = 'sso.amazonaws.com') as is_trusted
    )
    select
      instance.arn as resource,
      1 as is_instance,
      nullif(instance.account_id, '') as owner,
      instance.status,
      instance.created_at,
      picture.management_id,
      picture.regions,
      picture.reserved_roles,
      picture.is_trusted,
      instance.source_id,
      instance.line,
      instance.path
    from sso_instance as instance
    cross join picture
    union all
    select
      ${identityCenter} || '#organization',
      0,
      null,
      null,
      null,
      picture.management_id,
      picture.regions,
      picture.reserved_roles,
      picture.is_trusted,
      place.source_id,
      place.line,
      place.path
    from place
    cross join picture
    where not exists (
      select 1 from sso_instance where account_id in ('', picture.management_id)
    )
    and not (picture.management_id is null and exists (select 1 from sso_instance))`,
  whenEmpty: 'The exports hold no list of instances.',
  test(row, context) {
    return row.is_instance === 1 ? judgeInstance(row) : judgeAbsence(row, context.coverageOf)
  }
})

function judgeInstance({ resource, owner, status, management_id }: Row): Verdict {
  const subject = `Instance ${resource} of IAM Identity Center`
  if (status !== null && status !== 'ACTIVE') return needsReview(`${subject} has the status ${status}.`)
  if (owner === null)
    return needsReview(
      `${subject}: the export does not say whether it is the organization's or an account's.`
    )
  if (management_id === null)
    return needsReview(
      `${subject} belongs to ${owner}; without aws organizations describe-organization nobody can tell whether that is the management account.`
    )
  return owner === management_id
    ? pass(`${subject} belongs to the management account ${owner}.`)
    : needsReview(`${subject} belongs to account ${owner} alone; judge why it keeps users of its own.`)
}

function judgeAbsence(
  { regions, reserved_roles, is_trusted }: Row,
  coverageOf: TestContext['coverageOf']
): Verdict {
  const asked = JSON.parse(regions) as string[]
  const seen = asked.length === 0 ? 'the region that was asked, which nothing names' : list(asked)
  const roles =
    reserved_roles === 0
      ? ''
      : ` ${count(reserved_roles, 'role')} of permission sets in the accounts show that it is or was in use.`
  if (is_trusted === 0 && coverageOf('organization-service-access') === 'complete')
    return exception(
      `The organization has no instance of IAM Identity Center: sso.amazonaws.com is not among its trusted services.${roles}`
    )
  return needsReview(
    `There is no instance of the organization in ${seen}; it answers in its home region alone.${roles} Ask for aws sso-admin list-instances in the other regions.`
  )
}
