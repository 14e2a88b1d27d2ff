/** P05A: instance profiles and the role each gives to machines. */
import { nameInArn, timeOf } from './facts-in-words.ts'
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

interface ProfileRecord extends PlaceRecord {
  readonly account_id: string
  readonly name: string
  readonly arn: string
  readonly role_arn: string | null
  readonly created_at: number | null
  /** null where the authorization details of the account were not received. */
  readonly role_is_known: number | null
}

const source = 'Instance profiles of each account; file and line in column Source.'

export default {
  id: 'instance-profiles',
  name: 'P05A Instance profiles',
  ref: 'P05A',
  order: 41,
  title: 'Instance profiles',
  purpose: 'Shows which roles machines of EC2 may take on.',
  source,
  procedure:
    'One row for each profile; it holds one role at most. Which instance carries it is not in these exports.',
  heading: sourceHeading(source, 'instance-profiles'),
  frozenColumns: 3,
  columns: [
    ...accountColumns,
    { key: 'profile', title: 'Instance profile', type: 'text', width: 32 },
    noteworthyColumn,
    { key: 'role', title: 'Role', type: 'text', width: 32 },
    { key: 'created', title: 'Created', type: 'date', width: 12 },
    { key: 'arn', title: 'ARN', type: 'long', width: 46 },
    ...placeColumns
  ],
  count: (context) => countOf(context, 'select count(*) as n from instance_profile'),
  rows(context) {
    const accountOf = accountCells(context)
    return noteworthyFirst(
      context.all<ProfileRecord>(profilesSql).map((profile) => ({
        ...accountOf(profile.account_id),
        profile: profile.name,
        noteworthy: noteworthyOf(
          profile.role_arn === null && 'Holds no role',
          profile.role_arn !== null &&
            profile.role_is_known === 0 &&
            'Its role is not in the authorization details'
        ),
        role: profile.role_arn === null ? null : nameInArn(profile.role_arn),
        created: timeOf(profile.created_at),
        arn: profile.arn,
        ...placeCells(profile)
      }))
    )
  }
} satisfies Sheet

const profilesSql = `
  with detailed as (select distinct account_id from iam_role)
  select
    f.account_id, f.name, f.arn, f.role_arn, f.created_at,
    case when d.account_id is not null then r.arn is not null end as role_is_known,
    ${placeFields}
  from instance_profile f
  join source s on s.id = f.source_id
  left join detailed d on d.account_id = f.account_id
  left join iam_role r on r.account_id = f.account_id and r.arn = f.role_arn
  order by f.account_id, f.name, f.arn, f.role_arn, source`
