/** P06A: every version of the policies the client wrote: whoever may set the default version can use each of them. */
import { nameInArn, timeOf, yesOrNo } from './facts-in-words.ts'
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

interface VersionRecord extends PlaceRecord {
  readonly account_id: string
  readonly policy_arn: string
  readonly version: string
  readonly is_default: number
  readonly created_at: number | null
  readonly attachment_count: number | null
  readonly problem: string | null
  readonly statements: number | null
  readonly admin: number | null
  readonly not_action: number | null
}

/** Policies of AWS have versions too, which the client can neither change nor choose. */
const written = "policy_arn not like 'arn:%:iam::aws:policy/%'"

const source = 'Account authorization details of each account; file and line in column Source.'

export default {
  id: 'policy-versions',
  name: 'P06A Policy versions',
  ref: 'P06A',
  order: 44,
  title: 'Versions of customer managed policies',
  purpose:
    'Shows versions that are not in force but can be put in force by whoever may set the default version.',
  source,
  procedure:
    'One row for each version of a customer managed policy. Administrator: a statement allows every action on every resource without a condition. Sheet P06 judges the default version.',
  heading: sourceHeading(source, 'account-authorization-details'),
  frozenColumns: 4,
  columns: [
    ...accountColumns,
    { key: 'policy', title: 'Policy', type: 'text', width: 30 },
    { key: 'version', title: 'Version', type: 'id', width: 9 },
    noteworthyColumn,
    { key: 'isDefault', title: 'Default', type: 'text', width: 9 },
    { key: 'administrator', title: 'Administrator', type: 'text', width: 13 },
    { key: 'notAction', title: 'Allow with NotAction', type: 'text', width: 12 },
    { key: 'statements', title: 'Statements', type: 'integer', width: 11 },
    { key: 'attached', title: 'Policy attached to', type: 'integer', width: 10 },
    { key: 'created', title: 'Created', type: 'date', width: 12 },
    { key: 'arn', title: 'Policy ARN', type: 'long', width: 44 },
    ...placeColumns
  ],
  tallies: [{ column: 'isDefault', words: ['Yes', 'No'] }],
  count: (context) => countOf(context, `select count(*) as n from iam_policy_version where ${written}`),
  rows(context) {
    const accountOf = accountCells(context)
    return noteworthyFirst(
      context.all<VersionRecord>(versionsSql).map((version) => ({
        ...accountOf(version.account_id),
        policy: nameInArn(version.policy_arn),
        version: version.version,
        noteworthy: noteworthyOf(
          version.is_default === 0 && version.admin === 1 && 'Not in force, and allows everything',
          version.problem !== null && 'Could not be read as a policy'
        ),
        isDefault: yesOrNo(version.is_default),
        administrator: version.problem === null ? yesOrNo(version.admin ?? 0) : 'Unreadable',
        notAction: version.problem === null ? yesOrNo(version.not_action ?? 0) : 'Unreadable',
        statements: version.statements,
        attached: version.attachment_count,
        created: timeOf(version.created_at),
        arn: version.policy_arn,
        ...placeCells(version)
      }))
    )
  }
} satisfies Sheet

const versionsSql = `
  with flags as (
    select document_id, count(*) as statements,
      max(effect = 'Allow' and covers_all_actions and covers_all_resources and condition is null) as admin,
      max(effect = 'Allow' and uses_not_action) as not_action
    from policy_statement
    group by document_id
  )
  select
    f.account_id, f.policy_arn, f.version, f.is_default, f.created_at, p.attachment_count, d.problem,
    c.statements, c.admin, c.not_action,
    ${placeFields}
  from iam_policy_version f
  join source s on s.id = f.source_id
  join policy_document d on d.id = f.document_id
  left join flags c on c.document_id = f.document_id
  left join iam_policy p on p.account_id = f.account_id and p.arn = f.policy_arn
  where f.${written}
  order by f.account_id, f.policy_arn, f.is_default desc, f.version, source`
