-- What further exports say: of regions, who is told of alarms, the buckets of trails, instances, and access from outside AWS.

create table enabled_region (
  source_id integer not null,
  account_id text not null,
  region text not null,
  is_enabled integer not null check (is_enabled in (0, 1)),
  line integer not null,
  path text
) strict;

create table topic_subscription (
  source_id integer not null,
  account_id text not null,
  region text not null,
  topic_arn text not null,
  protocol text not null,
  endpoint text not null,
  -- 0 until who receives it has agreed to.
  is_confirmed integer not null check (is_confirmed in (0, 1)),
  line integer not null,
  path text
) strict;

-- The settings of a bucket are asked for in a call each: where the setting is null, the row is the answer to another one.
create table bucket_setting (
  source_id integer not null,
  account_id text not null,
  resource text not null,
  -- The bucket that access is logged to.
  logging_target text,
  -- Enabled or Suspended.
  versioning text,
  has_mfa_delete integer check (has_mfa_delete in (0, 1)),
  line integer not null,
  path text
) strict;

create table ec2_instance (
  source_id integer not null,
  account_id text not null,
  region text not null,
  instance_id text not null,
  state text not null,
  -- The instance profile it runs with; null where it runs with none.
  profile_arn text,
  launched_at integer,
  line integer not null,
  path text
) strict;

-- Whether a security service takes in the new accounts of an organization, as its administrator sees it.
create table service_enrolment (
  source_id integer not null,
  account_id text not null,
  region text not null,
  service text not null check (service in ('guardduty', 'securityhub')),
  takes_new integer check (takes_new in (0, 1)),
  line integer not null,
  path text
) strict;

-- Profiles and trust anchors of IAM Roles Anywhere.
create table anywhere_profile (
  source_id integer not null,
  account_id text not null,
  region text not null,
  arn text not null,
  name text not null,
  is_enabled integer check (is_enabled in (0, 1)),
  session_seconds integer,
  -- JSON lists of ARNs.
  roles text not null,
  managed_policies text not null,
  -- The session policy; null where there is none.
  document_id integer,
  line integer not null,
  path text
) strict;

create table anywhere_anchor (
  source_id integer not null,
  account_id text not null,
  region text not null,
  arn text not null,
  name text not null,
  is_enabled integer check (is_enabled in (0, 1)),
  -- AWS_ACM_PCA, CERTIFICATE_BUNDLE or SELF_SIGNED_REPOSITORY.
  type text,
  line integer not null,
  path text
) strict;

create index enabled_region_identity on enabled_region (account_id, region);
create index topic_subscription_identity on topic_subscription (account_id, topic_arn, protocol, endpoint, is_confirmed);
create index bucket_setting_identity on bucket_setting (account_id, resource, logging_target, versioning);
create index ec2_instance_identity on ec2_instance (account_id, instance_id);
create index service_enrolment_identity on service_enrolment (account_id, region, service);
create index anywhere_profile_identity on anywhere_profile (account_id, arn);
create index anywhere_anchor_identity on anywhere_anchor (account_id, arn);
