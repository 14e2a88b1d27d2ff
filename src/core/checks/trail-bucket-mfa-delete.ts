/** CT-07: whether log files can be deleted for good without a second factor. */
import type { Flag } from '../iam/facts.ts'
import { automatedCheck, exception, needsReview, pass, type MemberRow } from './check.ts'
import { noOwnTrail, unlistedTrails } from './basis/trail.ts'
import { answeredNothing, trailBuckets, unlistedRegions } from './basis/trail-bucket.ts'

interface Row extends MemberRow {
  /** null in the row about trails that no export lists. */
  readonly trails: string | null
  readonly versioning: string | null
  readonly has_mfa_delete: Flag | null
  /** 1 where AWS answered that versions were never kept. */
  readonly is_off: Flag | null
  readonly seen: string
  readonly enabled: string
}

export default automatedCheck<Row>({
  id: 'trail-bucket-mfa-delete',
  control: 'CT-07',
  topic: 'logging',
  severity: 'medium',
  scope: 'account',
  criterion: 'Log files of CloudTrail cannot be deleted for good by stolen credentials alone.',
  effect: 'An intruder with rights to the bucket deletes the record of what was done.',
  recommendation:
    'Keep versions in the bucket with MFA delete or, where that is not practicable, with Object Lock in compliance mode.',
  remediation: {
    console:
      'MFA delete cannot be set in the console; Object Lock: S3 → the bucket → Properties → Object Lock.',
    cli: 'aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled,MFADelete=Enabled --mfa "SERIAL CODE" as the root user.',
    terraform:
      'The has_mfa_delete argument of aws_s3_bucket_versioning needs the root user; aws_s3_bucket_object_lock_configuration does not.'
  },
  procedure: [
    'Take the bucket of each trail; it may belong to another account, whose exports then tell.',
    'See that versions are kept and that deleting one asks for MFA.',
    'Where they are not, obtain aws s3api get-object-lock-configuration: a lock in compliance mode protects as well, and is concluded by hand.',
    'Read in the policy of the bucket who may delete versions.'
  ],
  limits: [
    'Object Lock is not read: where MFA delete is off, a person sees whether a lock stands in.',
    'A bucket that never kept versions is answered by an empty file: it counts only with the manifest that shows the call succeeded.'
  ],
  sources: [
    'Amazon S3 User Guide: Configuring MFA delete',
    'Amazon S3 User Guide: Locking objects with Object Lock'
  ],
  needs: ['trails'],
  wants: ['bucket-settings', 'collection-manifest'],
  parameters: [],
  columns: [
    { key: 'trails', title: 'Trails', type: 'text' },
    { key: 'versioning', title: 'Versions', type: 'text' },
    { key: 'has_mfa_delete', title: 'MFA delete', type: 'boolean' }
  ],
  population: `
    with ${trailBuckets}
    select
      bucket.name as resource,
      bucket.trails,
      (select max(versioning) from bucket_setting where resource = bucket.name) as versioning,
      (select max(has_mfa_delete) from bucket_setting where resource = bucket.name) as has_mfa_delete,
      ${answeredNothing('get-bucket-versioning', 'bucket.name')} as is_off,
      '[]' as seen,
      '[]' as enabled,
      bucket.source_id,
      bucket.line,
      bucket.path
    from bucket
    union all
    ${unlistedRegions(3)}`,
  whenEmpty: noOwnTrail,
  test(row, { account }) {
    if (row.trails === null) return unlistedTrails(row, account)
    const bucket = `Bucket ${row.resource} of trail ${row.trails}`
    if (row.versioning === 'Enabled' && row.has_mfa_delete === 1)
      return pass(`${bucket} keeps versions, and deleting one asks for MFA.`)
    if (row.versioning !== null)
      return needsReview(
        `${bucket}: versions are ${row.versioning === 'Enabled' ? 'kept' : 'no longer kept'} and MFA delete is ${row.has_mfa_delete === 1 ? 'on' : 'off'}; see whether Object Lock stands in (aws s3api get-object-lock-configuration).`
      )
    return row.is_off === 1
      ? exception(
          `${bucket} keeps no versions, without which neither MFA delete nor Object Lock protects it.`
        )
      : needsReview(
          `${bucket}: no export says whether versions are kept; ask for aws s3api get-bucket-versioning from the account that owns it.`
        )
  }
})
