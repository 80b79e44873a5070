-- Warnings: rules, signals, warnings with their steps, what was published, to whom, what people saw, silences, runs.

-- A rule by which series are watched. Everybody may read how it is judged; the federation alone changes it.
create table warnings.rule (
  id uuid primary key,
  name jsonb not null,
  method text not null check (method in ('peers', 'own', 'airline', 'ets', 'stl', 'ensemble')),
  threshold numeric not null check (threshold > 0),
  direction text not null check (direction in ('both', 'up', 'down')),
  indicators text[] not null,
  sectors text[] not null,
  regions text[] not null,
  state text not null check (state in ('draft', 'live', 'retired')),
  -- What it would have warned of, and the fingerprint of the rule as it was rehearsed.
  rehearsal jsonb,
  rehearsed_at timestamptz,
  rehearsed_print text,
  live_at timestamptz,
  live_by_name text,
  revision int not null default 1,
  saved_by_name text not null,
  saved_at timestamptz not null,
  demo boolean not null default false
);
select platform.publish('warnings.rule');

-- Who is concerned: 'works' an association that verifies and assesses, 'told' whoever a bulletin went to.
create table warnings.recipient (
  organisation_id uuid not null,
  warning_id uuid not null,
  works boolean not null default false,
  told_at timestamptz,
  received_at timestamptz,
  received_by uuid,
  received_by_name text,
  primary key (organisation_id, warning_id)
);
create index recipient_warning on warnings.recipient (warning_id);
select platform.protect('warnings.recipient');

-- The working record: the federation, and the associations that work on it.
create table warnings.warning (
  id uuid primary key,
  number text not null unique,
  kind text not null check (kind in ('region', 'industry', 'industries', 'place')),
  sectors text[] not null,
  region text not null,
  title jsonb not null,
  source text not null,
  stage text not null check (stage in
    ('signalled', 'dismissed', 'verified', 'assessed', 'published', 'handling', 'lifted', 'reviewed')),
  severity text not null check (severity in ('blue', 'yellow', 'orange', 'red')),
  graded boolean not null default false,
  first_month text not null,
  last_month text not null,
  opened_at timestamptz not null,
  stage_at timestamptz not null,
  closed_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by_name text,
  escalated int not null default 0,
  assessment jsonb,
  named uuid[] not null default '{}',
  revision int not null default 1,
  demo boolean not null default false
);
create index warning_open on warnings.warning (stage, opened_at desc);
alter table warnings.warning enable row level security;
alter table warnings.warning force row level security;
create policy works_read on warnings.warning for select to wenlian_app using (exists (
  select 1 from warnings.recipient r where r.warning_id = warning.id and r.works
    and r.organisation_id = any((select platform.orgs())::uuid[])));
create policy works_update on warnings.warning for update to wenlian_app using (exists (
  select 1 from warnings.recipient r where r.warning_id = warning.id and r.works
    and r.organisation_id = any((select platform.orgs())::uuid[])));
create policy sees_all on warnings.warning to wenlian_all using (true) with check (true);
-- What an association may move: never the grade, the place or the text.
grant select, update (stage, stage_at, closed_at, acknowledged_at, acknowledged_by_name, escalated, assessment, revision)
  on warnings.warning to wenlian_app;
grant select, insert, update, delete on warnings.warning to wenlian_all;

create table warnings.step (
  id uuid primary key,
  warning_id uuid not null references warnings.warning (id) on delete cascade,
  kind text not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  organisation text not null,
  note jsonb not null,
  evidence jsonb not null default '[]'
);
create index step_warning on warnings.step (warning_id, at, id);
alter table warnings.step enable row level security;
alter table warnings.step force row level security;
create policy works_read on warnings.step for select to wenlian_app using (exists (
  select 1 from warnings.recipient r where r.warning_id = step.warning_id and r.works
    and r.organisation_id = any((select platform.orgs())::uuid[])));
create policy works_add on warnings.step for insert to wenlian_app with check (exists (
  select 1 from warnings.recipient r where r.warning_id = step.warning_id and r.works
    and r.organisation_id = any((select platform.orgs())::uuid[])));
create policy sees_all on warnings.step to wenlian_all using (true) with check (true);
grant select, insert on warnings.step to wenlian_app;
grant select, insert, update, delete on warnings.step to wenlian_all;

-- What is out of the ordinary. An association reads those of its own industries in the warnings it works on.
create table warnings.signal (
  id uuid primary key,
  key text not null unique,
  warning_id uuid references warnings.warning (id) on delete set null,
  source text not null,
  rule_id uuid,
  sector text,
  region text,
  indicator text,
  month text not null,
  direction text,
  -- Expectation, interval, score, coverage, contributions: as they stood when it was raised.
  facts jsonb not null,
  engine text,
  standing boolean not null default true,
  seen_at timestamptz not null,
  demo boolean not null default false
);
create index signal_warning on warnings.signal (warning_id);
create index signal_month on warnings.signal (month);
alter table warnings.signal enable row level security;
alter table warnings.signal force row level security;
create policy works_read on warnings.signal for select to wenlian_app using (
  (sector is null or sector = any((select platform.sectors())::text[]))
  and exists (select 1 from warnings.recipient r where r.warning_id = signal.warning_id and r.works
    and r.organisation_id = any((select platform.orgs())::uuid[])));
create policy sees_all on warnings.signal to wenlian_all using (true) with check (true);
grant select on warnings.signal to wenlian_app;
grant select, insert, update, delete on warnings.signal to wenlian_all;

-- What was published: never changed, only followed by an update or a cancellation that refers to it.
create table warnings.bulletin (
  id uuid primary key,
  warning_id uuid not null references warnings.warning (id) on delete cascade,
  sequence int not null,
  type text not null check (type in ('Alert', 'Update', 'Cancel')),
  number text not null,
  severity text not null,
  likelihood int not null,
  sectors text[] not null,
  region text not null,
  headline jsonb not null,
  description jsonb not null,
  instruction jsonb not null,
  sent_at timestamptz not null,
  sent_by_name text not null,
  open boolean not null,
  demo boolean not null default false,
  unique (warning_id, sequence)
);
create index bulletin_sent on warnings.bulletin (sent_at desc);
alter table warnings.bulletin enable row level security;
alter table warnings.bulletin force row level security;
create policy told_read on warnings.bulletin for select to wenlian_app using (open or exists (
  select 1 from warnings.recipient r where r.warning_id = bulletin.warning_id and r.told_at is not null
    and r.organisation_id = any((select platform.orgs())::uuid[])));
create policy sees_all on warnings.bulletin to wenlian_all using (true) with check (true);
grant select on warnings.bulletin to wenlian_app;
grant select, insert, delete on warnings.bulletin to wenlian_all;

-- What somebody saw: belongs to whoever reports it; the federation reads all.
create table warnings.sighting (
  organisation_id uuid not null,
  id uuid not null,
  seen_on date not null,
  sector text,
  region text,
  text text not null,
  evidence jsonb not null,
  by_id uuid,
  by_name text not null,
  at timestamptz not null,
  warning_id uuid,
  -- Why no warning came of it.
  left_out jsonb,
  demo boolean not null default false,
  primary key (organisation_id, id)
);
create index sighting_at on warnings.sighting (organisation_id, at desc);
select platform.protect('warnings.sighting');

create table warnings.silence (
  id uuid primary key,
  sector text,
  region text,
  indicator text,
  owner_id uuid,
  owner_name text not null,
  reason text not null,
  from_at timestamptz not null,
  until_on date not null,
  ended_at timestamptz,
  held int not null default 0,
  demo boolean not null default false
);
select platform.protect_system('warnings.silence');

-- One run of the pipeline, stage by stage.
create table warnings.run (
  id uuid primary key,
  at timestamptz not null,
  month text,
  source text not null,
  judged int not null,
  signals int not null,
  opened int not null,
  continued int not null,
  stages jsonb not null,
  demo boolean not null default false
);
create index run_at on warnings.run (at desc);
select platform.protect_system('warnings.run');

-- What really happened: planted in the demo, or noted by people; the measure of a rehearsal beside verified warnings.
create table warnings.event (
  code text primary key,
  title jsonb not null,
  from_month text not null,
  to_month text not null,
  industries text[] not null,
  regions text[] not null,
  demo boolean not null default false
);
select platform.protect_system('warnings.event');

-- Monitoring has new figures: one row while they wait to be judged.
create table warnings.due (
  form_code text primary key,
  at timestamptz not null
);
select platform.protect_system('warnings.due');
