/** P06E: grants beside the policies: access control lists of buckets, grants on keys of KMS. */
import { accountInArn } from './facts-in-words.ts'
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

interface GrantRecord extends PlaceRecord {
  readonly account_id: string
  readonly region: string | null
  readonly service: 's3' | 'kms'
  readonly resource: string
  readonly grantee: string
  readonly permission: string
}

const services = { s3: 'S3', kms: 'KMS' } as const

const source =
  'Access control lists of buckets and grants on keys of each account; file and line in column Source.'

export default {
  id: 'resource-grants',
  name: 'P06E Grants',
  ref: 'P06E',
  order: 48,
  title: 'Grants on buckets and keys',
  purpose: 'Shows access that no policy shows: older lists of S3, grants of KMS.',
  source,
  procedure:
    'One row for each grantee and permission. "owner" is the account\'s own canonical id. A grantee of S3 that is a canonical id cannot be traced to its account from the exports.',
  heading: sourceHeading(source, 'bucket-acl', 'kms-grants'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'service', title: 'Service', type: 'text', width: 9 },
    { key: 'resource', title: 'Bucket or key', type: 'long', width: 46 },
    noteworthyColumn,
    { key: 'grantee', title: 'Grantee', type: 'long', width: 46 },
    { key: 'permission', title: 'Permission', type: 'long', width: 30 },
    { key: 'region', title: 'Region', type: 'text', width: 14 },
    ...placeColumns
  ],
  tallies: [{ column: 'service', words: Object.values(services) }],
  count: (context) => countOf(context, 'select count(*) as n from resource_grant'),
  rows(context) {
    const accountOf = accountCells(context)
    return noteworthyFirst(
      context.all<GrantRecord>(grantsSql).map((grant) => ({
        ...accountOf(grant.account_id),
        service: services[grant.service],
        resource: grant.resource,
        noteworthy: noteworthyOf(
          grant.grantee.endsWith('/AllUsers') && 'Grants to anyone',
          grant.grantee.endsWith('/AuthenticatedUsers') && 'Grants to every AWS account',
          isOfAnother(grant) && 'Grants to another account'
        ),
        grantee: grant.grantee,
        permission: grant.permission,
        region: grant.region,
        ...placeCells(grant)
      }))
    )
  }
} satisfies Sheet

function isOfAnother({ grantee, account_id }: GrantRecord): boolean {
  const account = accountInArn(grantee)
  return account !== null && account !== account_id
}

const grantsSql = `
  select f.account_id, f.region, f.service, f.resource, f.grantee, f.permission, ${placeFields}
  from resource_grant f
  join source s on s.id = f.source_id
  order by f.account_id, f.service desc, f.resource, f.grantee, f.permission, source`
