/** P10E: the instances of Identity Center, the attributes they decide by, and how many users and groups stand behind them. */
import { placeCells, placeColumns, placeFields, type PlaceRecord } from './population-row.ts'
import { sourceHeading } from './received-exports.ts'
import { countOf, type Sheet } from './sheet.ts'

interface SettingRecord extends PlaceRecord {
  readonly setting: string
  readonly subject: string | null
  readonly state: string
}

/** A count stands where the first of those counted does. */
const settings = `
  store_users as (
    select identity_store_id, count(*) as n, coalesce(sum(status = 'DISABLED'), 0) as disabled,
      count(external_issuer) as provisioned, min(rowid) as first
    from identity_user
    group by identity_store_id
  ),
  store_groups as (
    select identity_store_id, count(*) as n, count(external_issuer) as provisioned, min(rowid) as first
    from identity_group
    group by identity_store_id
  ),
  store_memberships as (
    select identity_store_id, count(*) as n, count(distinct user_id) as users, count(distinct group_id) as groups,
      min(rowid) as first
    from identity_membership
    group by identity_store_id
  ),
  setting as (
    select 0 as place, 'Instance' as setting, arn as subject,
      concat_ws(', ', nullif(name, ''), lower(status), 'identity store ' || nullif(identity_store_id, '')) as state,
      source_id, line, path
    from sso_instance
    union all
    select 1, 'Attribute for access control', instance_arn,
      key || ' from ' || (select group_concat(value, ', ') from json_each(value_sources)) || ', ' || lower(status),
      source_id, line, path
    from sso_access_attribute
    union all
    select 2, 'Users', c.identity_store_id,
      c.n || ' in all; disabled: ' || c.disabled || '; from an identity provider: ' || c.provisioned,
      f.source_id, f.line, f.path
    from store_users c
    join identity_user f on f.rowid = c.first
    union all
    select 3, 'Groups', c.identity_store_id, c.n || ' in all; from an identity provider: ' || c.provisioned,
      f.source_id, f.line, f.path
    from store_groups c
    join identity_group f on f.rowid = c.first
    union all
    select 4, 'Memberships', c.identity_store_id, c.n || ' in all; users: ' || c.users || '; groups: ' || c.groups,
      f.source_id, f.line, f.path
    from store_memberships c
    join identity_membership f on f.rowid = c.first
  )`

const source =
  'Instances, attributes for access control and identity store of Identity Center; file and line in column Source.'

export default {
  id: 'identity-center-settings',
  name: 'P10E Identity Center',
  ref: 'P10E',
  order: 59,
  title: 'Identity Center and its identity store',
  purpose: 'Shows whether Identity Center is in use and how many people stand behind it.',
  source,
  procedure:
    'One row for each instance, attribute and count. Whether MFA is asked for at sign-in is in no export of AWS: it is looked up in the console.',
  heading: sourceHeading(
    source,
    'sso-instances',
    'sso-access-attributes',
    'identity-users',
    'identity-groups'
  ),
  frozenColumns: 1,
  columns: [
    { key: 'setting', title: 'Setting', type: 'text', width: 30 },
    { key: 'subject', title: 'Where', type: 'id', width: 46 },
    { key: 'state', title: 'State', type: 'long', width: 70 },
    ...placeColumns
  ],
  count: (context) => countOf(context, `with ${settings} select count(*) as n from setting`),
  rows: (context) =>
    context.all<SettingRecord>(settingsSql).map((setting) => ({
      setting: setting.setting,
      subject: setting.subject || null,
      state: setting.state,
      ...placeCells(setting)
    }))
} satisfies Sheet

const settingsSql = `
  with ${settings}
  select f.setting, f.subject, f.state, ${placeFields}
  from setting f
  join source s on s.id = f.source_id
  order by f.place, f.subject, f.state, source`
