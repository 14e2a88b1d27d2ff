-- What makes audit work of the results: people, decisions, remediation, review, sign-off, and one month after the other.
-- What somebody said is added and never changed: the last row of a kind stands.

create table person (
  id integer primary key,
  name text not null unique,
  title text not null,
  email text not null,
  role text not null check (role in ('preparer', 'reviewer', 'partner', 'inspector')),
  -- `ssh-ed25519 AAAA… name`
  public_key text not null unique,
  -- JSON: the private key under the person's passphrase (core/integrity/sealed-key.ts).
  sealed_key text not null,
  added_by text not null,
  added_at text not null,
  -- No longer works in the engagement from then on.
  left_at text
) strict;

create trigger person_is_kept before delete on person
begin
  select raise(abort, 'people of an engagement are kept');
end;

-- A new passphrase seals the same key anew.
create trigger person_is_fixed before update on person
when new.name is not old.name or new.role is not old.role or new.public_key is not old.public_key
  or new.added_by is not old.added_by or new.added_at is not old.added_at or old.left_at is not null
begin
  select raise(abort, 'a person keeps name, role and key');
end;

-- strict: who prepared never reviews. single-auditor: no independent review, said on the cover.
alter table engagement add column separation text not null default 'single-auditor'
  check (separation in ('strict', 'single-auditor'));
alter table engagement add column assembly_days integer not null default 14;
alter table engagement add column retention_years integer not null default 7;

alter table period add column state text not null default 'fieldwork'
  check (state in ('fieldwork', 'review', 'issued', 'locked'));
alter table period add column prior_id integer references period (id);
-- Set with the final workbook, and never typed in.
alter table period add column report_date text;
alter table period add column locked_at text;
alter table period add column locked_by text;
-- Of what was issued: tests, sources and the overall conclusion.
alter table period add column content_hash text;
-- Last entry of the event log when it was locked.
alter table period add column locked_seq integer;
alter table period add column locked_head text;

create trigger period_stays_locked before update on period
when old.state = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

-- Who and what there was when the period ended, for comparing months after its facts are gone.
create table period_member (
  period_id integer not null references period (id),
  account_id text not null,
  kind text not null check (kind in ('user', 'group', 'role', 'policy', 'inline-policy', 'trust', 'access-key')),
  resource text not null,
  -- Of a policy or trust policy.
  document_sha256 text,
  -- What else may change of it, in words: groups and policies of a user, state and age of a key; null where no export says.
  detail text,
  primary key (period_id, account_id, kind, resource)
) strict, without rowid;

-- Of which accounts the files of the period named every member of a kind; of others nothing is told from an absence.
create table period_population (
  period_id integer not null references period (id),
  account_id text not null,
  kind text not null,
  primary key (period_id, account_id, kind)
) strict, without rowid;

create trigger period_population_is_kept before delete on period_population
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger period_population_is_fixed before update on period_population
begin
  select raise(abort, 'the record is added to and never changed');
end;

-- What a period was tested with: the value of each threshold, the text of each check.
create table period_rule (
  period_id integer not null references period (id),
  kind text not null check (kind in ('parameter', 'check')),
  name text not null,
  value text not null,
  primary key (period_id, kind, name)
) strict, without rowid;

create trigger period_rule_is_kept before delete on period_rule
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger period_rule_is_fixed before update on period_rule
begin
  select raise(abort, 'the record is added to and never changed');
end;

-- A conclusion that differs from the automated outcome, and who agreed to it.
create table conclusion_override (
  id integer primary key,
  -- `OV-001`
  ref text not null unique,
  period_id integer not null references period (id),
  control text not null,
  account_id text not null,
  outcome text not null,
  conclusion text not null,
  reason text not null check (reason in ('tool-false-positive', 'compensating-control', 'source-error', 'exceptions-cleared', 'scope', 'other')),
  rationale text not null,
  author text not null,
  proposed_at text not null,
  approver text,
  approved_at text,
  withdrawn_at text
) strict;

create index conclusion_override_of_test on conclusion_override (period_id, control, account_id);

create trigger conclusion_override_is_kept before delete on conclusion_override
begin
  select raise(abort, 'overrides are withdrawn, never deleted');
end;

-- Approved once and withdrawn once.
create trigger conclusion_override_is_fixed before update on conclusion_override
when old.withdrawn_at is not null or (old.approver is not null and new.approver is not old.approver)
  or (old.approved_at is not null and new.approved_at is not old.approved_at)
  or new.ref is not old.ref or new.period_id is not old.period_id or new.control is not old.control
  or new.account_id is not old.account_id or new.outcome is not old.outcome or new.conclusion is not old.conclusion
  or new.reason is not old.reason or new.rationale is not old.rationale or new.author is not old.author
  or new.proposed_at is not old.proposed_at
begin
  select raise(abort, 'overrides never change');
end;

-- What becomes of one exception in a period; the last row of a fingerprint stands, `open` takes a decision back.
create table disposition (
  id integer primary key,
  period_id integer not null references period (id),
  fingerprint text not null,
  kind text not null check (kind in ('open', 'finding', 'false-positive', 'immaterial', 'risk-accepted')),
  -- The finding or risk acceptance.
  ref text,
  rationale text not null,
  decided_by text not null,
  decided_at text not null
) strict;

create index disposition_of_exception on disposition (period_id, fingerprint);

create trigger disposition_is_kept before delete on disposition
begin
  select raise(abort, 'dispositions are kept');
end;

create trigger disposition_is_fixed before update on disposition
begin
  select raise(abort, 'dispositions never change');
end;

-- What is looked at on every item of a sample, and what was seen.
create table sample_attribute (
  sample_id integer not null references sample (id),
  code text not null,
  text text not null,
  primary key (sample_id, code)
) strict, without rowid;

create table sample_tick (
  id integer primary key,
  sample_id integer not null references sample (id),
  item text not null,
  code text not null,
  mark text not null check (mark in ('pass', 'exception', 'not-applicable', 'open')),
  note text not null,
  ticked_by text not null,
  ticked_at text not null
) strict;

create index sample_tick_of_item on sample_tick (sample_id, item, code);

create trigger sample_tick_is_kept before delete on sample_tick
begin
  select raise(abort, 'marks are taken back, never deleted');
end;

create trigger sample_tick_is_fixed before update on sample_tick
begin
  select raise(abort, 'marks never change');
end;

-- As before, with the place in the piece and who linked it; a piece may back a test in several places.
create table link_before as select * from evidence_link;

drop table evidence_link;

create table evidence_link (
  id integer primary key,
  evidence_id integer not null references evidence (id),
  period_id integer not null references period (id),
  control text not null,
  account_id text not null,
  -- Where in it (shared/locator.ts): a line, a JSON pointer, a page, cells; '' for the whole.
  locator text not null,
  linked_by text not null,
  linked_at text not null
) strict;

insert into evidence_link (evidence_id, period_id, control, account_id, locator, linked_by, linked_at)
select l.evidence_id, l.period_id, l.control, l.account_id, '', e.added_by, e.added_at
from link_before l
join evidence e on e.id = l.evidence_id
order by l.evidence_id, l.period_id, l.control, l.account_id;

drop table link_before;

create index evidence_link_of_test on evidence_link (period_id, control, account_id);
create index evidence_link_of_piece on evidence_link (evidence_id);

-- That a link was taken back; linked anew it is another link.
create table evidence_link_end (
  link_id integer primary key references evidence_link (id),
  reason text not null,
  ended_by text not null,
  ended_at text not null
) strict;

create view standing_link as
select id, evidence_id, period_id, control, account_id, locator, linked_by, linked_at
from evidence_link
where not exists (select 1 from evidence_link_end where link_id = evidence_link.id);

-- Which piece backs which test, in however many places; what was withdrawn is still in it.
create view evidence_of_test as
select distinct evidence_id, period_id, control, account_id
from standing_link;

-- What stands already is not linked twice.
create trigger evidence_link_stands_once before insert on evidence_link
when exists (
  select 1
  from standing_link
  where evidence_id = new.evidence_id and period_id = new.period_id and control = new.control
    and account_id = new.account_id and locator = new.locator
)
begin
  select raise(ignore);
end;

create trigger evidence_link_is_kept before delete on evidence_link
begin
  select raise(abort, 'links are taken back, never deleted');
end;

create trigger evidence_link_is_fixed before update on evidence_link
begin
  select raise(abort, 'links never change');
end;

create trigger evidence_link_end_is_kept before delete on evidence_link_end
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger evidence_link_end_is_fixed before update on evidence_link_end
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger evidence_link_end_is_locked before insert on evidence_link_end
when (select p.state from evidence_link l join period p on p.id = l.period_id where l.id = new.link_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

-- Evidence of anything but a test: `finding`, `remediation`, `retest`, `risk-acceptance`, `override`, `source`, `addendum`, by reference.
create table evidence_use (
  id integer primary key,
  evidence_id integer not null references evidence (id),
  target text not null,
  ref text not null,
  -- As that of a link.
  locator text not null,
  purpose text not null,
  linked_by text not null,
  linked_at text not null
) strict;

create index evidence_use_of on evidence_use (target, ref);
create index evidence_use_of_piece on evidence_use (evidence_id);

create table evidence_use_end (
  use_id integer primary key references evidence_use (id),
  reason text not null,
  ended_by text not null,
  ended_at text not null
) strict;

create view standing_use as
select id, evidence_id, target, ref, locator, purpose, linked_by, linked_at
from evidence_use
where not exists (select 1 from evidence_use_end where use_id = evidence_use.id);

create trigger evidence_use_stands_once before insert on evidence_use
when exists (
  select 1
  from standing_use
  where evidence_id = new.evidence_id and target = new.target and ref = new.ref and locator = new.locator
)
begin
  select raise(ignore);
end;

create trigger evidence_use_end_is_kept before delete on evidence_use_end
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger evidence_use_end_is_fixed before update on evidence_use_end
begin
  select raise(abort, 'the record is added to and never changed');
end;

-- The wording of a finding after it was raised; the last revision stands.
create table finding_revision (
  id integer primary key,
  finding_id integer not null references finding (id),
  title text not null,
  condition text not null,
  criteria text not null,
  cause text not null,
  effect text not null,
  recommendation text not null,
  revised_by text not null,
  revised_at text not null
) strict;

create table finding_rating (
  id integer primary key,
  finding_id integer not null references finding (id),
  severity text not null check (severity in ('critical', 'high', 'medium', 'low', 'info')),
  reason text not null,
  rated_by text not null,
  rated_at text not null
) strict;

create table finding_step (
  id integer primary key,
  finding_id integer not null references finding (id),
  state text not null check (state in ('draft', 'issued', 'closed', 'withdrawn')),
  reason text not null,
  done_by text not null,
  done_at text not null
) strict;

create index finding_step_of on finding_step (finding_id, id);

-- The exceptions a finding is about, known from month to month by their fingerprints, as they were when it was raised.
create table finding_exception (
  finding_id integer not null references finding (id),
  fingerprint text not null,
  account_id text not null,
  resource text not null,
  detail text not null,
  primary key (finding_id, fingerprint)
) strict, without rowid;

create table finding_occurrence (
  finding_id integer not null references finding (id),
  period_id integer not null references period (id),
  status text not null check (status in ('new', 'recurring', 'partly-resolved', 'not-observed', 'cannot-tell')),
  exceptions integer not null,
  primary key (finding_id, period_id)
) strict, without rowid;

-- A finding that closed never reopens: what comes back is a new finding that names it.
create table finding_repeat (
  finding_id integer primary key references finding (id),
  repeat_of integer not null references finding (id)
) strict;

create table remediation (
  id integer primary key,
  ref text not null unique,
  finding_id integer not null references finding (id),
  created_by text not null,
  created_at text not null
) strict;

-- What the client's management said, each with the evidence it came in.
create table management_response (
  id integer primary key,
  remediation_id integer not null references remediation (id),
  position text not null check (position in ('agree', 'partly-agree', 'disagree', 'no-response')),
  response text not null,
  action text not null,
  owner text not null,
  owner_email text not null,
  responder text not null,
  responder_title text not null,
  evidence_id integer not null references evidence (id),
  recorded_by text not null,
  recorded_at text not null
) strict;

-- The first due date is the original one for good; later rows are extensions.
create table remediation_due (
  id integer primary key,
  remediation_id integer not null references remediation (id),
  due text not null,
  reason text not null,
  requested_by text not null,
  evidence_id integer not null references evidence (id),
  recorded_by text not null,
  recorded_at text not null
) strict;

create table milestone (
  id integer primary key,
  remediation_id integer not null references remediation (id),
  n integer not null,
  text text not null,
  original_date text not null,
  unique (remediation_id, n)
) strict;

create table milestone_step (
  id integer primary key,
  milestone_id integer not null references milestone (id),
  -- null where it only is done.
  revised_date text,
  done_at text,
  comment text not null,
  recorded_by text not null,
  recorded_at text not null
) strict;

create table remediation_step (
  id integer primary key,
  remediation_id integer not null references remediation (id),
  state text not null check (state in ('awaiting-response', 'planned', 'in-progress', 'implemented', 'retest-failed', 'closed', 'risk-accepted', 'disputed', 'no-longer-applicable')),
  comment text not null,
  -- When the client says it was done; of `implemented` alone.
  claimed_at text,
  evidence_id integer references evidence (id),
  done_by text not null,
  done_at text not null
) strict;

create index remediation_step_of on remediation_step (remediation_id, id);

create table retest (
  id integer primary key,
  ref text not null unique,
  remediation_id integer not null references remediation (id),
  -- What the client had reported as done.
  claim_id integer not null references remediation_step (id),
  period_id integer not null references period (id),
  result text not null check (result in ('passed', 'failed', 'partly')),
  procedure text not null,
  -- JSON lists: of the exceptions still there, and of the sources with hash and date.
  still_open text not null,
  sources text not null,
  population integer not null,
  performed_by text not null,
  performed_at text not null
) strict;

-- The client's, never the auditor's. `covers` is a JSON list of fingerprints; `covered_hash` is over what each of them was.
create table risk_acceptance (
  id integer primary key,
  ref text not null unique,
  finding_id integer not null references finding (id),
  covers text not null,
  covered_hash text not null,
  reason text not null,
  compensating_controls text not null,
  residual_severity text not null check (residual_severity in ('critical', 'high', 'medium', 'low', 'info')),
  approver text not null,
  approver_title text not null,
  approved_at text not null,
  evidence_id integer not null references evidence (id),
  valid_from text not null,
  expires_at text not null,
  -- Noted, or challenged in the auditor's words.
  auditor_view text not null,
  renewal_of integer references risk_acceptance (id),
  recorded_by text not null,
  recorded_at text not null
) strict;

-- What each exception covered was when the risk was accepted: a hash of its detail and its policy documents.
create table risk_acceptance_item (
  acceptance_id integer not null references risk_acceptance (id),
  fingerprint text not null,
  seen_hash text not null,
  primary key (acceptance_id, fingerprint)
) strict, without rowid;

create table risk_acceptance_end (
  acceptance_id integer primary key references risk_acceptance (id),
  reason text not null,
  ended_by text not null,
  ended_at text not null
) strict;

-- About a test (`IAM/ROOT-01/111122223333`), a finding, a source, …: `target` and `ref` as in evidence_use.
create table review_note (
  id integer primary key,
  ref text not null unique,
  period_id integer not null references period (id),
  target text not null,
  target_ref text not null,
  class text not null check (class in ('must-fix', 'clarify', 'for-information')),
  text text not null,
  assigned_to text not null,
  -- For next month's work.
  points_forward integer not null check (points_forward in (0, 1)),
  raised_by text not null,
  raised_at text not null
) strict;

create table review_note_step (
  id integer primary key,
  note_id integer not null references review_note (id),
  state text not null check (state in ('responded', 'cleared', 'withdrawn', 'reopened')),
  text text not null,
  done_by text not null,
  done_at text not null
) strict;

-- Binds a person to the content signed; whether it is stale follows from that content now.
create table sign_off (
  id integer primary key,
  period_id integer not null references period (id),
  scope text not null check (scope in ('test', 'finding', 'retest', 'acceptance', 'period', 'archive')),
  scope_ref text not null,
  role text not null check (role in ('preparer', 'reviewer', 'partner', 'management')),
  person_id integer references person (id),
  printed_name text not null,
  title text not null,
  meaning text not null,
  signed_at text not null,
  content_hash text not null,
  -- What was signed, as canonical JSON, to show what changed since.
  content text not null,
  chain_seq integer not null,
  chain_head text not null,
  -- SSHSIG, armored; null in a single-auditor engagement without people, and of management's, which signs on paper.
  signature text
) strict;

create index sign_off_of_scope on sign_off (period_id, scope, scope_ref);

create table sign_off_withdrawal (
  sign_off_id integer primary key references sign_off (id),
  reason text not null,
  withdrawn_by text not null,
  withdrawn_at text not null
) strict;

-- The overall conclusion on a period; the last one stands.
create table opinion (
  id integer primary key,
  period_id integer not null references period (id),
  opinion text not null check (opinion in ('effective', 'with-exceptions', 'ineffective', 'none')),
  statement text not null,
  stated_by text not null,
  stated_at text not null
) strict;

create trigger opinion_is_kept before delete on opinion
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger opinion_is_fixed before update on opinion
begin
  select raise(abort, 'the record is added to and never changed');
end;

-- Why a warning of the close-out gate may stand.
create table gate_explanation (
  id integer primary key,
  period_id integer not null references period (id),
  warning text not null,
  sentence text not null,
  explained_by text not null,
  explained_at text not null
) strict;

-- What was added to a locked period, and nothing was taken away.
create table addendum (
  id integer primary key,
  ref text not null unique,
  period_id integer not null references period (id),
  reason text not null,
  text text not null,
  evidence_id integer references evidence (id),
  prepared_by text not null,
  added_at text not null
) strict;

create table addendum_review (
  addendum_id integer primary key references addendum (id),
  reviewed_by text not null,
  reviewed_at text not null
) strict;

create trigger addendum_review_is_kept before delete on addendum_review
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger addendum_review_is_fixed before update on addendum_review
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger addendum_is_of_a_locked_period before insert on addendum
when (select state from period where id = new.period_id) is not 'locked'
begin
  select raise(abort, 'an addendum is added to a locked period');
end;

create trigger period_member_is_kept before delete on period_member
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger period_member_is_fixed before update on period_member
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger sample_attribute_is_kept before delete on sample_attribute
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger sample_attribute_is_fixed before update on sample_attribute
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger evidence_use_is_kept before delete on evidence_use
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger evidence_use_is_fixed before update on evidence_use
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_is_kept before delete on finding
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_is_fixed before update on finding
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_revision_is_kept before delete on finding_revision
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_revision_is_fixed before update on finding_revision
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_rating_is_kept before delete on finding_rating
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_rating_is_fixed before update on finding_rating
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_step_is_kept before delete on finding_step
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_step_is_fixed before update on finding_step
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_exception_is_kept before delete on finding_exception
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_exception_is_fixed before update on finding_exception
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_occurrence_is_kept before delete on finding_occurrence
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_occurrence_is_fixed before update on finding_occurrence
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_repeat_is_kept before delete on finding_repeat
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger finding_repeat_is_fixed before update on finding_repeat
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger remediation_is_kept before delete on remediation
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger remediation_is_fixed before update on remediation
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger management_response_is_kept before delete on management_response
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger management_response_is_fixed before update on management_response
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger remediation_due_is_kept before delete on remediation_due
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger remediation_due_is_fixed before update on remediation_due
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger milestone_is_kept before delete on milestone
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger milestone_is_fixed before update on milestone
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger milestone_step_is_kept before delete on milestone_step
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger milestone_step_is_fixed before update on milestone_step
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger remediation_step_is_kept before delete on remediation_step
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger remediation_step_is_fixed before update on remediation_step
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger retest_is_kept before delete on retest
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger retest_is_fixed before update on retest
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger risk_acceptance_is_kept before delete on risk_acceptance
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger risk_acceptance_is_fixed before update on risk_acceptance
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger risk_acceptance_item_is_kept before delete on risk_acceptance_item
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger risk_acceptance_item_is_fixed before update on risk_acceptance_item
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger risk_acceptance_end_is_kept before delete on risk_acceptance_end
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger risk_acceptance_end_is_fixed before update on risk_acceptance_end
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger review_note_is_kept before delete on review_note
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger review_note_is_fixed before update on review_note
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger review_note_step_is_kept before delete on review_note_step
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger review_note_step_is_fixed before update on review_note_step
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger sign_off_is_kept before delete on sign_off
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger sign_off_is_fixed before update on sign_off
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger sign_off_withdrawal_is_kept before delete on sign_off_withdrawal
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger sign_off_withdrawal_is_fixed before update on sign_off_withdrawal
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger gate_explanation_is_kept before delete on gate_explanation
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger gate_explanation_is_fixed before update on gate_explanation
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger addendum_is_kept before delete on addendum
begin
  select raise(abort, 'the record is added to and never changed');
end;

create trigger addendum_is_fixed before update on addendum
begin
  select raise(abort, 'the record is added to and never changed');
end;

-- Rows of a locked period: none is added, changed or taken away. What signs it as a whole and what is added to it come after.

create trigger source_is_locked_insert before insert on source
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger source_is_locked_update before update on source
when (select state from period where id = old.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger source_is_locked_delete before delete on source
when (select state from period where id = old.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger conclusion_is_locked_insert before insert on conclusion
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger conclusion_is_locked_update before update on conclusion
when (select state from period where id = old.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger conclusion_is_locked_delete before delete on conclusion
when (select state from period where id = old.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger check_result_is_locked_insert before insert on check_result
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger check_result_is_locked_update before update on check_result
when (select state from period where id = old.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger check_result_is_locked_delete before delete on check_result
when (select state from period where id = old.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger check_exception_is_locked_insert before insert on check_exception
when (select state from period where id = (select period_id from check_result where id = new.result_id)) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger check_exception_is_locked_delete before delete on check_exception
when (select state from period where id = (select period_id from check_result where id = old.result_id)) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger check_exception_is_locked_update before update on check_exception
when (select state from period where id = (select period_id from check_result where id = old.result_id)) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger evidence_link_is_locked_insert before insert on evidence_link
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger evidence_link_is_locked_update before update on evidence_link
when (select state from period where id = old.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger evidence_link_is_locked_delete before delete on evidence_link
when (select state from period where id = old.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger conclusion_override_is_locked_insert before insert on conclusion_override
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger conclusion_override_is_locked_update before update on conclusion_override
when (select state from period where id = old.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger conclusion_override_is_locked_delete before delete on conclusion_override
when (select state from period where id = old.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger disposition_is_locked_insert before insert on disposition
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger finding_is_locked_insert before insert on finding
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger sample_is_locked_insert before insert on sample
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger review_note_is_locked_insert before insert on review_note
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger opinion_is_locked_insert before insert on opinion
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger gate_explanation_is_locked_insert before insert on gate_explanation
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger workbook_export_is_locked_insert before insert on workbook_export
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger retest_is_locked_insert before insert on retest
when (select state from period where id = new.period_id) = 'locked'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger sign_off_is_locked_insert before insert on sign_off
when (select state from period where id = new.period_id) = 'locked' and new.scope <> 'archive'
begin
  select raise(abort, 'a locked period never changes');
end;

create trigger evidence_is_locked before update on evidence
when exists (
  select 1
  from standing_link l
  join period p on p.id = l.period_id
  where l.evidence_id = old.id and p.state = 'locked'
)
begin
  select raise(abort, 'a locked period never changes');
end;
