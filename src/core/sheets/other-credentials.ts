/** P02B: credentials that are neither passwords nor access keys: SSH keys, service credentials, certificates. */
import { daysUntilAsOf, expiryNote } from './ages.ts'
import { timeOf } from './facts-in-words.ts'
import { controlsColumn, controlsNotMet } from './found-by-checks.ts'
import {
  accountCells,
  accountColumns,
  noteworthyColumn,
  noteworthyFirst,
  noteworthyOf,
  placeCells,
  placeColumns,
  placeFields,
  type PlaceRecord
} from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { countOf, type Sheet } from './sheet.ts'

interface CredentialRecord extends PlaceRecord {
  readonly account_id: string
  readonly kind: keyof typeof kinds
  readonly owner: string
  readonly id: string
  readonly service: string | null
  readonly service_user: string | null
  readonly status: string | null
  readonly made_at: number | null
  readonly expires_at: number | null
  readonly source_id: number
}

const kinds = {
  ssh: 'SSH public key',
  service: 'Service-specific credential',
  signing: 'Signing certificate',
  server: 'Server certificate'
} as const

const credentials = `
  other_credential as (
    select 'ssh' as kind, account_id, user_name as owner, key_id as id, 'codecommit.amazonaws.com' as service,
      null as service_user, status, uploaded_at as made_at, null as expires_at, source_id, line, path
    from ssh_public_key
    union all
    select 'service', account_id, user_name, credential_id, service, service_user_name, status, created_at, expires_at,
      source_id, line, path
    from service_specific_credential
    union all
    select 'signing', account_id, user_name, certificate_id, null, null, status, uploaded_at, null, source_id, line, path
    from signing_certificate
    union all
    select 'server', account_id, iam_path, arn, null, name, null, uploaded_at, expires_at, source_id, line, path
    from server_certificate
  )`

const source =
  'SSH public keys, service-specific credentials, signing and server certificates of each account; file and line in column Source.'

export default {
  id: 'other-credentials',
  name: 'P02B Other credentials',
  ref: 'P02B',
  order: 35,
  title: 'Credentials beyond passwords and access keys',
  purpose: 'Shows the credentials the credential report leaves out or only counts, with their expiry.',
  source,
  procedure:
    'One row for each credential. Expired: at the as-of date of the file; an expiry within 90 days is said. A server certificate belongs to no user; its path stands for the owner.',
  heading: sourceHeading(
    source,
    'ssh-public-keys',
    'service-specific-credentials',
    'signing-certificates',
    'server-certificates'
  ),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'kind', title: 'Kind', type: 'text', width: 22 },
    { key: 'owner', title: 'User or path', type: 'text', width: 22 },
    controlsColumn,
    noteworthyColumn,
    { key: 'id', title: 'Id or ARN', type: 'long', width: 38 },
    { key: 'service', title: 'Service', type: 'text', width: 28 },
    { key: 'serviceUser', title: 'Name at the service', type: 'long', width: 24 },
    { key: 'status', title: 'Status', type: 'text', width: 11 },
    { key: 'made', title: 'Created or uploaded', type: 'date', width: 12 },
    { key: 'expires', title: 'Expires', type: 'date', width: 12 },
    ...placeColumns
  ],
  tallies: [{ column: 'kind', words: Object.values(kinds) }],
  count: (context) => countOf(context, `with ${credentials} select count(*) as n from other_credential`),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context)
    const daysSince = daysUntilAsOf(context)
    return noteworthyFirst(
      context.all<CredentialRecord>(credentialsSql).map((credential) => ({
        ...accountOf(credential.account_id),
        kind: kinds[credential.kind],
        owner: credential.owner || null,
        controls: notMet(credential.account_id, credential.id, `#${credential.id}`),
        noteworthy: noteworthyOf(
          expiryNote(daysSince(credential.expires_at, credential.source_id)),
          credential.kind === 'service' &&
            credential.status === 'Active' &&
            credential.expires_at === null &&
            'Active, without an expiry',
          credential.kind === 'signing' && credential.status === 'Active' && 'Active'
        ),
        id: credential.id,
        service: credential.service,
        serviceUser: credential.service_user,
        status: credential.status,
        made: timeOf(credential.made_at),
        expires: timeOf(credential.expires_at),
        ...placeCells(credential)
      }))
    )
  }
} satisfies Sheet

const credentialsSql = `
  with ${credentials}
  select
    f.account_id, f.kind, f.owner, f.id, f.service, f.service_user, f.status, f.made_at, f.expires_at, f.source_id,
    ${placeFields}
  from other_credential f
  join source s on s.id = f.source_id
  order by f.account_id, f.kind, f.owner, f.id, source`
