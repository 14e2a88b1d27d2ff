/** CT-07: whether log files can be deleted for good without a second factor. */
import { manualStep } from './check.ts'

export default manualStep({
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
      'The mfa_delete argument of aws_s3_bucket_versioning needs the root user; aws_s3_bucket_object_lock_configuration does not.'
  },
  procedure: [
    'Take the bucket of each trail and obtain aws s3api get-bucket-versioning --bucket BUCKET from the account that owns it.',
    'See that Status is Enabled and MFADelete is Enabled, or obtain aws s3api get-object-lock-configuration.',
    'Read in the policy of the bucket who may delete versions.'
  ],
  evidenceExpected:
    'The answers of get-bucket-versioning or get-object-lock-configuration for each trail bucket.'
})
