/** P06D: the keys of KMS: who manages each and whether it rotates. */
import { yesOrNo } from './facts-in-words.ts'
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

interface KeyRecord extends PlaceRecord {
  readonly account_id: string
  readonly region: string | null
  readonly key_id: string
  readonly arn: string | null
  readonly manager: string | null
  readonly state: string | null
  readonly rotates: number | null
}

const source = 'Descriptions and rotation of KMS keys of each account; file and line in column Source.'

export default {
  id: 'kms-keys',
  name: 'P06D KMS keys',
  ref: 'P06D',
  order: 47,
  title: 'Keys of KMS',
  purpose: 'Shows the keys that logs and secrets are encrypted with, as far as the client exported them.',
  source,
  procedure:
    'One row for each key asked about. Keys AWS manages rotate by themselves. Who may use a key: sheets P06B and P06E.',
  heading: sourceHeading(source, 'kms-keys'),
  frozenColumns: 3,
  columns: [
    ...accountColumns,
    { key: 'key', title: 'Key id', type: 'id', width: 38 },
    controlsColumn,
    noteworthyColumn,
    { key: 'manager', title: 'Managed by', type: 'text', width: 12 },
    { key: 'state', title: 'State', type: 'text', width: 18 },
    { key: 'rotates', title: 'Rotates', type: 'text', width: 9 },
    { key: 'region', title: 'Region', type: 'text', width: 14 },
    { key: 'arn', title: 'ARN', type: 'long', width: 44 },
    ...placeColumns
  ],
  count: (context) =>
    countOf(context, 'select count(*) as n from (select 1 from kms_key group by account_id, key_id)'),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context)
    return noteworthyFirst(
      context.all<KeyRecord>(keysSql).map((key) => ({
        ...accountOf(key.account_id),
        key: key.key_id,
        controls: notMet(key.account_id, key.arn, key.key_id),
        noteworthy: noteworthyOf(
          key.rotates === 0 && key.manager !== 'AWS' && 'Does not rotate',
          key.state === 'PendingDeletion' && 'Is to be deleted'
        ),
        manager: managers[key.manager ?? ''] ?? key.manager,
        state: key.state,
        rotates: yesOrNo(key.rotates),
        region: key.region,
        arn: key.arn,
        ...placeCells(key)
      }))
    )
  }
} satisfies Sheet

const managers: Readonly<Record<string, string>> = { CUSTOMER: 'Customer', AWS: 'AWS' }

/** The description and the rotation are two exports. */
const keysSql = `
  select
    f.account_id, f.key_id,
    max(f.region) as region, max(f.arn) as arn, max(f.manager) as manager, max(f.state) as state,
    max(f.rotates) as rotates,
    group_concat(s.ref || ':' || f.line, char(10) order by s.ref, f.line) as source,
    nullif(group_concat(f.path, char(10) order by s.ref, f.line), '') as path
  from kms_key f
  join source s on s.id = f.source_id
  group by f.account_id, f.key_id
  order by f.account_id, f.key_id`
