/** P02: every access key of an IAM user, one row a key. */
import { timeOf, yesOrNo } from './facts-in-words.ts'
import { countOf, type Sheet, type SheetControl } from './sheet.ts'
import {
  needsAny,
  testsBinding,
  verdictCells,
  verdictColumns,
  verdictFields,
  verdictTables,
  verdictTally,
  worstFirst,
  type VerdictRecord
} from './verdict.ts'

interface KeyRecord extends VerdictRecord {
  readonly account_id: string
  readonly user_name: string
  readonly slot: number
  readonly active: number
  readonly rotated_at: number | null
  readonly last_used_at: number | null
  readonly last_used_region: string | null
  readonly last_used_service: string | null
  readonly resource: string
  readonly source: string
}

/** The report has two slots a user; a slot holds a key where it is active or was ever rotated. */
const keyTable = `
  key as (
    select source_id, account_id, arn, user_name, 1 as slot, key_1_active as active, key_1_rotated_at as rotated_at,
      key_1_last_used_at as last_used_at, key_1_last_used_region as last_used_region,
      key_1_last_used_service as last_used_service, line
    from credential
    where is_root = 0 and (key_1_active = 1 or key_1_rotated_at is not null)
    union all
    select source_id, account_id, arn, user_name, 2 as slot, key_2_active as active, key_2_rotated_at as rotated_at,
      key_2_last_used_at as last_used_at, key_2_last_used_region as last_used_region,
      key_2_last_used_service as last_used_service, line
    from credential
    where is_root = 0 and (key_2_active = 1 or key_2_rotated_at is not null)
  )`

export default {
  id: 'access-keys',
  name: 'P02 Access keys',
  ref: 'P02',
  order: 33,
  title: 'Access keys of IAM users',
  purpose:
    'Shows the whole population of access keys, active and inactive, with the dates that age and use are counted from.',
  source:
    'Credential report of each account; file and line in column Source. Keys of root users stand on sheet P03.',
  procedure:
    'One row for each slot of the report that holds a key. The report gives no key id: a key is named by its user and slot.',
  frozenColumns: 4,
  columns: [
    { key: 'account', title: 'Account', type: 'id', width: 14 },
    { key: 'accountName', title: 'Account name', type: 'text', width: 18 },
    { key: 'user', title: 'User', type: 'text', width: 22 },
    { key: 'slot', title: 'Key', type: 'integer', width: 6 },
    ...verdictColumns,
    { key: 'active', title: 'Active', type: 'text', width: 8 },
    { key: 'rotated', title: 'Created or rotated', type: 'date', width: 12 },
    { key: 'lastUsed', title: 'Last used', type: 'date', width: 12 },
    { key: 'service', title: 'Last used for', type: 'text', width: 14 },
    { key: 'region', title: 'Last used in', type: 'text', width: 14 },
    { key: 'resource', title: 'Resource', type: 'long', width: 44 },
    { key: 'source', title: 'Source', type: 'id', width: 12 }
  ],
  tallies: [verdictTally],
  count: (context) => countOf(context, `with ${keyTable} select count(*) as n from key`),
  rows(context) {
    const names = new Map(context.accounts.map((account) => [account.id, account.name]))
    return context.all<KeyRecord>(keysSql, testsBinding(context, concernsKeys)).map((key) => ({
      account: key.account_id,
      accountName: names.get(key.account_id) ?? '',
      user: key.user_name,
      slot: key.slot,
      ...verdictCells(key),
      active: yesOrNo(key.active),
      rotated: timeOf(key.rotated_at),
      lastUsed: timeOf(key.last_used_at),
      service: key.last_used_service,
      region: key.last_used_region,
      resource: key.resource,
      source: key.source
    }))
  }
} satisfies Sheet

function concernsKeys(control: SheetControl): boolean {
  return (control.topic === 'keys' || control.topic === 'tidy') && needsAny(control, 'credential-report')
}

const keysSql = `
  with ${verdictTables()}, ${keyTable}
  select
    k.account_id, k.user_name, k.slot, k.active, k.rotated_at, k.last_used_at, k.last_used_region, k.last_used_service,
    k.arn || '#access-key-' || k.slot as resource,
    s.ref || ':' || k.line as source,
    ${verdictFields}
  from key k
  join source s on s.id = k.source_id
  left join verdict v on v.account_id = k.account_id and v.resource = k.arn || '#access-key-' || k.slot
  left join tested t on t.account_id = k.account_id
  order by ${worstFirst}, k.account_id, k.user_name, k.arn, k.slot`
