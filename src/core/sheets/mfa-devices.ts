/** P01A: every MFA device by its type, and whose it is. */
import { nameInArn, timeOf } from './facts-in-words.ts'
import { controlsColumn, controlsNotMet } from './found-by-checks.ts'
import {
  accountCells,
  accountColumns,
  noteworthyColumn,
  noteworthyFirst,
  noteworthyOf,
  placeCells,
  placeColumns,
  type PlaceRecord
} from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { countOf, type Sheet } from './sheet.ts'

interface DeviceRecord extends PlaceRecord {
  readonly account_id: string
  readonly user_name: string | null
  readonly user_arn: string | null
  readonly serial: string
  readonly type: keyof typeof types
  readonly enabled_at: number | null
  readonly certifications: string | null
}

const types = { virtual: 'Virtual', fido: 'FIDO security key', hardware: 'Hardware token' } as const

/** A virtual device stands in the list of its user and in that of all virtual devices. */
const devices = `
  from mfa_device d
  full join virtual_mfa_device v on v.account_id = d.account_id and v.serial = d.serial`

const source = 'MFA devices of users and virtual MFA devices of each account; file and line in column Source.'

export default {
  id: 'mfa-devices',
  name: 'P01A MFA devices',
  ref: 'P01A',
  order: 31,
  title: 'MFA devices',
  purpose: 'Shows what kind of second factor each user has, which the credential report does not say.',
  source,
  procedure:
    'One row for each device in either export. A virtual device is told by its ARN, as is a FIDO key; a hardware token has the number its maker gave it. A user of sheet P01 with MFA and no device here: the export of its devices was not received.',
  heading: sourceHeading(source, 'mfa-devices', 'virtual-mfa-devices'),
  frozenColumns: 3,
  columns: [
    ...accountColumns,
    { key: 'user', title: 'User', type: 'text', width: 24 },
    { key: 'type', title: 'Type', type: 'text', width: 18 },
    controlsColumn,
    noteworthyColumn,
    { key: 'serial', title: 'Serial or ARN', type: 'long', width: 46 },
    { key: 'enabled', title: 'Enabled', type: 'date', width: 12 },
    { key: 'certifications', title: 'Certifications', type: 'text', width: 18 },
    ...placeColumns
  ],
  tallies: [{ column: 'type', words: Object.values(types) }],
  count: (context) => countOf(context, `select count(*) as n ${devices}`),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context)
    return noteworthyFirst(
      context.all<DeviceRecord>(devicesSql).map((device) => {
        const user = userOf(device)
        return {
          ...accountOf(device.account_id),
          user,
          type: types[device.type],
          controls: notMet(device.account_id, device.serial),
          noteworthy: noteworthyOf(user === null && 'Assigned to nobody, or the export does not say to whom'),
          serial: device.serial,
          enabled: timeOf(device.enabled_at),
          certifications: device.certifications,
          ...placeCells(device)
        }
      })
    )
  }
} satisfies Sheet

function userOf({ user_name, user_arn }: DeviceRecord): string | null {
  if (user_name) return user_name
  if (user_arn === null) return null
  return user_arn.endsWith(':root') ? '<root_account>' : nameInArn(user_arn)
}

const devicesSql = `
  select
    coalesce(d.account_id, v.account_id) as account_id,
    d.user_name, v.user_arn,
    coalesce(d.serial, v.serial) as serial,
    coalesce(d.type, 'virtual') as type,
    coalesce(d.enabled_at, v.enabled_at) as enabled_at,
    d.certifications,
    concat_ws(char(10), ds.ref || ':' || d.line, vs.ref || ':' || v.line) as source,
    nullif(concat_ws(char(10), d.path, v.path), '') as path
  ${devices}
  left join source ds on ds.id = d.source_id
  left join source vs on vs.id = v.source_id
  order by account_id, coalesce(nullif(d.user_name, ''), v.user_arn), serial, source`
