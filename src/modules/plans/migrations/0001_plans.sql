-- Response plans 应急预案: versions with validity, activations with their tasks, messages and log.
-- An enterprise's own plan is seen by the enterprise and by whoever reviews it, and by nobody above: not even by
-- somebody who sees all. Counts are made by listed readings of the system, which no person is in.
create function plans.guard(target regclass, shown text default 'true', guidance text default 'false')
returns void language plpgsql as $$
declare
  -- An association's set holds its consenting members too; only whoever acts for the enterprise itself has it alone.
  own text := '(organisation_id = any((select platform.orgs())::uuid[])
    and (owner_kind <> ''enterprise'' or (select platform.orgs()) = array[organisation_id]))';
  reviewer text := format('(reviewer_id = any((select platform.orgs())::uuid[]) and (%s))', shown);
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy scope_read on %s for select to wenlian_app using (%s or %s or (%s))',
    target, own, reviewer, guidance);
  execute format('create policy scope_insert on %s for insert to wenlian_app with check (%s)', target, own);
  execute format('create policy scope_update on %s for update to wenlian_app using (%s) with check (%s)', target, own, own);
  execute format('create policy scope_delete on %s for delete to wenlian_app using (%s)', target, own);
  execute format('create policy sees_all on %s to wenlian_all
    using ((select platform.person()) is null or owner_kind <> ''enterprise'' or %s or %s)
    with check ((select platform.person()) is null or owner_kind <> ''enterprise'' or %s or %s)',
    target, own, reviewer, own, reviewer);
  execute format('grant select, insert, update, delete on %s to wenlian_app, wenlian_all', target);
end $$;

create table plans.plan (
  organisation_id uuid not null,
  id uuid not null,
  version int not null,
  owner_kind text not null check (owner_kind in ('federation', 'association', 'enterprise')),
  -- Who decides on it: an association for its member, the federation for an association and for itself.
  reviewer_id uuid not null,
  scenario text not null,
  template text,
  title text not null,
  content jsonb not null,
  state text not null check (state in ('draft', 'submitted', 'returned', 'approved', 'withdrawn')),
  valid_from date,
  valid_to date,
  -- Days before the end at which somebody was reminded already.
  reminded int[] not null default '{}',
  revision int not null default 1,
  saved_at timestamptz not null,
  saved_by uuid,
  saved_by_name text not null,
  submitted_at timestamptz,
  submitted_by uuid,
  submitted_by_name text,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  reason text,
  demo boolean not null default false,
  primary key (organisation_id, id, version),
  check (state <> 'approved' or (valid_from is not null and valid_to is not null and content is not null))
);
create index plan_reviewer on plans.plan (reviewer_id, state);
create index plan_ends on plans.plan (valid_to) where state = 'approved';
-- Guidance: what the federation and one's associations have approved is read by their members.
select plans.guard('plans.plan', 'state <> ''draft''',
  'owner_kind <> ''enterprise'' and state = ''approved'' and organisation_id = any((select platform.members())::uuid[])');

create table plans.activation (
  organisation_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  plan_version int not null,
  owner_kind text not null,
  reviewer_id uuid not null,
  scenario text not null,
  title text not null,
  cause text not null,
  severity text,
  warning_id text,
  warning_title text,
  drill boolean not null,
  plan_expired boolean not null default false,
  -- The plan as it was then.
  content jsonb not null,
  activated_at timestamptz not null,
  activated_by uuid,
  activated_by_name text not null,
  closed_at timestamptz,
  closed_by_name text,
  review jsonb,
  demo boolean not null default false,
  primary key (organisation_id, id)
);
-- One plan runs once at a time, drills apart from the real thing.
create unique index activation_running on plans.activation (organisation_id, plan_id, drill) where closed_at is null;
select plans.guard('plans.activation');

create table plans.task (
  organisation_id uuid not null,
  id uuid not null,
  activation_id uuid not null,
  owner_kind text not null,
  reviewer_id uuid not null,
  place int not null,
  step_key text,
  title text not null,
  detail text not null,
  role_name text not null,
  person_id uuid,
  person_name text not null,
  term jsonb,
  after_key text,
  message_key text,
  state text not null check (state in ('waiting', 'open', 'done', 'dropped')),
  starts_at timestamptz,
  due_at timestamptz,
  due_pending boolean not null default false,
  done_at timestamptz,
  done_by_name text,
  outcome text not null default '',
  told_late_at timestamptz,
  revision int not null default 1,
  primary key (organisation_id, id),
  foreign key (organisation_id, activation_id) references plans.activation (organisation_id, id) on delete cascade
);
create index task_activation on plans.task (organisation_id, activation_id, place);
create index task_late on plans.task (due_at) where state = 'open' and told_late_at is null;
create index task_person on plans.task (person_id) where state = 'open';
select plans.guard('plans.task');

-- The log: written with the deed, never changed.
create table plans.entry (
  organisation_id uuid not null,
  id uuid not null,
  activation_id uuid not null,
  owner_kind text not null,
  reviewer_id uuid not null,
  at timestamptz not null,
  person_id uuid,
  by_name text not null,
  kind text not null,
  about text not null,
  text text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, activation_id) references plans.activation (organisation_id, id) on delete cascade
);
create index entry_activation on plans.entry (organisation_id, activation_id, at);
select plans.guard('plans.entry');
revoke update, delete on plans.entry from wenlian_app;
revoke update on plans.entry from wenlian_all;

create table plans.message (
  organisation_id uuid not null,
  id uuid not null,
  activation_id uuid not null,
  owner_kind text not null,
  reviewer_id uuid not null,
  at timestamptz not null,
  by_name text not null,
  audience text not null,
  title text not null,
  text text not null,
  told int not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, activation_id) references plans.activation (organisation_id, id) on delete cascade
);
select plans.guard('plans.message');
revoke update, delete on plans.message from wenlian_app;

create table plans.proposal (
  organisation_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  activation_id uuid not null,
  owner_kind text not null,
  reviewer_id uuid not null,
  part text not null,
  text text not null,
  activation_title text not null,
  at timestamptz not null,
  by_name text not null,
  state text not null check (state in ('open', 'taken', 'declined')),
  answer text not null default '',
  primary key (organisation_id, id)
);
create index proposal_plan on plans.proposal (organisation_id, plan_id, state);
select plans.guard('plans.proposal');

-- A warning asks for a plan; somebody answers. Heard twice, it asks once.
create table plans.call (
  organisation_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  owner_kind text not null,
  reviewer_id uuid not null,
  warning_id text not null,
  warning_title text not null,
  severity text not null,
  at timestamptz not null,
  due_at timestamptz not null,
  state text not null check (state in ('open', 'activated', 'declined')),
  answer text not null default '',
  answered_by_name text,
  answered_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, plan_id, warning_id)
);
select plans.guard('plans.call');
