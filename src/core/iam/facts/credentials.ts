/** What the exports say of credentials and identity providers beyond the credential report. */
import type { Fact, Flag, Seconds } from './fact.ts'

export interface CredentialsTables {
  readonly iam_user_listing: Fact & {
    readonly arn: string
    readonly name: string
    readonly password_last_used_at: Seconds | null
  }
  readonly iam_role_listing: Fact & {
    readonly arn: string
    readonly name: string
    readonly description: string | null
    readonly max_session_seconds: number | null
  }
  readonly mfa_device: Fact & {
    readonly user_name: string
    readonly serial: string
    readonly type: 'virtual' | 'fido' | 'hardware'
    readonly enabled_at: Seconds | null
    /** FIDO and FIPS levels, as AWS names them. */
    readonly certifications: string | null
  }
  readonly access_key: Fact & {
    readonly user_name: string
    readonly access_key_id: string
    readonly status: string
    readonly created_at: Seconds | null
  }
  readonly access_key_use: Fact & {
    readonly user_name: string
    readonly access_key_id: string
    readonly last_used_at: Seconds | null
    readonly service: string | null
    readonly region: string | null
  }
  readonly login_profile: Fact & {
    readonly user_name: string
    readonly created_at: Seconds | null
    readonly reset_required: Flag | null
  }
  readonly ssh_public_key: Fact & {
    readonly user_name: string
    readonly key_id: string
    readonly status: string
    readonly uploaded_at: Seconds | null
  }
  readonly service_specific_credential: Fact & {
    readonly user_name: string
    readonly credential_id: string
    readonly service: string
    readonly service_user_name: string | null
    readonly status: string
    readonly created_at: Seconds | null
    readonly expires_at: Seconds | null
  }
  readonly signing_certificate: Fact & {
    readonly user_name: string
    readonly certificate_id: string
    readonly status: string
    readonly uploaded_at: Seconds | null
  }
  readonly server_certificate: Fact & {
    readonly arn: string
    readonly name: string
    readonly iam_path: string
    readonly uploaded_at: Seconds | null
    readonly expires_at: Seconds | null
  }
  readonly saml_provider: Fact & {
    readonly arn: string
    readonly created_at: Seconds | null
    readonly valid_until: Seconds | null
    /** From the provider's own metadata, where exported. */
    readonly entity_id: string | null
    readonly assertion_encryption: string | null
  }
  readonly oidc_provider: Fact & {
    readonly arn: string
    /** Without a scheme. */
    readonly url: string
    /** null where only the list of providers was exported. */
    readonly client_ids: string | null
    readonly thumbprints: string | null
    readonly created_at: Seconds | null
  }
  readonly instance_profile: Fact & {
    readonly arn: string
    readonly name: string
    readonly role_arn: string | null
    readonly created_at: Seconds | null
  }
  readonly account_contact: Fact & {
    readonly type: 'PRIMARY' | 'BILLING' | 'OPERATIONS' | 'SECURITY'
    /** 0: AWS answered that the account has none of this type. */
    readonly is_set: Flag
    readonly name: string | null
    readonly title: string | null
    readonly email: string | null
    readonly phone: string | null
  }
}
