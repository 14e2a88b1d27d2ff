/** Buckets with the log files of an account's trails, one row each, and what a call about a bucket answered. */
import { ownTrails } from './trail.ts'

/** SHA-256 of no bytes: the command line writes nothing where a setting of a bucket was never made. */
const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/**
 * CTEs `own`, the account's trails, and `bucket` (name, trails, source_id, line, path), those they write to. The rows of `own` with
 * name null are about regions whose trails are not listed.
 */
export const trailBuckets = `
    own as materialized (${ownTrails}),
    bucket as materialized (
      select
        own.bucket as name,
        group_concat(own.name, ', ' order by own.name) as trails,
        min(own.source_id) as source_id,
        own.line,
        own.path
      from own
      where own.bucket is not null
      group by own.bucket
    )`

/** The rows about unlisted regions, with null for further columns of the check; for `union all` behind the buckets. */
export function unlistedRegions(columns: number): string {
  return `select resource, null, ${'null, '.repeat(columns)}seen, enabled, source_id, line, path
    from own
    where name is null`
}

/** SQL: whether a manifest shows that a successful call about the bucket answered nothing at all. */
export function answeredNothing(call: string, bucket: string): string {
  return `exists (
        select 1
        from collection_call
        where return_code = 0
          and sha256 = '${ofNothing}'
          and (command || ' ') glob 'aws s3api ${call} *--bucket ' || ${bucket} || ' *'
      )`
}
