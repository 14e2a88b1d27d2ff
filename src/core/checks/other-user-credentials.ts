/** KEY-10: the credentials of users that the credential report does not list. */
import type { Seconds } from '../iam/facts.ts'
import {
  automatedCheck,
  exception,
  needsReview,
  pass,
  type MemberRow,
  type TestContext,
  type Verdict
} from './check.ts'
import { dayOf, days, daysBetween } from './basis/age.ts'
import { answered, placeOfAnswers } from './basis/answered.ts'
import { knownUsers, receivedFor, usersWithout } from './basis/known-user.ts'
import { list } from './basis/sentence.ts'

interface Row extends MemberRow {
  /** null for the member that stands for what was not received. */
  readonly kind: 'SSH public key' | 'service credential' | null
  readonly user_name: string
  readonly credential: string
  readonly service: string | null
  readonly status: string
  readonly created_at: Seconds | null
  readonly expires_at: Seconds | null
  readonly users: number
  /** JSON lists of users whose lists were not received. */
  readonly without_ssh: string
  readonly without_service: string
}

export default automatedCheck<Row>({
  id: 'other-user-credentials',
  control: 'KEY-10',
  topic: 'keys',
  severity: 'medium',
  scope: 'account',
  criterion:
    'SSH public keys and service-specific credentials of users are known, needed and not old; API keys end.',
  effect: 'Long-lived credentials outside the credential report escape every review of access keys.',
  recommendation:
    'List them for each user, delete those nobody needs, and give the others an owner and an end date.',
  remediation: {
    console:
      'IAM → Users → the user → Security credentials: SSH public keys, HTTPS Git credentials, API keys.',
    cli: 'aws iam delete-ssh-public-key --user-name USER --ssh-public-key-id ID; aws iam delete-service-specific-credential --user-name USER --service-specific-credential-id ID.',
    terraform: 'Remove aws_iam_user_ssh_key and aws_iam_service_specific_credential.'
  },
  procedure: [
    'Obtain for each user aws iam list-ssh-public-keys and aws iam list-service-specific-credentials.',
    'Compare upload and creation dates with the limit, and see whether API keys of Bedrock have an end date.',
    'Ask the owner of each what it is for.'
  ],
  limits: [
    'The lists are asked for user by user; users whose lists were not received are counted, and not judged.',
    'The last use of these credentials is in none of the lists.'
  ],
  sources: [
    'IAM User Guide: API keys for Amazon Bedrock',
    'IAM API Reference: ListServiceSpecificCredentials',
    'IAM API Reference: ListSSHPublicKeys'
  ],
  needs: [['ssh-public-keys', 'service-specific-credentials']],
  wants: ['credential-report', 'account-authorization-details.users'],
  parameters: ['maxOtherCredentialAgeDays'],
  columns: [
    { key: 'user_name', title: 'User', type: 'text' },
    { key: 'kind', title: 'Kind', type: 'text' },
    { key: 'service', title: 'Service', type: 'text' },
    { key: 'status', title: 'Status', type: 'text' },
    { key: 'created_at', title: 'Created', type: 'time' },
    { key: 'expires_at', title: 'Ends', type: 'time' }
  ],
  population: `
    with ${knownUsers},
    ${answered('ssh_lists', 'ssh-public-keys')},
    ${answered('service_lists', 'service-specific-credentials')},
    ${placeOfAnswers('place', ['ssh-public-keys', 'service-specific-credentials'])},
    held as materialized (
      select
        user_name, key_id as credential, 'SSH public key' as kind, 'codecommit.amazonaws.com' as service, status,
        uploaded_at as created_at, null as expires_at, source_id, line, path
      from ssh_public_key
      where account_id = :account
      union all
      select
        user_name, credential_id, 'service credential', service, status, created_at, expires_at,
        source_id, line, path
      from service_specific_credential
      where account_id = :account
    ),
    gap as (
      select
        (select count(*) from known_user) as users,
        ${usersWithout('ssh_lists')} as without_ssh,
        ${usersWithout('service_lists')} as without_service
    )
    select
      coalesce(known_user.arn, :account || '/' || held.user_name) || '#' || held.credential as resource,
      held.kind, held.user_name, held.credential, held.service, held.status, held.created_at, held.expires_at,
      0 as users, '[]' as without_ssh, '[]' as without_service,
      held.source_id, held.line, held.path
    from held
    left join known_user on known_user.name = held.user_name
    union all
    select
      :account, null, '', '', null, '', null, null,
      gap.users, gap.without_ssh, gap.without_service,
      place.source_id, place.line, place.path
    from gap
    cross join place
    where gap.users = 0 or gap.without_ssh <> '[]' or gap.without_service <> '[]'`,
  whenEmpty: 'No user has an SSH public key or a service-specific credential.',
  test(row, context) {
    if (row.kind === null) return needsReview(gapSentence(row, context.account))
    return judgeCredential(row, context)
  }
})

function judgeCredential(row: Row, { asOf, parameters }: TestContext): Verdict {
  const limit = parameters.maxOtherCredentialAgeDays
  const what =
    row.kind === 'SSH public key' ? 'SSH public key' : `Credential for ${row.service ?? 'a service'}`
  const subject = `${what} ${row.credential} of ${row.user_name === '' ? 'a user no file names' : `user ${row.user_name}`}`
  if (row.status.toLowerCase() !== 'active') return pass(`${subject} is ${row.status.toLowerCase()}.`)
  if (row.expires_at !== null && row.expires_at <= asOf)
    return pass(`${subject} ended on ${dayOf(row.expires_at)}.`)
  if (isApiKey(row.service) && row.expires_at === null)
    return exception(`${subject} is an API key that never ends.`)
  if (row.created_at === null) return needsReview(`${subject}: the export does not say when it was made.`)
  const found = `${subject} was made ${days(daysBetween(row.created_at, asOf))} before the export (${dayOf(row.created_at)})`
  return daysBetween(row.created_at, asOf) > limit
    ? exception(`${found}, the limit is ${days(limit)}.`)
    : pass(`${found}.`)
}

/** Of Bedrock and its kin, whose long-term keys may have an end (IAM guide, API keys); passwords of other services have none. */
function isApiKey(service: string | null): boolean {
  return service !== null && /^bedrock/i.test(service)
}

function gapSentence({ users, without_ssh, without_service }: Row, account: string): string {
  if (users === 0)
    return `No export names the users of account ${account}, so nobody can tell for whom these lists are missing; ask for: aws iam get-credential-report.`
  const gaps = [
    receivedFor('SSH public keys', JSON.parse(without_ssh) as string[], users),
    receivedFor('service-specific credentials', JSON.parse(without_service) as string[], users)
  ].filter((sentence) => sentence !== '')
  return `In account ${account} ${list(gaps)}; what the others hold is not in the files.`
}
