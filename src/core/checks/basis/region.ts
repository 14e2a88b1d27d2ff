/** Regions in checks of regional services: those that exports answer for, and what follows for those that none speaks of. */
import type { FactTable } from '../../iam/facts.ts'
import { needsReview, pass, type MemberRow, type Verdict } from '../check.ts'
import { hasWholeAnswer, isWhole, standingAnswers } from './answer.ts'
import { count, list } from './sentence.ts'

export interface RegionRow extends MemberRow {
  /** '' where no file names it; null in the one row about all other regions. */
  readonly region: string | null
  /** JSON list of the regions that exports speak of. */
  readonly seen: string
  /** JSON list of the regions that a finished collection found enabled; empty where none tells. */
  readonly enabled: string
}

/** Regions that every account has and cannot give up, by partition (Account Management guide, "Enable or disable AWS Regions"). */
const defaultRegions: Readonly<Record<'aws' | 'aws-us-gov' | 'aws-cn', readonly string[]>> = {
  aws: [
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-southeast-1',
    'ap-southeast-2',
    'ca-central-1',
    'eu-central-1',
    'eu-north-1',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'sa-east-1',
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2'
  ],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1']
}

/**
 * CTEs of the regions of the account tested. `answered` (kind, region): a whole answer of one of the kinds, covered by the region.
 * `enabled` (region): what a collection that ended found enabled, having asked AWS for the regions itself. `place` (region): those with
 * a fact or an answer, and those of `elsewhere`, further selects of the same columns. `member`: one row for each place, and one with
 * region null for all other regions; its columns are those of `RegionRow`.
 */
export function regionalMembers(
  kinds: readonly string[],
  tables: readonly FactTable[],
  elsewhere = ''
): string {
  return `
    answered as (
      select source.kind, coverage.part as region, min(source.id) as source_id
      from ${standingAnswers}
      where source.kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})
        and coverage.account_id = :account
        and (
          coverage.part = ''
          or (coverage.part glob '[a-z][a-z]*-[a-z]*-[0-9]' and coverage.part not glob '*[ /]*')
        )
      group by source.kind, coverage.part
      having ${isWhole}
    ),
    ${enabledRegions},
    place as (
      select region, min(rank) as rank, source_id, line, path
      from (
        ${tables
          .map(
            (table) =>
              `select 0 as rank, region, source_id, line, path from ${table} where account_id = :account union all`
          )
          .join('\n        ')}
        ${elsewhere}
        select 1 as rank, region, source_id, 1 as line, null as path from answered
      )
      group by region
    ),
    member as (
      select
        :account || '/' || case region when '' then 'region not named' else region end as resource,
        region,
        (select json_group_array(region order by region) from place) as seen,
        (select json_group_array(region order by region) from enabled) as enabled,
        source_id,
        line,
        path
      from place
      union all
      select
        :account || '/other regions',
        null,
        (select json_group_array(region order by region) from place),
        (select json_group_array(region order by region) from enabled),
        min(source_id),
        1,
        null
      from place
      having count(*) > 0
    )`
}

/**
 * `enabled` (region): those that a whole list of the account's regions has as enabled. The collection script asks for them without
 * keeping the list, and then lists the trails of each; a run that broke off may not have come to the last ones.
 */
export const enabledRegions = `
    enabled as (
      select region
      from enabled_region
      where account_id = :account and is_enabled = 1 and ${hasWholeAnswer('enabled-regions', ':account', "''")}
      union
      select distinct trim(substr(command, instr(command, '--region ') + 9)) as region
      from collection_call
      where account_id = :account
        and command glob 'aws cloudtrail describe-trails *--region *'
        and exists (
          select 1
          from collection_call
          where account_id = :account and return_code = 0 and command glob 'aws ec2 describe-regions*'
        )
        and exists (
          select count(*)
          from ${standingAnswers}
          where source.kind = 'collector-record'
          having ${isWhole}
        )
    )`

/** Whether a row of `member` is the one about other regions, and there are such: of regions known to be all, none is left. */
export const leavesRegionsOut = `(
      member.region is null
      and (
        not exists (select 1 from enabled)
        or exists (select region from enabled except select region from place)
      )
    )`

/** The verdict on the regions no export speaks of; `command` is what to ask for in each. */
export function otherRegions(
  row: Pick<RegionRow, 'seen' | 'enabled'>,
  account: string,
  command: string
): Verdict {
  const { found, missing, expected, isKnown } = regionsOf(namesIn(row.seen), namesIn(row.enabled))
  const spoken = `Exports of ${account} speak of ${found}`
  if (missing.length > 0)
    return needsReview(
      `${spoken}; of the ${count(expected, 'region')} ${isKnown ? 'enabled there' : 'that every account has'} ${missing.length} ${missing.length === 1 ? 'is' : 'are'} missing: ${list(missing)}. Ask for ${command} in each.`
    )
  return isKnown
    ? pass(`${spoken}: all ${count(expected, 'region')} enabled there.`)
    : needsReview(
        `${spoken}: all ${count(expected, 'region')} that every account has. Whether others are enabled no export says; ask for aws account list-regions.`
      )
}

export interface Regions {
  /** In words. */
  readonly found: string
  /** Of those expected. */
  readonly missing: readonly string[]
  readonly expected: number
  /** Whether the regions enabled in the account are known; else those that every account has are expected. */
  readonly isKnown: boolean
}

/** What the regions met leave out; `enabled` is empty where no collection tells. */
export function regionsOf(seen: readonly string[], enabled: readonly string[]): Regions {
  const expected = enabled.length > 0 ? enabled : regionsOfEveryAccount(seen)
  return {
    found: list([...seen].sort((a, b) => Number(a === '') - Number(b === '')).map(regionName)),
    missing: expected.filter((region) => !seen.includes(region)),
    expected: expected.length,
    isKnown: enabled.length > 0
  }
}

/** A list of a row, read. */
export function namesIn(json: string): readonly string[] {
  return JSON.parse(json) as string[]
}

/** "eu-west-1"; a file that names no region still speaks of one. */
export function regionName(region: string): string {
  return region === '' ? 'a region that no file names' : region
}

/** Those of the partition that the regions met belong to. */
function regionsOfEveryAccount(met: readonly string[]): readonly string[] {
  const region = met.find((name) => name !== '') ?? ''
  if (region.startsWith('us-gov-')) return defaultRegions['aws-us-gov']
  return region.startsWith('cn-') ? defaultRegions['aws-cn'] : defaultRegions.aws
}
