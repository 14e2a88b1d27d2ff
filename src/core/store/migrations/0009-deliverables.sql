-- What leaves the house comes in editions, and the client's edition comes back filled in.

-- As before, with the edition: each has versions of its own. What was issued so far was the internal one.
create table issued_before as select * from workbook_export;

drop table workbook_export;

create table workbook_export (
  id integer primary key,
  period_id integer not null references period (id),
  edition text not null check (edition in ('internal', 'client-response', 'final')),
  version integer not null,
  object_id integer not null references object (id),
  file_name text not null,
  issued_by text not null,
  issued_at text not null,
  chain_seq integer not null,
  chain_head text not null,
  -- SHA-256 over the content of its sheets; '' where it was issued before the program kept it.
  data_root text not null,
  unique (period_id, edition, version)
) strict;

insert into workbook_export
select id, period_id, 'internal', version, object_id, file_name, issued_by, issued_at, chain_seq, chain_head, ''
from issued_before;

drop table issued_before;

create trigger workbook_export_is_kept before delete on workbook_export
begin
  select raise(abort, 'issued workbooks are kept');
end;

create trigger workbook_export_is_fixed before update on workbook_export
begin
  select raise(abort, 'issued workbooks never change');
end;

create trigger workbook_export_is_locked_insert before insert on workbook_export
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

-- The secret that marks the rows of client editions as ours; made with the first of them.
create table workbook_key (
  id integer primary key check (id = 1),
  key blob not null
) strict;

create trigger workbook_key_is_kept before delete on workbook_key
begin
  select raise(abort, 'the key of issued workbooks is kept');
end;

create trigger workbook_key_is_fixed before update on workbook_key
begin
  select raise(abort, 'the key of issued workbooks never changes');
end;

-- The rows of a client edition as they were handed out: locked cells and inputs as JSON objects of column key and text.
create table workbook_row (
  export_id integer not null references workbook_export (id),
  -- The sheet's id: `remediations`.
  sheet text not null,
  -- `R-2026-001`, `R-2026-001/2` for a milestone.
  row_key text not null,
  locked text not null,
  inputs text not null,
  primary key (export_id, sheet, row_key)
) strict, without rowid;

create trigger workbook_row_is_kept before delete on workbook_row
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger workbook_row_is_fixed before update on workbook_row
begin
  select raise(abort, 'the record is added to and never changed');
end;

-- A client edition that came back. The file itself is evidence.
create table workbook_return (
  id integer primary key,
  -- `WR-001`
  ref text not null unique,
  period_id integer not null references period (id),
  export_id integer not null references workbook_export (id),
  evidence_id integer not null references evidence (id),
  received_from text not null,
  received_at text not null,
  -- "LibreOffice 7.4", as the file says; '' where it does not.
  producer text not null,
  -- JSON: which of its marks it still carries, what was lost on the way, what was neutralised.
  carriers text not null,
  taken_by text not null,
  taken_at text not null
) strict;

create trigger workbook_return_is_kept before delete on workbook_return
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger workbook_return_is_fixed before update on workbook_return
begin
  select raise(abort, 'the record is added to and never changed');
end;

-- What is different in it, cell by cell: what was handed out, what the record says, what the client wrote.
create table workbook_change (
  id integer primary key,
  return_id integer not null references workbook_return (id),
  sheet text not null,
  -- '' for a row the client added.
  row_key text not null,
  -- '' where it is the whole row.
  column_key text not null,
  -- Where it stands in the returned file: "07 Remediation!Q14".
  place text not null,
  class text not null check (class in ('clean', 'conflict', 'cleared', 'tampered', 'duplicate', 'added', 'not-returned', 'invalid', 'warning')),
  base text not null,
  mine text not null,
  theirs text not null,
  -- What is wrong with it, in a sentence; '' where nothing is.
  remark text not null
) strict;

create index workbook_change_of_return on workbook_change (return_id, id);

create trigger workbook_change_is_kept before delete on workbook_change
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger workbook_change_is_fixed before update on workbook_change
begin
  select raise(abort, 'the record is added to and never changed');
end;

-- What the auditor made of a change; the last row of a change stands.
create table workbook_decision (
  id integer primary key,
  change_id integer not null references workbook_change (id),
  -- 'refused': it was accepted and the record did not allow it, `reason` says why.
  decision text not null check (decision in ('accept', 'reject', 'refused', 'undone')),
  -- As accepted: what the client wrote, or what it was mended to.
  value text not null,
  reason text not null,
  decided_by text not null,
  decided_at text not null
) strict;

create index workbook_decision_of_change on workbook_decision (change_id, id);

create trigger workbook_decision_is_kept before delete on workbook_decision
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger workbook_decision_is_fixed before update on workbook_decision
begin
  select raise(abort, 'the record is added to and never changed');
end;

-- What the client wrote beside response, owner and dates, which have tables of their own; the last row of a column stands.
create table client_remark (
  id integer primary key,
  remediation_id integer not null references remediation (id),
  -- `planned`, `clientStatus`, `ticket`, … (shared/client-inputs.ts)
  column_key text not null,
  value text not null,
  evidence_id integer not null references evidence (id),
  recorded_by text not null,
  recorded_at text not null
) strict;

create index client_remark_of on client_remark (remediation_id, column_key, id);

create trigger client_remark_is_kept before delete on client_remark
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger client_remark_is_fixed before update on client_remark
begin
  select raise(abort, 'the record is added to and never changed');
end;

-- Where a piece of evidence comes from, as far as it is known; the last row of a piece stands.
create table evidence_origin (
  id integer primary key,
  evidence_id integer not null references evidence (id),
  -- A name and what they do: "T. Braun, platform lead"; '' where it is not said, here and below.
  obtained_from text not null,
  obtained_by text not null,
  -- Days: 2026-01-31.
  obtained_at text not null,
  as_of text not null,
  -- The system it shows: a console address, a ticket.
  address text not null,
  -- Whether the client prepared it (PBC), and whether something in it was made unreadable before it came.
  by_client integer not null check (by_client in (0, 1)),
  redacted integer not null check (redacted in (0, 1)),
  described_by text not null,
  described_at text not null
) strict;

create index evidence_origin_of_piece on evidence_origin (evidence_id, id);

create trigger evidence_origin_is_kept before delete on evidence_origin
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger evidence_origin_is_fixed before update on evidence_origin
begin
  select raise(abort, 'the record is added to and never changed');
end;

-- What is known of every piece now.
create view origin_of_evidence as
select o.id, o.evidence_id, o.obtained_from, o.obtained_by, o.obtained_at, o.as_of, o.address, o.by_client, o.redacted,
  o.described_by, o.described_at
from evidence_origin o
where o.id = (select max(id) from evidence_origin where evidence_id = o.evidence_id);

-- What the client is told of a returned workbook: what was made of every change.
create table workbook_receipt (
  id integer primary key,
  return_id integer not null references workbook_return (id),
  object_id integer not null references object (id),
  file_name text not null,
  issued_by text not null,
  issued_at text not null
) strict;

create trigger workbook_receipt_is_kept before delete on workbook_receipt
begin
  select raise(abort, 'issued workbooks are kept');
end;

create trigger workbook_receipt_is_fixed before update on workbook_receipt
begin
  select raise(abort, 'issued workbooks never change');
end;

-- The report as it was handed out, as a page or printed; each edition and format has versions of its own.
create table report_export (
  id integer primary key,
  period_id integer not null references period (id),
  edition text not null check (edition in ('internal', 'final')),
  format text not null check (format in ('html', 'pdf')),
  version integer not null,
  object_id integer not null references object (id),
  file_name text not null,
  issued_by text not null,
  issued_at text not null,
  chain_seq integer not null,
  chain_head text not null,
  -- SHA-256 over the record it was made of.
  data_root text not null,
  unique (period_id, edition, format, version)
) strict;

create trigger report_export_is_kept before delete on report_export
begin
  select raise(abort, 'issued reports are kept');
end;

create trigger report_export_is_fixed before update on report_export
begin
  select raise(abort, 'issued reports never change');
end;

create trigger report_export_is_locked_insert before insert on report_export
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

-- What an event tells of rows: for each row of the record written since the event before, its hash (store/told-rows.ts), as JSON.
alter table audit_event add column told text not null default '';
