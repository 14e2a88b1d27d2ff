-- Facts: derived from the sources of the open period and rebuildable from them. Times are seconds since 1970, UTC.
-- Every fact carries its source, the line it starts on and, in JSON, the path of its element.

create table policy_document (
  id integer primary key,
  sha256 text not null unique,
  text text not null,
  -- Why the document could not be read as a policy; null where it could.
  problem text
) strict;

create table policy_statement (
  document_id integer not null references policy_document (id),
  n integer not null,
  sid text,
  effect text not null,
  actions text not null,
  uses_not_action integer not null check (uses_not_action in (0, 1)),
  resources text not null,
  uses_not_resource integer not null check (uses_not_resource in (0, 1)),
  -- JSON of the Condition block; null where there is none.
  condition text,
  covers_all_actions integer not null check (covers_all_actions in (0, 1)),
  covers_all_resources integer not null check (covers_all_resources in (0, 1)),
  primary key (document_id, n)
) strict, without rowid;

-- Whom a statement of a trust or resource policy names.
create table statement_principal (
  document_id integer not null,
  n integer not null,
  m integer not null,
  type text not null check (type in ('any', 'aws', 'service', 'federated', 'canonical')),
  negated integer not null check (negated in (0, 1)),
  value text not null,
  -- The account a principal belongs to, where its form says so.
  account_id text,
  primary key (document_id, n, m)
) strict, without rowid;

create table credential (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  partition text not null,
  user_name text not null,
  is_root integer not null,
  created_at integer,
  password_enabled integer,
  password_last_used_at integer,
  password_last_used_absence text,
  password_last_changed_at integer,
  password_last_changed_absence text,
  password_next_rotation_at integer,
  mfa_active integer,
  key_1_active integer,
  key_1_rotated_at integer,
  key_1_last_used_at integer,
  key_1_last_used_region text,
  key_1_last_used_service text,
  key_2_active integer,
  key_2_rotated_at integer,
  key_2_last_used_at integer,
  key_2_last_used_region text,
  key_2_last_used_service text,
  cert_1_active integer,
  cert_1_rotated_at integer,
  cert_2_active integer,
  cert_2_rotated_at integer,
  line integer not null,
  path text
) strict;

create table iam_user (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  user_id text not null,
  name text not null,
  iam_path text not null,
  created_at integer,
  boundary_arn text,
  line integer not null,
  path text
) strict;

create table iam_group (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  group_id text not null,
  name text not null,
  iam_path text not null,
  created_at integer,
  line integer not null,
  path text
) strict;

-- `GroupList` of a user names groups; names are unique in an account whatever their case.
create table iam_membership (
  source_id integer not null,
  account_id text not null,
  user_arn text not null,
  group_name text not null collate nocase,
  line integer not null,
  path text
) strict;

create table iam_role (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  role_id text not null,
  name text not null,
  iam_path text not null,
  created_at integer,
  trust_document_id integer,
  boundary_arn text,
  -- 0 where the export has no `RoleLastUsed` at all.
  last_used_known integer not null,
  last_used_at integer,
  last_used_region text,
  instance_profiles integer not null,
  line integer not null,
  path text
) strict;

create table iam_policy (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  policy_id text not null,
  name text not null,
  iam_path text not null,
  is_aws_managed integer not null,
  attachment_count integer,
  boundary_usage_count integer,
  default_version text not null,
  -- The default version's document; null where the export does not carry it.
  document_id integer,
  created_at integer,
  updated_at integer,
  line integer not null,
  path text
) strict;

create table iam_policy_version (
  source_id integer not null,
  account_id text not null,
  policy_arn text not null,
  version text not null,
  is_default integer not null,
  document_id integer not null,
  created_at integer,
  line integer not null,
  path text
) strict;

create table iam_inline_policy (
  source_id integer not null,
  account_id text not null,
  principal_arn text not null,
  principal_kind text not null check (principal_kind in ('user', 'group', 'role')),
  name text not null,
  document_id integer not null,
  line integer not null,
  path text
) strict;

create table iam_attachment (
  source_id integer not null,
  account_id text not null,
  principal_arn text not null,
  principal_kind text not null check (principal_kind in ('user', 'group', 'role')),
  policy_arn text not null,
  policy_name text not null,
  line integer not null,
  path text
) strict;

create table password_policy (
  source_id integer not null,
  account_id text not null,
  -- 0: AWS answered that the account has none and its default applies.
  is_set integer not null,
  minimum_length integer,
  require_symbols integer,
  require_numbers integer,
  require_uppercase integer,
  require_lowercase integer,
  allow_change integer,
  expire_passwords integer,
  max_age_days integer,
  reuse_prevention integer,
  hard_expiry integer,
  line integer not null,
  path text
) strict;

create table account_summary (
  source_id integer not null,
  account_id text not null,
  name text not null,
  value integer not null,
  line integer not null,
  path text
) strict;

create table virtual_mfa_device (
  source_id integer not null,
  account_id text not null,
  serial text not null,
  user_arn text,
  enabled_at integer,
  line integer not null,
  path text
) strict;

create table account_alias (
  source_id integer not null,
  account_id text not null,
  alias text not null,
  line integer not null,
  path text
) strict;

create table caller_identity (
  source_id integer not null,
  account_id text not null,
  arn text not null,
  user_id text not null,
  line integer not null,
  path text
) strict;

-- One call of a collection manifest: when the file with this hash or name was asked for.
create table collection_call (
  source_id integer not null,
  account_id text,
  name text not null,
  sha256 text,
  started_at integer,
  command text not null,
  return_code integer,
  line integer not null,
  path text
) strict;

-- In `org_*` rows, account_id is the management account where the export names it, else ''.

create table org_organization (
  source_id integer not null,
  account_id text not null,
  id text not null,
  arn text not null,
  partition text not null,
  feature_set text not null,
  line integer not null,
  path text
) strict;

create table org_account (
  source_id integer not null,
  account_id text not null,
  id text not null,
  arn text not null,
  name text not null,
  email text not null,
  status text not null,
  joined_at integer,
  line integer not null,
  path text
) strict;

create table org_root (
  source_id integer not null,
  account_id text not null,
  id text not null,
  arn text not null,
  name text not null,
  line integer not null,
  path text
) strict;

create table org_policy_type (
  source_id integer not null,
  account_id text not null,
  root_id text not null,
  type text not null,
  status text not null,
  line integer not null,
  path text
) strict;

create table org_unit (
  source_id integer not null,
  account_id text not null,
  id text not null,
  arn text not null,
  name text not null,
  line integer not null,
  path text
) strict;

create table org_parent (
  source_id integer not null,
  account_id text not null,
  child_id text not null,
  parent_id text not null,
  line integer not null,
  path text
) strict;

create table org_policy (
  source_id integer not null,
  account_id text not null,
  id text not null,
  arn text not null,
  name text not null,
  type text not null,
  is_aws_managed integer not null,
  -- null where only the policy's summary was exported.
  document_id integer,
  line integer not null,
  path text
) strict;

create table org_policy_target (
  source_id integer not null,
  account_id text not null,
  policy_id text not null,
  target_id text not null,
  line integer not null,
  path text
) strict;

create table org_feature (
  source_id integer not null,
  account_id text not null,
  organization_id text not null,
  feature text not null,
  line integer not null,
  path text
) strict;

create index credential_of_account on credential (account_id, arn);
create index iam_user_of_account on iam_user (account_id, arn);
create index iam_group_of_account on iam_group (account_id, arn);
create index iam_membership_of_account on iam_membership (account_id, user_arn);
create index iam_role_of_account on iam_role (account_id, arn);
create index iam_policy_of_account on iam_policy (account_id, arn);
create index iam_policy_version_of_account on iam_policy_version (account_id, policy_arn);
create index iam_inline_policy_of_account on iam_inline_policy (account_id, principal_arn);
create index iam_attachment_of_account on iam_attachment (account_id, principal_arn);
create index password_policy_of_account on password_policy (account_id);
create index account_summary_of_account on account_summary (account_id);
create index virtual_mfa_device_of_account on virtual_mfa_device (account_id);
create index org_policy_target_of_target on org_policy_target (target_id);
create index org_parent_of_child on org_parent (child_id);
