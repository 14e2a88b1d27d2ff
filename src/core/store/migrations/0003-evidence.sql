-- Facts of every other export: credentials beyond the report, last access, analyzers, Identity Center, logging, detection,
-- configuration, contacts, resource policies, and what other tools found. Lists inside a row are JSON text.

alter table org_policy add column content text;

-- Between which rows of a fact table the facts of a source stand; rows of another source may stand among them.
create table source_fact (
  source_id integer not null references source (id),
  table_name text not null,
  first integer not null,
  last integer not null,
  primary key (source_id, table_name)
) strict, without rowid;

create table iam_user_listing (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  name text not null,
  password_last_used_at integer,
  line integer not null,
  path text
) strict;

create table iam_role_listing (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  name text not null,
  description text,
  max_session_seconds integer,
  line integer not null,
  path text
) strict;

create table mfa_device (
  source_id integer not null,
  account_id text not null,
  user_name text not null,
  serial text not null,
  type text not null check (type in ('virtual', 'fido', 'hardware')),
  enabled_at integer,
  -- FIDO and FIPS levels, as AWS names them.
  certifications text,
  line integer not null,
  path text
) strict;

create table access_key (
  source_id integer not null,
  account_id text not null,
  user_name text not null,
  access_key_id text not null,
  status text not null,
  created_at integer,
  line integer not null,
  path text
) strict;

-- The export names the key only in the file's name or the manifest; '' where nothing does.
create table access_key_use (
  source_id integer not null,
  account_id text not null,
  user_name text not null,
  access_key_id text not null,
  last_used_at integer,
  service text,
  region text,
  line integer not null,
  path text
) strict;

create table login_profile (
  source_id integer not null,
  account_id text not null,
  user_name text not null,
  created_at integer,
  reset_required integer,
  line integer not null,
  path text
) strict;

create table ssh_public_key (
  source_id integer not null,
  account_id text not null,
  user_name text not null,
  key_id text not null,
  status text not null,
  uploaded_at integer,
  line integer not null,
  path text
) strict;

create table service_specific_credential (
  source_id integer not null,
  account_id text not null,
  user_name text not null,
  credential_id text not null,
  service text not null,
  service_user_name text,
  status text not null,
  created_at integer,
  expires_at integer,
  line integer not null,
  path text
) strict;

create table signing_certificate (
  source_id integer not null,
  account_id text not null,
  user_name text not null,
  certificate_id text not null,
  status text not null,
  uploaded_at integer,
  line integer not null,
  path text
) strict;

create table server_certificate (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  name text not null,
  iam_path text not null,
  uploaded_at integer,
  expires_at integer,
  line integer not null,
  path text
) strict;

create table saml_provider (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  created_at integer,
  valid_until integer,
  -- From the provider's own metadata, where exported.
  entity_id text,
  assertion_encryption text,
  line integer not null,
  path text
) strict;

create table oidc_provider (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  -- Without a scheme.
  url text not null,
  -- null where only the list of providers was exported.
  client_ids text,
  thumbprints text,
  created_at integer,
  line integer not null,
  path text
) strict;

create table instance_profile (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  name text not null,
  role_arn text,
  created_at integer,
  line integer not null,
  path text
) strict;

-- What a principal last used of each service it may use; null last_used_at: not in the tracking period.
create table service_access (
  source_id integer not null,
  account_id text not null,
  -- '' where neither the file nor its name says whose access it is.
  principal_arn text not null,
  service text not null,
  service_name text not null,
  last_used_at integer,
  last_used_by text,
  last_used_region text,
  entities integer,
  line integer not null,
  path text
) strict;

create table action_access (
  source_id integer not null,
  account_id text not null,
  principal_arn text not null,
  service text not null,
  action text not null,
  last_used_at integer,
  last_used_by text,
  last_used_region text,
  line integer not null,
  path text
) strict;

create table organization_access (
  source_id integer not null,
  account_id text not null,
  -- `o-…/r-…/ou-…` of what the report was asked about.
  entity_path text not null,
  service text not null,
  service_name text not null,
  last_used_at integer,
  last_used_in text,
  region text,
  entities integer,
  line integer not null,
  path text
) strict;

create table access_analyzer (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  name text not null,
  region text not null,
  -- ACCOUNT, ORGANIZATION, ACCOUNT_UNUSED_ACCESS, ORGANIZATION_INTERNAL_ACCESS, …
  type text not null,
  status text not null,
  unused_access_days integer,
  created_at integer,
  last_analyzed_at integer,
  line integer not null,
  path text
) strict;

create table access_analyzer_finding (
  source_id integer not null,
  -- The account that owns the resource.
  account_id text not null,
  id text not null,
  region text not null,
  analyzer_arn text,
  -- ExternalAccess, InternalAccess, UnusedIAMRole, UnusedIAMUserAccessKey, UnusedIAMUserPassword, UnusedPermission.
  finding_type text not null,
  resource text not null,
  resource_type text not null,
  status text not null,
  is_public integer,
  principal text,
  actions text,
  condition text,
  last_used_at integer,
  created_at integer,
  updated_at integer,
  line integer not null,
  path text
) strict;

create table access_analyzer_archive_rule (
  source_id integer not null,
  account_id text not null,
  analyzer text not null,
  region text not null,
  name text not null,
  filter text not null,
  created_at integer,
  updated_at integer,
  line integer not null,
  path text
) strict;

-- Identity Center rows belong to the organization: account_id is the instance's owner where known, else ''.

create table sso_instance (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  identity_store_id text not null,
  name text,
  status text,
  created_at integer,
  line integer not null,
  path text
) strict;

create table sso_access_attribute (
  source_id integer not null,
  account_id text not null,
  instance_arn text not null,
  status text not null,
  key text not null,
  value_sources text not null,
  line integer not null,
  path text
) strict;

create table permission_set (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  -- null where only the list of permission sets was exported.
  name text,
  description text,
  session_seconds integer,
  relay_state text,
  created_at integer,
  line integer not null,
  path text
) strict;

create table permission_set_policy (
  source_id integer not null,
  account_id text not null,
  permission_set_arn text not null,
  kind text not null check (kind in ('inline', 'aws-managed', 'customer-managed', 'boundary')),
  name text not null,
  policy_arn text,
  document_id integer,
  line integer not null,
  path text
) strict;

create table permission_set_account (
  source_id integer not null,
  account_id text not null,
  permission_set_arn text not null,
  target_account_id text not null,
  line integer not null,
  path text
) strict;

create table account_assignment (
  source_id integer not null,
  -- The account the assignment gives access to.
  account_id text not null,
  permission_set_arn text not null,
  principal_type text not null,
  principal_id text not null,
  line integer not null,
  path text
) strict;

create table identity_user (
  source_id integer not null,
  account_id text not null,
  identity_store_id text not null,
  user_id text not null,
  user_name text not null,
  display_name text,
  email text,
  status text,
  -- The issuer of its external id: an identity provider that provisions it.
  external_issuer text,
  line integer not null,
  path text
) strict;

create table identity_group (
  source_id integer not null,
  account_id text not null,
  identity_store_id text not null,
  group_id text not null,
  name text not null,
  description text,
  external_issuer text,
  line integer not null,
  path text
) strict;

create table identity_membership (
  source_id integer not null,
  account_id text not null,
  identity_store_id text not null,
  group_id text not null,
  user_id text not null,
  line integer not null,
  path text
) strict;

create table trail (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  name text not null,
  home_region text not null,
  is_multi_region integer,
  is_organization integer,
  includes_global_events integer,
  validates_log_files integer,
  kms_key text,
  bucket text,
  log_group_arn text,
  sns_topic_arn text,
  has_event_selectors integer,
  has_insight_selectors integer,
  line integer not null,
  path text
) strict;

-- The status and the selectors of a trail name it in the file's name or the manifest alone: `trail` is its name or ARN.

create table trail_status (
  source_id integer not null,
  account_id text not null,
  trail text not null,
  region text not null,
  is_logging integer,
  latest_delivery_at integer,
  latest_delivery_error text,
  latest_log_group_delivery_at integer,
  started_at integer,
  stopped_at integer,
  line integer not null,
  path text
) strict;

create table trail_event_selector (
  source_id integer not null,
  account_id text not null,
  trail text not null,
  region text not null,
  form text not null check (form in ('basic', 'advanced')),
  n integer not null,
  name text,
  includes_management_events integer,
  -- All, ReadOnly or WriteOnly.
  read_write text,
  data_resources text,
  field_selectors text,
  line integer not null,
  path text
) strict;

create table trail_insight_selector (
  source_id integer not null,
  account_id text not null,
  trail text not null,
  region text not null,
  type text not null,
  line integer not null,
  path text
) strict;

create table cloudtrail_event (
  source_id integer not null,
  account_id text not null,
  event_id text not null,
  event_name text not null,
  event_source text not null,
  happened_at integer,
  region text,
  -- Root, IAMUser, AssumedRole, …; null where the export does not say.
  identity_type text,
  identity_arn text,
  user_name text,
  access_key_id text,
  invoked_by text,
  source_address text,
  is_read_only integer,
  event_type text,
  -- ConsoleLogin: Success or Failure, and whether CloudTrail saw MFA.
  login_result text,
  mfa_used integer,
  error_code text,
  line integer not null,
  path text
) strict;

create table metric_filter (
  source_id integer not null,
  account_id text not null,
  region text not null,
  log_group text not null,
  name text not null,
  pattern text not null,
  metric_namespace text,
  metric_name text,
  line integer not null,
  path text
) strict;

create table metric_alarm (
  source_id integer not null,
  account_id text not null,
  region text not null,
  arn text not null,
  name text not null,
  metric_namespace text,
  metric_name text,
  actions_enabled integer,
  alarm_actions text not null,
  state text,
  line integer not null,
  path text
) strict;

create table security_hub (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  region text not null,
  -- 1, or 2 for the hub of 2025 that speaks OCSF.
  version integer not null,
  subscribed_at integer,
  auto_enables_controls integer,
  finding_generator text,
  line integer not null,
  path text
) strict;

create table security_hub_standard (
  source_id integer not null,
  account_id text not null,
  region text not null,
  standard_arn text not null,
  subscription_arn text not null,
  status text not null,
  line integer not null,
  path text
) strict;

create table guardduty_detector (
  source_id integer not null,
  account_id text not null,
  region text not null,
  id text not null,
  -- null where only the list of detectors was exported.
  status text,
  publishing_frequency text,
  features text,
  created_at integer,
  line integer not null,
  path text
) strict;

create table config_recorder (
  source_id integer not null,
  account_id text not null,
  region text not null,
  name text not null,
  role_arn text,
  records_all integer,
  records_global integer,
  resource_types text,
  frequency text,
  line integer not null,
  path text
) strict;

create table config_recorder_status (
  source_id integer not null,
  account_id text not null,
  region text not null,
  name text not null,
  is_recording integer,
  last_status text,
  last_error text,
  last_started_at integer,
  last_stopped_at integer,
  line integer not null,
  path text
) strict;

create table config_delivery_channel (
  source_id integer not null,
  account_id text not null,
  region text not null,
  name text not null,
  bucket text,
  sns_topic_arn text,
  last_delivery_at integer,
  last_delivery_status text,
  line integer not null,
  path text
) strict;

create table config_rule (
  source_id integer not null,
  account_id text not null,
  region text not null,
  name text not null,
  arn text,
  owner text,
  identifier text,
  parameters text,
  state text,
  line integer not null,
  path text
) strict;

create table config_aggregator (
  source_id integer not null,
  account_id text not null,
  region text not null,
  name text not null,
  arn text,
  covers_organization integer,
  covers_all_regions integer,
  line integer not null,
  path text
) strict;

create table conformance_pack (
  source_id integer not null,
  account_id text not null,
  region text not null,
  name text not null,
  arn text,
  line integer not null,
  path text
) strict;

-- A resource as AWS Config recorded it.
create table config_item (
  source_id integer not null,
  account_id text not null,
  region text not null,
  resource_type text not null,
  resource_id text not null,
  resource_name text,
  arn text,
  status text,
  captured_at integer,
  configuration text,
  line integer not null,
  path text
) strict;

create table account_contact (
  source_id integer not null,
  account_id text not null,
  type text not null check (type in ('PRIMARY', 'BILLING', 'OPERATIONS', 'SECURITY')),
  -- 0: AWS answered that the account has none of this type.
  is_set integer not null,
  name text,
  title text,
  email text,
  phone text,
  line integer not null,
  path text
) strict;

create table resource_policy (
  source_id integer not null,
  account_id text not null,
  region text,
  -- s3, kms, secretsmanager, sns, sqs, lambda, ecr, organizations, …
  service text not null,
  -- Its ARN, or its name where no ARN is known.
  resource text not null,
  -- null: AWS answered that the resource has no policy.
  document_id integer,
  line integer not null,
  path text
) strict;

create table public_access (
  source_id integer not null,
  account_id text not null,
  -- The bucket or access point; '' for the account's own setting.
  resource text not null,
  -- null where only the policy status was exported.
  blocks_public_acls integer,
  ignores_public_acls integer,
  blocks_public_policy integer,
  restricts_public_buckets integer,
  -- AWS's own verdict on the bucket's policy.
  policy_is_public integer,
  line integer not null,
  path text
) strict;

create table resource_grant (
  source_id integer not null,
  account_id text not null,
  region text,
  service text not null check (service in ('s3', 'kms')),
  resource text not null,
  grantee text not null,
  permission text not null,
  line integer not null,
  path text
) strict;

create table kms_key (
  source_id integer not null,
  account_id text not null,
  region text,
  key_id text not null,
  arn text,
  manager text,
  state text,
  rotates integer,
  line integer not null,
  path text
) strict;

create table org_delegated_administrator (
  source_id integer not null,
  account_id text not null,
  id text not null,
  name text,
  email text,
  status text,
  delegated_at integer,
  line integer not null,
  path text
) strict;

create table org_delegated_service (
  source_id integer not null,
  account_id text not null,
  id text not null,
  service text not null,
  delegated_at integer,
  line integer not null,
  path text
) strict;

create table org_service_access (
  source_id integer not null,
  account_id text not null,
  service text not null,
  enabled_at integer,
  line integer not null,
  path text
) strict;

-- Corroborating evidence: what another tool or service said of a resource. Compared, never a source of facts.
create table tool_result (
  source_id integer not null,
  account_id text not null,
  region text,
  -- Prowler, ScoutSuite, Cloudsplaining, Steampipe, Powerpipe, Security Hub, AWS Config, GuardDuty, …
  tool text not null,
  check_id text not null,
  title text not null,
  status text not null check (status in ('pass', 'fail', 'review', 'suppressed')),
  -- In the tool's own words.
  said text not null,
  severity text,
  -- The ARN where the tool gives it, else its own name for the resource; '' for the whole account.
  resource text not null,
  resource_type text,
  detail text not null,
  assessed_at integer,
  line integer not null,
  path text
) strict;

-- A resource that the client's Terraform says it manages.
create table declared_resource (
  source_id integer not null,
  account_id text not null,
  address text not null,
  module text not null,
  type text not null,
  -- Its ARN or id; '' where a plan does not know it yet.
  resource text not null,
  action text not null check (action in ('state', 'no-op', 'create', 'update', 'delete', 'replace', 'read')),
  -- The arguments an audit asks about, as JSON; nothing marked sensitive.
  arguments text not null,
  line integer not null,
  path text
) strict;

-- What tells two rows of a table apart: pages of one export overlap, and the row read last stands.

drop index credential_of_account;
drop index iam_user_of_account;
drop index iam_group_of_account;
drop index iam_membership_of_account;
drop index iam_role_of_account;
drop index iam_policy_of_account;
drop index iam_policy_version_of_account;
drop index iam_inline_policy_of_account;
drop index iam_attachment_of_account;
drop index password_policy_of_account;
drop index account_summary_of_account;
drop index virtual_mfa_device_of_account;
drop index org_parent_of_child;

create index credential_identity on credential (account_id, arn);
create index iam_user_identity on iam_user (account_id, arn);
create index iam_group_identity on iam_group (account_id, arn);
create index iam_membership_identity on iam_membership (account_id, user_arn, group_name);
create index iam_role_identity on iam_role (account_id, arn);
create index iam_policy_identity on iam_policy (account_id, arn);
create index iam_policy_version_identity on iam_policy_version (account_id, policy_arn, version);
create index iam_inline_policy_identity on iam_inline_policy (account_id, principal_arn, name);
create index iam_attachment_identity on iam_attachment (account_id, principal_arn, policy_arn);
create index password_policy_identity on password_policy (account_id);
create index account_summary_identity on account_summary (account_id, name);
create index virtual_mfa_device_identity on virtual_mfa_device (account_id, serial);
create index account_alias_identity on account_alias (account_id, alias);
create index org_organization_identity on org_organization (id);
create index org_account_identity on org_account (id);
create index org_root_identity on org_root (id);
create index org_policy_type_identity on org_policy_type (root_id, type);
create index org_unit_identity on org_unit (id);
create index org_parent_identity on org_parent (child_id);
create index org_policy_target_identity on org_policy_target (policy_id, target_id);
create index org_feature_identity on org_feature (organization_id, feature);
create index iam_user_listing_identity on iam_user_listing (account_id, arn);
create index iam_role_listing_identity on iam_role_listing (account_id, arn);
create index access_key_identity on access_key (account_id, access_key_id);
create index access_key_use_identity on access_key_use (account_id, user_name, access_key_id);
create index login_profile_identity on login_profile (account_id, user_name);
create index ssh_public_key_identity on ssh_public_key (account_id, key_id);
create index service_specific_credential_identity on service_specific_credential (account_id, credential_id);
create index signing_certificate_identity on signing_certificate (account_id, certificate_id);
create index server_certificate_identity on server_certificate (account_id, arn);
create index instance_profile_identity on instance_profile (account_id, arn, role_arn);
create index service_access_identity on service_access (account_id, principal_arn, service);
create index action_access_identity on action_access (account_id, principal_arn, service, action);
create index organization_access_identity on organization_access (entity_path, service, region);
create index access_analyzer_identity on access_analyzer (account_id, arn);
create index access_analyzer_archive_rule_identity on access_analyzer_archive_rule (account_id, region, analyzer, name);
create index sso_instance_identity on sso_instance (arn);
create index sso_access_attribute_identity on sso_access_attribute (instance_arn, key);
create index permission_set_policy_identity on permission_set_policy (permission_set_arn, kind, name);
create index permission_set_account_identity on permission_set_account (permission_set_arn, target_account_id);
create index account_assignment_identity on account_assignment (account_id, permission_set_arn, principal_type, principal_id);
create index identity_user_identity on identity_user (identity_store_id, user_id);
create index identity_group_identity on identity_group (identity_store_id, group_id);
create index identity_membership_identity on identity_membership (identity_store_id, group_id, user_id);
create index trail_identity on trail (account_id, arn);
create index trail_status_identity on trail_status (account_id, trail, region);
create index trail_event_selector_identity on trail_event_selector (account_id, trail, region, form, n);
create index trail_insight_selector_identity on trail_insight_selector (account_id, trail, region, type);
create index cloudtrail_event_identity on cloudtrail_event (account_id, event_id);
create index metric_filter_identity on metric_filter (account_id, region, log_group, name);
create index metric_alarm_identity on metric_alarm (account_id, region, arn);
create index security_hub_identity on security_hub (account_id, region, version);
create index security_hub_standard_identity on security_hub_standard (account_id, region, standard_arn);
create index config_recorder_identity on config_recorder (account_id, region, name);
create index config_recorder_status_identity on config_recorder_status (account_id, region, name);
create index config_rule_identity on config_rule (account_id, region, name);
create index config_aggregator_identity on config_aggregator (account_id, region, name);
create index conformance_pack_identity on conformance_pack (account_id, region, name);
create index config_item_identity on config_item (account_id, region, resource_type, resource_id);
create index account_contact_identity on account_contact (account_id, type);
-- Two exports say different things of these: both rows stand, and who asks takes the filled ones.
create index public_access_identity on public_access (account_id, resource, blocks_public_acls, policy_is_public);
create index kms_key_identity on kms_key (account_id, key_id, arn, rotates);
create index config_delivery_channel_identity on config_delivery_channel (account_id, region, name, bucket, last_delivery_status);
create index resource_policy_identity on resource_policy (account_id, service, resource);
create index resource_grant_identity on resource_grant (account_id, service, resource, grantee, permission);
create index org_delegated_administrator_identity on org_delegated_administrator (id);
create index org_delegated_service_identity on org_delegated_service (id, service);
create index org_service_access_identity on org_service_access (service);
create index declared_resource_identity on declared_resource (account_id, address);

-- Things told in two exports, a summary and the whole: the row with the last column of the index filled stands.

create index org_policy_fullest on org_policy (id, document_id);
create index saml_provider_fullest on saml_provider (account_id, arn, entity_id);
create index oidc_provider_fullest on oidc_provider (account_id, arn, client_ids);
create index access_analyzer_finding_fullest on access_analyzer_finding (account_id, id, actions);
create index permission_set_fullest on permission_set (arn, name);
create index guardduty_detector_fullest on guardduty_detector (account_id, region, id, status);
create index mfa_device_fullest on mfa_device (account_id, serial, user_name, certifications);

create index tool_result_of_resource on tool_result (account_id, resource);
