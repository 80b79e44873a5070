-- Forms as data, who is expected, the state of each filing, drafts, and what was submitted (never changed again).
create table reporting.form (
  code text not null,
  version int not null,
  valid_from text not null,
  valid_to text,
  definition jsonb not null,
  primary key (code, version)
);
select platform.publish('reporting.form');

-- 应报名单: as it stood when the period was opened; classification and name are those of that day.
create table reporting.roster (
  organisation_id uuid not null,
  id uuid not null,
  form_code text not null,
  period text not null,
  name text not null,
  industry_code text not null,
  region_code text not null,
  weight numeric not null default 1,
  associations uuid[] not null default '{}',
  primary key (organisation_id, id),
  unique (organisation_id, form_code, period)
);
create index roster_period on reporting.roster (form_code, period);
select platform.protect('reporting.roster', 'members');

-- The card of a filing: its state and dates, no figure.
create table reporting.filing (
  organisation_id uuid not null,
  id uuid not null,
  form_code text not null,
  form_version int not null,
  period text not null,
  state text not null check (state in ('due', 'draft', 'submitted', 'returned', 'accepted', 'locked')),
  -- Where an unfinished correction falls back to.
  resume_state text check (resume_state in ('submitted', 'accepted', 'locked')),
  due_on date not null,
  -- The first submission says whether it was on time, the newest is the one in force.
  first_submitted_at timestamptz,
  submitted_at timestamptz,
  decided_at timestamptz,
  vintage int not null default 0,
  revision int not null default 0,
  reminded_on date,
  primary key (organisation_id, id),
  unique (organisation_id, form_code, period)
);
create index filing_period on reporting.filing (form_code, period, state);
select platform.protect('reporting.filing', 'members');

-- The draft, exactly as typed.
create table reporting.entry (
  organisation_id uuid not null,
  filing_id uuid not null,
  values jsonb not null,
  explanations jsonb not null default '{}',
  -- Why a correction is being made.
  reason text,
  revision int not null,
  saved_by uuid,
  saved_by_name text not null,
  saved_at timestamptz not null,
  primary key (organisation_id, filing_id)
);
select platform.protect('reporting.entry');

-- Every saving: what it changed, and what it could not change because another had.
create table reporting.revision (
  organisation_id uuid not null,
  filing_id uuid not null,
  revision int not null,
  changes jsonb not null,
  explanations jsonb not null default '{}',
  kept jsonb,
  source text not null,
  saved_by uuid,
  saved_by_name text not null,
  saved_at timestamptz not null,
  primary key (organisation_id, filing_id, revision)
);
select platform.protect('reporting.revision');

-- What was submitted. The id is made by the clerk's browser, so that sending twice files once.
create table reporting.vintage (
  organisation_id uuid not null,
  id uuid not null,
  filing_id uuid not null,
  number int not null,
  values jsonb not null,
  explanations jsonb not null default '{}',
  remarks jsonb not null default '[]',
  reason text,
  received timestamptz not null,
  submitted_by uuid,
  submitted_by_name text not null,
  receipt text not null,
  digest text not null,
  primary key (organisation_id, id),
  unique (organisation_id, filing_id, number)
);
select platform.protect('reporting.vintage');

create table reporting.decision (
  organisation_id uuid not null,
  id uuid not null,
  filing_id uuid not null,
  vintage int not null,
  decision text not null check (decision in ('accepted', 'returned', 'locked')),
  reason text,
  fields text[] not null default '{}',
  decided_by uuid,
  decided_by_name text not null,
  decided_at timestamptz not null,
  primary key (organisation_id, id)
);
create index decision_filing on reporting.decision (organisation_id, filing_id, decided_at);
select platform.protect('reporting.decision');

-- One figure a row, for those who compute.
create table reporting.figure (
  organisation_id uuid not null,
  filing_id uuid not null,
  vintage int not null,
  form_code text not null,
  indicator text not null,
  period text not null,
  industry_code text not null,
  region_code text not null,
  weight numeric not null,
  value numeric not null,
  received date not null,
  accepted_at timestamptz,
  returned boolean not null default false,
  -- The newest vintage that was not returned.
  newest boolean not null default true,
  primary key (organisation_id, filing_id, vintage, indicator)
);
create index figure_cell on reporting.figure (form_code, indicator, period, industry_code);
select platform.protect('reporting.figure');

-- For monitoring: every vintage that still stands; `newest` is the one in force, provisional until accepted.
create view reporting.report with (security_invoker = true) as
  select organisation_id, filing_id, vintage, form_code, indicator, period, industry_code, region_code,
    weight, value, received, accepted_at, newest, accepted_at is null as provisional
  from reporting.figure
  where not returned;
grant select on reporting.report to wenlian_app, wenlian_all;

-- For monitoring: who is expected.
create view reporting.expected with (security_invoker = true) as
  select organisation_id, form_code, period, industry_code, region_code, weight from reporting.roster;
grant select on reporting.expected to wenlian_app, wenlian_all;

-- Who was reminded, by whom and when; seen by whoever reminded.
create table reporting.reminder (
  organisation_id uuid not null,
  id uuid not null,
  filing_id uuid not null,
  member_id uuid not null,
  day date not null,
  persons int,
  reminded_by uuid,
  reminded_by_name text not null,
  reminded_at timestamptz not null,
  primary key (organisation_id, id),
  unique (organisation_id, filing_id, day)
);
select platform.protect('reporting.reminder');

-- What was submitted, decided or saved stays as it was.
revoke update, delete on reporting.vintage, reporting.decision, reporting.revision from wenlian_app;
