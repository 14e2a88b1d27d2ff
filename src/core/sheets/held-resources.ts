/** Which resources of Terraform's types the exports hold, by the account and by each name Terraform may know them by. */
import type { SheetContext } from './sheet.ts'

export interface HeldResources {
  /** Whether an export of the account holds resources of the type; of any account where none is given. */
  compares(type: string, account: string): boolean
  /** Never for a resource without a name. */
  has(type: string, account: string, name: string): boolean
}

/** A resource as Terraform knows it: by its ARN or id, '' where it has none yet, and by the name in its arguments. */
export interface NamedDeclaration {
  readonly type: string
  readonly resource: string
  readonly name: string | null
}

/** Only the types and names given are known afterwards. */
export function heldResources(context: SheetContext, declared: readonly NamedDeclaration[]): HeldResources {
  const names = new Set(declared.flatMap(({ resource, name }) => [resource, name ?? '']))
  names.delete('')
  const types = new Set<string>()
  const resources = new Set<string>()
  for (const { type, account_id, name } of askFor(context, new Set(declared.map(({ type }) => type)))) {
    types.add(`${type}/${account_id}`).add(`${type}/${anyAccount}`)
    if (names.has(name)) resources.add(`${type}/${account_id}/${name}`).add(`${type}/${anyAccount}/${name}`)
  }
  const scopeOf = (type: string, account: string): string =>
    account === '' || ofOrganization.test(type) ? anyAccount : account
  return {
    compares: (type, account) => types.has(`${type}/${scopeOf(type, account)}`),
    has: (type, account, name) => resources.has(`${type}/${scopeOf(type, account)}/${name}`)
  }
}

interface HeldRecord {
  readonly type: string
  readonly account_id: string
  readonly name: string
}

const anyAccount = '*'

/** Facts of an organization do not always say which account manages it. */
const ofOrganization = /^aws_(?:organizations|ssoadmin|identitystore)_/

/** Terraform's type, the fact table, and the expressions that give what Terraform calls the ARN, id or name. */
const held: readonly (readonly [string, string, ...string[]])[] = [
  ['aws_iam_user', 'iam_user', 'arn', 'name'],
  ['aws_iam_user', 'credential', 'arn', 'user_name'],
  ['aws_iam_user_login_profile', 'login_profile', 'user_name'],
  ['aws_iam_group', 'iam_group', 'arn', 'name'],
  ['aws_iam_role', 'iam_role', 'arn', 'name'],
  ['aws_iam_policy', 'iam_policy', 'arn', 'name'],
  ['aws_iam_instance_profile', 'instance_profile', 'arn', 'name'],
  ['aws_iam_saml_provider', 'saml_provider', 'arn'],
  ['aws_iam_openid_connect_provider', 'oidc_provider', 'arn', 'url'],
  ['aws_iam_server_certificate', 'server_certificate', 'arn', 'name'],
  ['aws_iam_access_key', 'access_key', 'access_key_id'],
  ['aws_iam_virtual_mfa_device', 'virtual_mfa_device', 'serial'],
  ['aws_iam_account_alias', 'account_alias', 'alias'],
  ['aws_iam_account_password_policy', 'password_policy', "iif(is_set, 'iam-account-password-policy', '')"],
  ['aws_organizations_organization', 'org_organization', 'arn', 'id'],
  ['aws_organizations_account', 'org_account', 'arn', 'id', 'name'],
  ['aws_organizations_organizational_unit', 'org_unit', 'arn', 'id', 'name'],
  ['aws_organizations_policy', 'org_policy', 'arn', 'id', 'name'],
  ['aws_organizations_policy_attachment', 'org_policy_target', "target_id || ':' || policy_id"],
  ['aws_organizations_delegated_administrator', 'org_delegated_service', "id || '/' || service"],
  ['aws_ssoadmin_permission_set', 'permission_set', 'arn', 'name'],
  ['aws_identitystore_user', 'identity_user', "identity_store_id || '/' || user_id", 'user_id'],
  ['aws_identitystore_group', 'identity_group', "identity_store_id || '/' || group_id", 'group_id'],
  ['aws_accessanalyzer_analyzer', 'access_analyzer', 'arn', 'name'],
  ['aws_cloudtrail', 'trail', 'arn', 'name'],
  ['aws_cloudwatch_log_metric_filter', 'metric_filter', 'name'],
  ['aws_cloudwatch_metric_alarm', 'metric_alarm', 'arn', 'name'],
  ['aws_securityhub_account', 'security_hub', 'account_id', 'arn'],
  ['aws_securityhub_standards_subscription', 'security_hub_standard', 'subscription_arn'],
  ['aws_guardduty_detector', 'guardduty_detector', 'id'],
  ['aws_config_configuration_recorder', 'config_recorder', 'name'],
  ['aws_config_configuration_recorder_status', 'config_recorder_status', 'name'],
  ['aws_config_delivery_channel', 'config_delivery_channel', 'name'],
  ['aws_config_config_rule', 'config_rule', 'arn', 'name'],
  ['aws_config_configuration_aggregator', 'config_aggregator', 'arn', 'name'],
  ['aws_config_conformance_pack', 'conformance_pack', 'arn', 'name'],
  ['aws_account_alternate_contact', 'account_contact', "iif(is_set, type, '')"],
  ['aws_account_primary_contact', 'account_contact', "iif(type = 'PRIMARY', account_id, '')"],
  ['aws_s3_account_public_access_block', 'public_access', "iif(resource = '', account_id, '')"],
  ['aws_s3_bucket_public_access_block', 'public_access', 'resource'],
  ['aws_s3_bucket_policy', 'resource_policy', "iif(document_id is not null, resource, '')"],
  ['aws_kms_key', 'kms_key', 'arn', 'key_id']
]

function askFor(context: SheetContext, asked: ReadonlySet<string>): readonly HeldRecord[] {
  const queries = held
    .filter(([type]) => asked.has(type))
    .flatMap(([type, table, ...names]) =>
      names.map(
        (name) =>
          `select '${type}' as type, account_id, ${name} as name from ${table} where ${name} is not null`
      )
    )
  return queries.length === 0 ? [] : context.all<HeldRecord>(queries.join('\nunion all\n'))
}
