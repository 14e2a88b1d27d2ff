/** P09C: what is switched on in the organization: feature set, policy types, central root access. */
import { countOf, type Sheet } from './sheet.ts'

interface SettingRecord {
  readonly setting: string
  readonly subject: string
  readonly state: string
  readonly source: string
}

const settingTable = `
  setting as (
    select 'Feature set' as setting, id as subject, feature_set as state, source_id, line from org_organization
    union all
    select 'Policy type ' || type, root_id, status, source_id, line from org_policy_type
    union all
    select 'Root access feature', organization_id, feature || ' enabled', source_id, line from org_feature
  )`

export default {
  id: 'organization-settings',
  name: 'P09C Org settings',
  ref: 'P09C',
  order: 52,
  title: 'Settings of the organization',
  purpose: 'Shows which controls of AWS Organizations are switched on at all.',
  source:
    'Organization, roots and root access features of the management account; file and line in column Source.',
  procedure:
    'One row for each setting an export names. AWS lists a policy type or feature only once it was enabled.',
  frozenColumns: 1,
  columns: [
    { key: 'setting', title: 'Setting', type: 'text', width: 40 },
    { key: 'subject', title: 'Where', type: 'id', width: 26 },
    { key: 'state', title: 'State', type: 'text', width: 44 },
    { key: 'source', title: 'Source', type: 'id', width: 14 }
  ],
  count: (context) => countOf(context, `with ${settingTable} select count(*) as n from setting`),
  rows: (context) =>
    context
      .all<SettingRecord>(
        `with ${settingTable}
         select t.setting, t.subject, t.state, s.ref || ':' || t.line as source
         from setting t
         join source s on s.id = t.source_id
         order by t.setting, t.subject, t.state`
      )
      .map(({ setting, subject, state, source }) => ({ setting, subject, state, source }))
} satisfies Sheet
