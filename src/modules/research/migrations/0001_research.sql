-- Field research 调研: plans, visits, findings, questionnaires. Rows belong to whoever plans it: the federation or one association.
create table research.plan (
  organisation_id uuid not null,
  id uuid not null,
  title text not null,
  purpose text not null,
  starts_on date not null,
  ends_on date not null,
  team jsonb not null,
  industries text[] not null default '{}',
  regions text[] not null default '{}',
  enterprises jsonb not null default '[]',
  state text not null check (state in ('draft', 'running', 'written', 'closed')),
  revision int not null default 1,
  demo boolean not null default false,
  saved_by_name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (organisation_id, id)
);
select platform.protect('research.plan');

create table research.visit (
  organisation_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  on_date date not null,
  -- The enterprise visited; null for a place (a cluster, a port, a market).
  enterprise_id uuid,
  enterprise_name text,
  place text not null,
  people_met text not null,
  notes text not null default '',
  -- What was agreed with the enterprise: the only part it sees besides the visit itself.
  agreed text not null default '',
  done boolean not null default false,
  revision int not null default 1,
  saved_by_name text not null,
  saved_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references research.plan (organisation_id, id) on delete cascade
);
create index visit_plan on research.visit (organisation_id, plan_id, on_date);
create index visit_enterprise on research.visit (enterprise_id) where enterprise_id is not null;
select platform.protect('research.visit');

create table research.photo (
  organisation_id uuid not null,
  id uuid not null,
  visit_id uuid not null,
  file_id uuid not null,
  caption text not null,
  added_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, visit_id) references research.visit (organisation_id, id) on delete cascade
);
select platform.protect('research.photo');

create table research.finding (
  organisation_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  visit_id uuid,
  enterprise_id uuid,
  enterprise_name text,
  industry_code text,
  region_code text,
  kind text not null check (kind in ('difficulty', 'practice', 'request')),
  severity int not null check (severity between 1 and 3),
  text text not null,
  -- Figures quoted, each with its source: [{ "text": "…", "source": "…" }].
  figures jsonb not null default '[]',
  revision int not null default 1,
  saved_by_name text not null,
  created_at timestamptz not null,
  saved_at timestamptz not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, plan_id) references research.plan (organisation_id, id) on delete cascade
);
create index finding_plan on research.finding (organisation_id, plan_id);
create index finding_enterprise on research.finding (enterprise_id) where enterprise_id is not null;
select platform.protect('research.finding');

create table research.questionnaire (
  organisation_id uuid not null,
  id uuid not null,
  plan_id uuid,
  -- Who asks, as it is shown to whoever answers.
  owner_name text not null,
  title text not null,
  intro text not null,
  questions jsonb not null,
  state text not null check (state in ('draft', 'open', 'closed')),
  -- Part of the public address.
  link text not null unique,
  -- open: whoever has the link; ticket: each link holds a ticket that works once.
  entry text not null check (entry in ('open', 'ticket')),
  quota int,
  ends_on date,
  answered int not null default 0,
  revision int not null default 1,
  demo boolean not null default false,
  saved_by_name text not null,
  created_at timestamptz not null,
  primary key (organisation_id, id)
);
select platform.protect('research.questionnaire');

-- Which tickets are still unused; a used one is erased, so that nothing ties an answer to it.
create table research.ticket (
  organisation_id uuid not null,
  questionnaire_id uuid not null,
  hash text not null,
  primary key (organisation_id, questionnaire_id, hash),
  foreign key (organisation_id, questionnaire_id) references research.questionnaire (organisation_id, id) on delete cascade
);
select platform.protect('research.ticket');

-- No person, address or time: the id is random and not ordered.
create table research.answer (
  organisation_id uuid not null,
  id uuid not null,
  questionnaire_id uuid not null,
  values jsonb not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, questionnaire_id) references research.questionnaire (organisation_id, id) on delete cascade
);
create index answer_questionnaire on research.answer (organisation_id, questionnaire_id);
select platform.protect('research.answer');
