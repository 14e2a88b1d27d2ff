/** P06C: what blocks public access to S3, of the account and of each bucket or access point asked about. */
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

interface BlockRecord extends PlaceRecord {
  readonly account_id: string
  readonly resource: string
  readonly blocks_public_acls: number | null
  readonly ignores_public_acls: number | null
  readonly blocks_public_policy: number | null
  readonly restricts_public_buckets: number | null
  readonly policy_is_public: number | null
}

/** The setting of an account stands for all its buckets. */
const wholeAccount = 'The account'

const source =
  'Public access blocks and bucket policy status of each account; file and line in column Source.'

export default {
  id: 'public-access',
  name: 'P06C Public access',
  ref: 'P06C',
  order: 46,
  title: 'Public access blocks of S3',
  purpose: 'Shows whether public access to S3 is blocked for the whole account or only for single buckets.',
  source,
  procedure:
    "One row for each account, bucket or access point asked about; the account's own setting stands over those of its buckets. Empty: that export was not received.",
  heading: sourceHeading(source, 'public-access-block', 'bucket-policy-status'),
  frozenColumns: 3,
  columns: [
    ...accountColumns,
    { key: 'resource', title: 'Bucket or access point', type: 'long', width: 40 },
    controlsColumn,
    noteworthyColumn,
    { key: 'blocksAcls', title: 'Blocks public ACLs', type: 'text', width: 12 },
    { key: 'ignoresAcls', title: 'Ignores public ACLs', type: 'text', width: 12 },
    { key: 'blocksPolicy', title: 'Blocks public policies', type: 'text', width: 12 },
    { key: 'restricts', title: 'Restricts public buckets', type: 'text', width: 12 },
    { key: 'verdict', title: 'Policy is public, says AWS', type: 'text', width: 13 },
    ...placeColumns
  ],
  count: (context) =>
    countOf(context, 'select count(*) as n from (select 1 from public_access group by account_id, resource)'),
  rows(context) {
    const accountOf = accountCells(context)
    const notMet = controlsNotMet(context)
    return noteworthyFirst(
      context.all<BlockRecord>(blocksSql).map((block) => ({
        ...accountOf(block.account_id),
        resource: block.resource || wholeAccount,
        controls: notMet(block.account_id, block.resource),
        noteworthy: noteworthyOf(
          block.policy_is_public === 1 && 'Its policy makes it public, says AWS',
          settingsOf(block).includes(0) &&
            (block.resource === ''
              ? 'Not all public access is blocked for the account'
              : 'Not all public access is blocked')
        ),
        blocksAcls: yesOrNo(block.blocks_public_acls),
        ignoresAcls: yesOrNo(block.ignores_public_acls),
        blocksPolicy: yesOrNo(block.blocks_public_policy),
        restricts: yesOrNo(block.restricts_public_buckets),
        verdict: yesOrNo(block.policy_is_public),
        ...placeCells(block)
      }))
    )
  }
} satisfies Sheet

function settingsOf(block: BlockRecord): readonly (number | null)[] {
  return [
    block.blocks_public_acls,
    block.ignores_public_acls,
    block.blocks_public_policy,
    block.restricts_public_buckets
  ]
}

/** The block and the verdict are two exports. */
const blocksSql = `
  select
    f.account_id, f.resource,
    max(f.blocks_public_acls) as blocks_public_acls,
    max(f.ignores_public_acls) as ignores_public_acls,
    max(f.blocks_public_policy) as blocks_public_policy,
    max(f.restricts_public_buckets) as restricts_public_buckets,
    max(f.policy_is_public) as policy_is_public,
    group_concat(s.ref || ':' || f.line, char(10) order by s.ref, f.line) as source,
    nullif(group_concat(f.path, char(10) order by s.ref, f.line), '') as path
  from public_access f
  join source s on s.id = f.source_id
  group by f.account_id, f.resource
  order by f.account_id, f.resource`
