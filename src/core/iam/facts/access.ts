/** What the exports say of access as used and as analysed: last access, IAM Access Analyzer, resource policies. */
import type { Fact, Flag, Seconds } from './fact.ts'

export interface AccessTables {
  readonly service_access: Fact & {
    /** '' where neither the file nor its name says whose access it is. */
    readonly principal_arn: string
    readonly service: string
    readonly service_name: string
    readonly last_used_at: Seconds | null
    readonly last_used_by: string | null
    readonly last_used_region: string | null
    readonly entities: number | null
  }
  readonly action_access: Fact & {
    readonly principal_arn: string
    readonly service: string
    readonly action: string
    readonly last_used_at: Seconds | null
    readonly last_used_by: string | null
    readonly last_used_region: string | null
  }
  readonly organization_access: Fact & {
    /** `o-…/r-…/ou-…` of what the report was asked about. */
    readonly entity_path: string
    readonly service: string
    readonly service_name: string
    readonly last_used_at: Seconds | null
    readonly last_used_in: string | null
    readonly region: string | null
    readonly entities: number | null
  }
  readonly access_analyzer: Fact & {
    readonly arn: string
    readonly name: string
    readonly region: string
    /** ACCOUNT, ORGANIZATION, ACCOUNT_UNUSED_ACCESS, ORGANIZATION_INTERNAL_ACCESS, … */
    readonly type: string
    readonly status: string
    readonly unused_access_days: number | null
    readonly created_at: Seconds | null
    readonly last_analyzed_at: Seconds | null
  }
  readonly access_analyzer_finding: Fact & {
    readonly id: string
    readonly region: string
    readonly analyzer_arn: string | null
    /** ExternalAccess, InternalAccess, UnusedIAMRole, UnusedIAMUserAccessKey, UnusedIAMUserPassword, UnusedPermission. */
    readonly finding_type: string
    readonly resource: string
    readonly resource_type: string
    readonly status: string
    readonly is_public: Flag | null
    readonly principal: string | null
    readonly actions: string | null
    readonly condition: string | null
    readonly last_used_at: Seconds | null
    readonly created_at: Seconds | null
    readonly updated_at: Seconds | null
  }
  readonly access_analyzer_archive_rule: Fact & {
    readonly analyzer: string
    readonly region: string
    readonly name: string
    readonly filter: string
    readonly created_at: Seconds | null
    readonly updated_at: Seconds | null
  }
  readonly resource_policy: Fact & {
    readonly region: string | null
    /** s3, kms, secretsmanager, sns, sqs, lambda, ecr, organizations, … */
    readonly service: string
    /** Its ARN, or its name where no ARN is known. */
    readonly resource: string
    /** null: AWS answered that the resource has no policy. */
    readonly document_id: number | null
  }
  readonly public_access: Fact & {
    /** The bucket or access point; '' for the account's own setting. */
    readonly resource: string
    /** null where only the policy status was exported. */
    readonly blocks_public_acls: Flag | null
    readonly ignores_public_acls: Flag | null
    readonly blocks_public_policy: Flag | null
    readonly restricts_public_buckets: Flag | null
    /** AWS's own verdict on the bucket's policy. */
    readonly policy_is_public: Flag | null
  }
  readonly resource_grant: Fact & {
    readonly region: string | null
    readonly service: 's3' | 'kms'
    readonly resource: string
    readonly grantee: string
    readonly permission: string
  }
  readonly kms_key: Fact & {
    readonly region: string | null
    readonly key_id: string
    readonly arn: string | null
    readonly manager: string | null
    readonly state: string | null
    readonly rotates: Flag | null
  }
}
