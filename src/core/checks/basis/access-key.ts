/** Access keys of users, one row a key, from the two sets of columns of the credential report; root is not among them. */
import type { Flag } from '../../iam/facts.ts'
import type { ColumnView } from '../../../shared/records/workbook.ts'
import { needsReview, type MemberRow, type Verdict } from '../check.ts'

export interface AccessKeyRow extends MemberRow {
  readonly user_name: string
  readonly user_created_at: number | null
  readonly password_enabled: Flag | null
  readonly key_number: 1 | 2
  readonly active: Flag | null
  readonly rotated_at: number | null
  readonly last_used_at: number | null
  readonly last_used_service: string | null
  readonly last_used_region: string | null
}

/**
 * Keys that exist: active ones, inactive ones that still have a date of rotation, and those of which the report does not say (a
 * column is missing). Open to one more `where` on its columns.
 */
export const accessKeys = `
  select
    resource,
    user_name,
    user_created_at,
    password_enabled,
    key_number,
    active,
    rotated_at,
    last_used_at,
    last_used_service,
    last_used_region,
    source_id,
    line,
    path
  from (
    ${keyOf(1)}
    union all
    ${keyOf(2)}
  )`

export const accessKeyColumns: readonly ColumnView[] = [
  { key: 'user_name', title: 'User', type: 'text' },
  { key: 'key_number', title: 'Key', type: 'integer' },
  { key: 'active', title: 'Active', type: 'boolean' },
  { key: 'rotated_at', title: 'Rotated', type: 'time' },
  { key: 'last_used_at', title: 'Last used', type: 'time' },
  { key: 'last_used_service', title: 'Service', type: 'text' },
  { key: 'last_used_region', title: 'Region', type: 'text' }
]

/** Active keys, and those of which the report does not say. */
export const activeAccessKeys = `${accessKeys} where coalesce(active, 1) = 1`

/** The verdict on a key of which the report does not say whether it is active. */
export function activityUnknown(row: Pick<AccessKeyRow, 'key_number' | 'user_name'>): Verdict {
  return needsReview(`${nameOfKey(row)}: the credential report does not say whether it exists and is active.`)
}

/** "Access key 1 of user ada" */
export function nameOfKey({ key_number, user_name }: Pick<AccessKeyRow, 'key_number' | 'user_name'>): string {
  return `Access key ${key_number} of user ${user_name}`
}

function keyOf(number: 1 | 2): string {
  return `select
      arn || '#access-key-${number}' as resource,
      user_name,
      created_at as user_created_at,
      password_enabled,
      ${number} as key_number,
      key_${number}_active as active,
      key_${number}_rotated_at as rotated_at,
      key_${number}_last_used_at as last_used_at,
      key_${number}_last_used_service as last_used_service,
      key_${number}_last_used_region as last_used_region,
      source_id,
      line,
      path
    from credential
    where account_id = :account
      and is_root = 0
      and (coalesce(key_${number}_active, 1) = 1 or key_${number}_rotated_at is not null)`
}
