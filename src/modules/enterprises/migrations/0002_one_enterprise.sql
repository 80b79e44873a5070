-- Two entries that are one enterprise: the card of the one is laid under the other's and can be lifted out again.
alter table enterprises.enterprise add column merged_into uuid;
create index enterprise_merged_into on enterprises.enterprise (merged_into) where merged_into is not null;

-- Names and codes that a survivor is found by because of a merge; they go with it.
alter table enterprises.name add column merge_id uuid;
alter table enterprises.name drop constraint name_kind_check;
alter table enterprises.name add constraint name_kind_check
  check (kind in ('former', 'alias', 'merged', 'merged-code'));

-- Who laid which entry under which, when, why and on what evidence; never erased, also when it was undone.
create table enterprises.merge (
  -- The survivor.
  organisation_id uuid not null,
  id uuid not null,
  merged_id uuid not null,
  reason text not null,
  merged_by uuid,
  merged_at timestamptz not null,
  undone_by uuid,
  undone_at timestamptz,
  undone_reason text,
  primary key (organisation_id, id)
);
create unique index merge_current on enterprises.merge (organisation_id, merged_id) where undone_at is null;
create index merge_of on enterprises.merge (merged_id);
select platform.protect('enterprises.merge', 'members');

-- What a person decided about a pair, with what was found in it: the lessons of the matcher.
create table enterprises.match_decision (
  id uuid primary key,
  origin text not null check (origin in ('import', 'merge')),
  same boolean not null,
  findings text[] not null,
  score numeric not null,
  incoming jsonb not null,
  known_id uuid not null,
  decided_by uuid,
  decided_at timestamptz not null,
  -- The version of the weights that came out of it.
  version int not null
);
select platform.protect_system('enterprises.match_decision');

-- Each lesson makes a new version of the weights; version 0 is the engine's own.
create table enterprises.matcher (
  version int primary key,
  weights jsonb not null,
  decisions int not null,
  learnt_at timestamptz not null
);
select platform.protect_system('enterprises.matcher');

-- Which row of a list was found to be which enterprise, and what was decided about those in doubt.
alter table enterprises.import add column links jsonb not null default '[]';
