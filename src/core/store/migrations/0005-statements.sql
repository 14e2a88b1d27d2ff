-- What the statements of policy documents say, so that checks can ask it by query; derived with the document, and rebuilt with it.

-- The action patterns of a statement, in their order.
create table statement_action (
  document_id integer not null,
  n integer not null,
  m integer not null,
  pattern text not null,
  -- In lower case; '*' where the pattern is for more than one service.
  service text not null,
  form text not null check (form in ('every', 'service', 'some', 'one', 'unlisted')),
  is_known_service integer not null check (is_known_service in (0, 1)),
  -- How many known actions it reaches, and how many of them can be about the statement's resources.
  actions integer not null,
  applicable integer not null,
  primary key (document_id, n, m)
) strict, without rowid;

-- How many actions of a service a statement reaches at an access level.
create table statement_grant (
  document_id integer not null,
  n integer not null,
  service text not null,
  level text not null check (level in ('list', 'read', 'tagging', 'write', 'permissions')),
  actions integer not null,
  -- How many the service has at that level.
  of_actions integer not null,
  -- How many of those reached could be limited to resources and are not.
  everywhere integer not null,
  primary key (document_id, n, service, level)
) strict, without rowid;

-- The sensitive actions a statement reaches (core/iam/actions/sensitive-actions.ts), as AWS spells them.
create table statement_reach (
  document_id integer not null,
  n integer not null,
  action text not null,
  -- all: every resource; account: every one of an account; some: those it names.
  reach text not null check (reach in ('some', 'account', 'all')),
  primary key (document_id, n, action)
) strict, without rowid;

create index statement_reach_of_action on statement_reach (action, document_id);

-- The conditions of a statement: all of them must hold.
create table statement_condition (
  document_id integer not null,
  n integer not null,
  m integer not null,
  -- The operator in lower case, without quantifier and IfExists: 'stringequals'.
  operator text not null,
  quantifier text not null check (quantifier in ('', 'forallvalues', 'foranyvalue')),
  if_exists integer not null check (if_exists in (0, 1)),
  -- As spelled, and in lower case for comparing.
  written_key text not null,
  key text not null,
  -- JSON list of the texts compared with.
  expected text not null,
  primary key (document_id, n, m)
) strict, without rowid;

create index statement_condition_of_key on statement_condition (key, document_id);

-- What the whole document is: its version, its size as AWS counts it, and what makes it alike to others.
create table document_shape (
  document_id integer primary key,
  -- null where the document names none.
  version text,
  -- Characters without white space, which quotas count (IAM User Guide: IAM and AWS STS quotas).
  characters integer not null,
  statements integer not null,
  -- SHA-256 of what the document says, whatever its layout and the order of its keys.
  meaning text not null
) strict;

create index document_shape_of_meaning on document_shape (meaning);

-- Whether a document makes its holder an administrator (core/iam/statements/document-power.ts).
create table document_power (
  document_id integer primary key,
  full_statements integer not null,
  nearly_full_statements integer not null,
  iam_statements integer not null,
  -- JSON lists: of conditions under which statements allow everything, and of the statements that allow broadly.
  full_conditions text not null,
  broad_statements text not null
) strict;

-- How much a document allows: services, actions by access level, and how many changes it allows on every resource
-- (core/iam/statements/document-access.ts).
create table document_access (
  document_id integer primary key,
  services integer not null,
  list_actions integer not null,
  read_actions integer not null,
  tagging_actions integer not null,
  write_actions integer not null,
  permissions_actions integer not null,
  everywhere integer not null
) strict;

-- The statements of a document that names principals, as a JSON list (core/iam/statements/principal-statement.ts).
create table document_trust (
  document_id integer primary key,
  statements text not null
) strict;

-- What is wrong with a document's form, each with where.
create table document_lint (
  document_id integer not null,
  m integer not null,
  -- The rule's id: 'duplicate-sid' (core/iam/statements/lint).
  rule text not null,
  -- The statement it is about; null for the document.
  n integer,
  -- One sentence without its full stop's subject: what was found.
  detail text not null,
  primary key (document_id, m)
) strict, without rowid;

create index document_lint_of_rule on document_lint (rule, document_id);

-- The tags of users and roles; IAM compares their keys without case.
create table principal_tag (
  source_id integer not null,
  account_id text not null,
  principal_arn text not null,
  principal_kind text not null check (principal_kind in ('user', 'role')),
  key text not null,
  value text not null,
  line integer not null,
  path text
) strict;

create index principal_tag_identity on principal_tag (account_id, principal_arn, key);

-- Documents that cannot be read whole: few, and asked for by every check that reads documents.
create index policy_document_with_problem on policy_document (id) where problem is not null;

-- Who holds a policy.
create index iam_attachment_of_policy on iam_attachment (account_id, policy_arn);

create index collection_call_of_account on collection_call (account_id);
