-- The archive a file came in; null for one that was received by itself.
alter table source add column container_id integer references source (id);

-- Signs in the bytes that another program wrote the file again after AWS made it; '' where there are none.
alter table source add column rewriting text not null default '';

-- A rejected source states no facts and answers nothing.
alter table source add column is_rejected integer not null default 0 check (is_rejected in (0, 1));

-- Which importers read the facts; a newer workbench reads the kept files again.
alter table engagement add column facts_version integer not null default 0;

-- The caller whose permissions the exports were agreed to be made with: a role's name or an ARN.
alter table period add column agreed_caller text;

-- Whether the auditor relies on a source; the last decision stands.
create table acceptance (
  id integer primary key,
  source_id integer not null references source (id),
  decision text not null check (decision in ('accepted', 'accepted-with-limitation', 'rejected', 'reopened')),
  -- The limitation, the reason of a rejection, or what else was said.
  reason text not null,
  decided_by text not null,
  decided_at text not null
) strict;

create index acceptance_of_source on acceptance (source_id);

create trigger acceptance_is_kept before delete on acceptance
begin
  select raise(abort, 'acceptances are kept');
end;

create trigger acceptance_is_fixed before update on acceptance
begin
  select raise(abort, 'acceptances never change');
end;

-- Records of an export agreed to what the console or the API showed live (A1); the last observation stands.
create table accuracy_observation (
  id integer primary key,
  source_id integer not null references source (id),
  -- What was compared with what, and where it was seen.
  sentence text not null,
  agrees integer not null check (agrees in (0, 1)),
  observed_by text not null,
  observed_at text not null
) strict;

create index accuracy_observation_of_source on accuracy_observation (source_id);

create trigger accuracy_observation_is_kept before delete on accuracy_observation
begin
  select raise(abort, 'observations are kept');
end;

create trigger accuracy_observation_is_fixed before update on accuracy_observation
begin
  select raise(abort, 'observations never change');
end;

create index collection_call_of_bytes on collection_call (sha256);
create index collection_call_of_name on collection_call (name);
create index source_of_container on source (container_id);

-- Documents that are no policies; there are few or none, and each is a problem of its source.
create index policy_document_unreadable on policy_document (id) where problem is not null;
