/** Analyzers of IAM Access Analyzer that look at an account: its own, and those of the organization it is an active member of. */
import type { MemberRow } from '../check.ts'
import { hasWholeAnswer } from './answer.ts'
import { namesIn, regionalMembers, regionsOf } from './region.ts'

export interface Analyzer {
  readonly arn: string
  readonly name: string
  /** The account it was made in. */
  readonly owner: string
  readonly region: string
  readonly type: string
  readonly status: string
  /** Days after which access counts as unused, for the analyzers that report it. */
  readonly unused_access_days: number | null
}

/** The account with all analyzers of a purpose that look at it, in whichever region. */
export interface WatchedAccountRow extends MemberRow {
  /** JSON list of `Analyzer`. */
  readonly analyzers: string
  readonly analyzer_count: number
  readonly seen: string
  readonly enabled: string
}

/** Whether the list of accounts holds the account as active; null where there is no list. */
export const isMember = `(select max(id = :account and status = 'ACTIVE') from org_account)`

/** CTE `analyzer`: the columns of `Analyzer` and the place. */
export const analyzersWatching = `
    analyzer as (
      select
        arn,
        name,
        account_id as owner,
        region,
        type,
        status,
        unused_access_days,
        source_id,
        line,
        path
      from access_analyzer
      where account_id = :account
        or (
          type glob 'ORGANIZATION*'
          and ${isMember} = 1
          and (
            account_id in (select id from org_account)
            or account_id in (select account_id from org_organization)
          )
        )
    )`

/** The other types end in `_UNUSED_ACCESS` and `_INTERNAL_ACCESS`. */
export const isOfExternalAccess = `type in ('ACCOUNT', 'ORGANIZATION')`

export const analyzerAsJson = `json_object(
          'arn', arn,
          'name', name,
          'owner', owner,
          'region', region,
          'type', type,
          'status', status,
          'unused_access_days', unused_access_days
        )`

/** Whether the findings of an `analyzer` row were received, whole and not filtered; both calls that list them count. */
export const hasFindings: string = hasWholeAnswer(
  'analyzer-findings',
  'analyzer.owner',
  'analyzer.arn',
  "analyzer.arn || ' with details'",
  'analyzer.region',
  "analyzer.region || ' with details'"
)

/** A population of `WatchedAccountRow`: the analyzers whose type ends in this. */
export function accountWatchedFor(purpose: 'UNUSED_ACCESS' | 'INTERNAL_ACCESS'): string {
  return `
    with ${analyzersWatching},
    ${regionalMembers(['analyzers'], ['access_analyzer'])}
    select
      :account as resource,
      (
        select json_group_array(${analyzerAsJson} order by owner, region, name)
        from analyzer
        where type glob '*_${purpose}'
      ) as analyzers,
      (select count(*) from analyzer where type glob '*_${purpose}') as analyzer_count,
      member.seen,
      member.enabled,
      member.source_id,
      member.line,
      member.path
    from member
    where member.region is null`
}

export function analyzersOf({ analyzers }: { readonly analyzers: string }): readonly Analyzer[] {
  return JSON.parse(analyzers) as Analyzer[]
}

export interface Sought {
  /** The regions that exports speak of, in words. */
  readonly found: string
  /** Whether no region is left in which an analyzer might be. */
  readonly isEverywhere: boolean
}

export function whereSought({ seen, enabled }: Pick<WatchedAccountRow, 'seen' | 'enabled'>): Sought {
  const { found, missing } = regionsOf(namesIn(seen), namesIn(enabled))
  return { found, isEverywhere: missing.length === 0 }
}

/** "analyzer default (eu-west-1)"; that of an organization with the account it is in. */
export function analyzerNamed({
  name,
  owner,
  region,
  type
}: Omit<Analyzer, 'arn' | 'unused_access_days' | 'status'>): string {
  const place = region === '' ? 'region not named' : region
  return type.startsWith('ORGANIZATION')
    ? `analyzer ${name} of the organization (${owner}, ${place})`
    : `analyzer ${name} (${place})`
}

/** 1 where an organization's analyzer is active in a region and nobody says whether the account is in that organization. */
export function hasForeignAnalyzer(region: string): string {
  return `(
        ${isMember} is null
        and exists (
          select 1 from access_analyzer
          where type = 'ORGANIZATION' and status = 'ACTIVE' and account_id <> :account and region = ${region}
        )
      )`
}
