-- The explorer's records: views somebody saved, samples drawn from a population.

create table saved_view (
  id integer primary key,
  name text not null,
  -- JSON of the query: kind, search, filters, sort.
  query text not null,
  created_by text not null,
  created_at text not null
) strict;

create table sample (
  id integer primary key,
  ref text not null unique,
  period_id integer not null references period (id),
  control text not null,
  query text not null,
  -- The filters in words, as they read when it was drawn.
  definition text not null,
  method text not null check (method in ('random', 'systematic', 'interest')),
  basis text not null,
  seed text not null,
  population integer not null,
  -- SHA-256 over the sorted keys of the population, a line each.
  population_hash text not null,
  size integer not null,
  drawn_by text not null,
  drawn_at text not null
) strict;

create index sample_of_control on sample (period_id, control);

create trigger sample_is_kept before delete on sample
begin
  select raise(abort, 'samples are kept');
end;

create trigger sample_is_fixed before update on sample
begin
  select raise(abort, 'samples never change');
end;

create table sample_item (
  sample_id integer not null references sample (id),
  -- In the order drawn, from 1.
  n integer not null,
  key text not null,
  account_id text not null,
  resource text not null,
  primary key (sample_id, n)
) strict, without rowid;

create unique index sample_item_by_key on sample_item (sample_id, key);

create trigger sample_item_is_kept before delete on sample_item
begin
  select raise(abort, 'samples are kept');
end;

create trigger sample_item_is_fixed before update on sample_item
begin
  select raise(abort, 'samples never change');
end;
