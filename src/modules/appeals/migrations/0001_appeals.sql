-- Appeals 诉求. An appeal is read by its enterprise and by the organisations that handle or have handled it (`readers`);
-- another association sees nothing, not even with the enterprise's consent to its returns.
create function appeals.sole() returns uuid language sql stable parallel safe as
$$ select case when array_length(o, 1) = 1 then o[1] end from (select platform.orgs() as o) as scope $$;

-- hidden: what the enterprise itself does not read (internal notes).
create function appeals.guard(target regclass, hidden text default 'false') returns void language plpgsql as $$
declare
  -- An association's set holds its consenting members too: only whoever acts for the enterprise alone has it alone.
  own text := format('(organisation_id = (select appeals.sole()) and not (%s))', hidden);
  handling text := '(readers && (select platform.orgs())::uuid[])';
  -- A draft has no readers: nobody above sees it, whatever else they see.
  above text := format('((select platform.person()) is null or readers <> ''{}'' or %s)', own);
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy scope_all on %s to wenlian_app using (%s or %s) with check (%s or %s)',
    target, own, handling, own, handling);
  execute format('create policy sees_all on %s to wenlian_all using (%s) with check (%s)', target, above, above);
  execute format('grant select, insert, update, delete on %s to wenlian_app, wenlian_all', target);
end $$;

create table appeals.appeal (
  organisation_id uuid not null,
  id uuid not null,
  -- Given when it is sent.
  number text,
  readers uuid[] not null,
  kind text not null,
  title text not null,
  answers jsonb not null,
  detail text not null,
  contact text not null,
  phone text not null,
  enterprise_name text not null,
  region_code text not null,
  industry_code text not null,
  state text not null check (state in ('draft', 'submitted', 'accepted', 'working', 'waiting', 'answered', 'closed', 'reopened')),
  outcome text check (outcome in ('solved', 'partly', 'deferred', 'elsewhere', 'merged')),
  answer text,
  answered_at timestamptz,
  answered_by_name text,
  next_reply_on date,
  -- Whose turn it is, and the person there.
  handler_id uuid,
  handler_name text,
  officer_id uuid,
  officer_name text,
  -- 首接负责: who took it in first, whoever works on it later.
  first_officer_id uuid,
  first_officer_name text,
  -- How far up the line it has gone: by a clock that ran out, or by an answer that did not satisfy.
  level int not null default 0,
  reopened int not null default 0,
  satisfied boolean,
  calls_unreached int not null default 0,
  raised_by uuid not null,
  raised_by_person uuid,
  raised_by_name text not null,
  -- The log of its clocks and what they say next: read from it, kept for the inbox.
  clock jsonb not null default '[]',
  due_clock text,
  due_at timestamptz,
  alarm_at timestamptz,
  told_late_at timestamptz,
  late boolean not null default false,
  first_reply_minutes int,
  fingerprint text not null default '',
  issue_id uuid,
  read_at timestamptz,
  submitted_at timestamptz,
  closed_at timestamptz,
  saved_at timestamptz not null,
  saved_by_name text not null,
  revision int not null default 1,
  demo boolean not null default false,
  primary key (organisation_id, id),
  check (state = 'draft' or (number is not null and handler_id is not null and submitted_at is not null)),
  check (outcome is distinct from 'deferred' or state <> 'answered' or next_reply_on is not null)
);
create index appeal_id on appeals.appeal (id);
create index appeal_readers on appeals.appeal using gin (readers);
create index appeal_handler on appeals.appeal (handler_id, due_at) where state not in ('draft', 'closed');
create index appeal_due on appeals.appeal (due_at) where state not in ('draft', 'closed');
create index appeal_alarm on appeals.appeal (alarm_at) where state not in ('draft', 'closed');
create index appeal_submitted on appeals.appeal (submitted_at desc);
create index appeal_twin on appeals.appeal (organisation_id, fingerprint) where state not in ('draft', 'closed');
create index appeal_issue on appeals.appeal (issue_id) where issue_id is not null;
select appeals.guard('appeals.appeal');

-- The thread: written with the deed, never changed.
create table appeals.entry (
  organisation_id uuid not null,
  id uuid not null,
  appeal_id uuid not null,
  readers uuid[] not null,
  at timestamptz not null,
  person_id uuid,
  by_name text not null,
  by_organisation text not null,
  move text not null,
  text text not null,
  internal boolean not null default false,
  detail jsonb not null default '{}',
  primary key (organisation_id, id),
  foreign key (organisation_id, appeal_id) references appeals.appeal (organisation_id, id) on delete cascade
);
create index entry_appeal on appeals.entry (organisation_id, appeal_id, at);
select appeals.guard('appeals.entry', 'internal');
revoke update on appeals.entry from wenlian_app, wenlian_all;
grant update (readers) on appeals.entry to wenlian_app, wenlian_all;

-- Files lie with whoever brought them; who reads the appeal reads them.
create table appeals.attachment (
  organisation_id uuid not null,
  id uuid not null,
  appeal_id uuid not null,
  readers uuid[] not null,
  holder_id uuid not null,
  file_id uuid not null,
  name text not null,
  bytes int not null,
  at timestamptz not null,
  by_name text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, appeal_id) references appeals.appeal (organisation_id, id) on delete cascade
);
create index attachment_appeal on appeals.attachment (organisation_id, appeal_id, at);
select appeals.guard('appeals.attachment');

-- What is promised for a kind, where the federation has set something else than its usual terms.
create table appeals.promise (
  kind text primary key,
  terms jsonb not null
);
select platform.publish('appeals.promise');
