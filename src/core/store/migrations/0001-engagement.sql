-- The record: what people did and what was received. No import changes it.

create table engagement (
  id integer primary key check (id = 1),
  uuid text not null,
  client_name text not null,
  auditor text not null,
  is_sample integer not null check (is_sample in (0, 1)),
  created_at text not null
) strict;

create table period (
  id integer primary key,
  label text not null unique,
  as_of text
) strict;

create table parameter (
  name text primary key,
  value integer not null
) strict, without rowid;

-- Human references (SF-001, E-0001, F-2026-001) are counted, never reused.
create table reference_counter (
  prefix text primary key,
  last integer not null
) strict, without rowid;

-- Bytes as received, addressed by their hash; a row without a hash is still coming in and is swept on open.
create table object (
  id integer primary key,
  sha256 text unique,
  size integer not null
) strict;

create table object_chunk (
  object_id integer not null references object (id) on delete cascade,
  n integer not null,
  codec text not null check (codec in ('zstd', 'gzip')),
  size integer not null,
  bytes blob not null,
  primary key (object_id, n)
) strict, without rowid;

create trigger object_is_kept before delete on object
when old.sha256 is not null
begin
  select raise(abort, 'stored objects are kept');
end;

create trigger object_is_fixed before update on object
when old.sha256 is not null
begin
  select raise(abort, 'stored objects never change');
end;

create trigger object_chunk_is_fixed before update on object_chunk
begin
  select raise(abort, 'stored objects never change');
end;

create trigger object_chunk_is_complete before insert on object_chunk
when (select sha256 from object where id = new.object_id) is not null
begin
  select raise(abort, 'stored objects never change');
end;

create trigger object_chunk_is_kept before delete on object_chunk
when (select sha256 from object where id = old.object_id) is not null
begin
  select raise(abort, 'stored objects are kept');
end;

create table source (
  id integer primary key,
  ref text not null unique,
  period_id integer not null references period (id),
  batch integer not null,
  object_id integer not null references object (id),
  name text not null,
  kind text,
  state text not null check (state in ('read', 'not-recognised', 'unreadable', 'unattributed', 'superseded')),
  superseded_by integer references source (id),
  assigned_account text,
  -- Whether the file's name had a part in reading it: an account or an id that its content does not say.
  reads_name integer not null check (reads_name in (0, 1)),
  content text not null,
  generated_at integer,
  latest_at integer,
  received_at text not null
) strict;

create index source_of_period on source (period_id, kind);

create table source_note (
  id integer primary key,
  source_id integer not null references source (id),
  level text not null check (level in ('error', 'warning', 'info')),
  sentence text not null,
  line integer,
  path text
) strict;

create index source_note_of_source on source_note (source_id);

-- What a source answers: an account (or '' where none is named) and a part of its kind.
create table source_coverage (
  source_id integer not null references source (id),
  account_id text not null,
  part text not null,
  state text not null check (state in ('complete', 'page', 'last-page', 'partial', 'denied')),
  primary key (source_id, account_id, part)
) strict, without rowid;

create index source_coverage_of_account on source_coverage (account_id, part);

create table conclusion (
  id integer primary key,
  period_id integer not null references period (id),
  control text not null,
  account_id text not null,
  conclusion text not null check (conclusion in ('effective', 'exception', 'observation', 'not-applicable', 'inconclusive')),
  reason text not null,
  steps text not null,
  bulk integer not null check (bulk in (0, 1)),
  concluded_by text not null,
  concluded_at text not null,
  relied_outcome text check (relied_outcome in ('pass', 'fail', 'needs-review', 'not-applicable', 'not-tested')),
  relied_hash text,
  unique (period_id, control, account_id)
) strict;

create table evidence (
  id integer primary key,
  ref text not null unique,
  object_id integer not null references object (id),
  type text not null check (type in ('file', 'image', 'note')),
  title text not null,
  file_name text not null,
  mime text not null,
  added_by text not null,
  added_at text not null,
  withdrawn_at text,
  withdrawn_reason text
) strict;

create trigger evidence_is_kept before delete on evidence
begin
  select raise(abort, 'evidence is withdrawn, never deleted');
end;

create trigger evidence_is_fixed before update on evidence
when old.withdrawn_at is not null
  or new.ref is not old.ref or new.object_id is not old.object_id or new.type is not old.type
  or new.title is not old.title or new.file_name is not old.file_name or new.mime is not old.mime
  or new.added_by is not old.added_by or new.added_at is not old.added_at
begin
  select raise(abort, 'evidence never changes');
end;

create table evidence_link (
  evidence_id integer not null references evidence (id),
  period_id integer not null references period (id),
  control text not null,
  account_id text not null,
  primary key (evidence_id, period_id, control, account_id)
) strict, without rowid;

create index evidence_link_of_test on evidence_link (period_id, control, account_id);

create table finding (
  id integer primary key,
  ref text not null unique,
  period_id integer not null references period (id),
  control text not null,
  title text not null,
  condition text not null,
  criteria text not null,
  cause text not null,
  effect text not null,
  recommendation text not null,
  severity text not null check (severity in ('critical', 'high', 'medium', 'low', 'info')),
  exceptions integer not null,
  population integer not null,
  raised_by text not null,
  raised_at text not null
) strict;

create table finding_account (
  finding_id integer not null references finding (id),
  account_id text not null,
  primary key (finding_id, account_id)
) strict, without rowid;

create table workbook_export (
  id integer primary key,
  period_id integer not null references period (id),
  version integer not null,
  object_id integer not null references object (id),
  file_name text not null,
  issued_by text not null,
  issued_at text not null,
  chain_seq integer not null,
  chain_head text not null,
  unique (period_id, version)
) strict;

create trigger workbook_export_is_kept before delete on workbook_export
begin
  select raise(abort, 'issued workbooks are kept');
end;

create trigger workbook_export_is_fixed before update on workbook_export
begin
  select raise(abort, 'issued workbooks never change');
end;

-- Every change of the record, each bound to the one before by its hash.
create table audit_event (
  seq integer primary key,
  at text not null,
  actor text not null,
  action text not null,
  entity text not null,
  entity_id text not null,
  payload text not null,
  prev_hash text not null,
  hash text not null unique
) strict;

create trigger audit_event_is_last before insert on audit_event
begin
  select raise(abort, 'events are appended in order')
  where new.seq is not (select coalesce(max(seq), 0) + 1 from audit_event)
    or new.prev_hash is not coalesce((select hash from audit_event order by seq desc limit 1), '');
end;

create trigger audit_event_is_kept before delete on audit_event
begin
  select raise(abort, 'events are kept');
end;

create trigger audit_event_is_fixed before update on audit_event
begin
  select raise(abort, 'events never change');
end;

-- Results: machine-made, replaced by the next run of the same check over changed facts.

create table check_result (
  id integer primary key,
  period_id integer not null references period (id),
  check_id text not null,
  control text not null,
  account_id text not null,
  outcome text not null check (outcome in ('pass', 'fail', 'needs-review', 'not-applicable', 'not-tested')),
  reason text not null,
  population integer not null,
  exceptions integer not null,
  needs_review integer not null,
  as_of integer,
  as_of_origin text check (as_of_origin in ('export', 'manifest', 'auditor', 'latest', 'received')),
  result_hash text not null,
  unique (period_id, check_id, account_id)
) strict;

create index check_result_of_control on check_result (period_id, control, account_id);

create table check_exception (
  id integer primary key,
  result_id integer not null references check_result (id) on delete cascade,
  resource text not null,
  status text not null check (status in ('exception', 'needs-review')),
  detail text not null,
  fingerprint text not null,
  source_id integer,
  line integer not null,
  path text
) strict;

create index check_exception_of_result on check_exception (result_id);
