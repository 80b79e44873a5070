-- Reference facts: everybody reads them; confidence 'verified' or shown as 待核实.
create table enterprises.industry (
  code text collate "C" primary key,
  level text not null check (level in ('division', 'group', 'class')),
  section text not null,
  parent text,
  name_zh text not null,
  name_en text not null,
  scope text not null,
  associations text[] not null,
  source text not null,
  confidence text not null,
  scope_confidence text not null
);
select platform.publish('enterprises.industry');

create table enterprises.region (
  code text collate "C" primary key,
  name_zh text not null,
  name_en text not null,
  geo_region text,
  economic_region text,
  source text not null,
  confidence text not null
);
select platform.publish('enterprises.region');

-- 登记注册类型, 专精特新等梯度, 重点名单, and the whole documents by which a rule is worked out.
create table enterprises.registration_type (
  code text primary key,
  name_zh text not null,
  source text not null,
  confidence text not null
);
select platform.publish('enterprises.registration_type');

create table enterprises.tier_kind (
  code text primary key,
  name_zh text not null,
  name_en text not null,
  level int not null,
  recognized_by text not null,
  validity_years int,
  source text not null,
  confidence text not null
);
select platform.publish('enterprises.tier_kind');

create table enterprises.key_list (
  code text primary key,
  name_zh text not null,
  name_en text not null,
  source text not null,
  confidence text not null
);
select platform.publish('enterprises.key_list');

create table enterprises.reference (
  name text primary key,
  hash text not null,
  body jsonb,
  loaded_at timestamptz not null
);
select platform.publish('enterprises.reference');

-- The card: what may be known of an enterprise by whoever may know that it is a member. No figures here.
create table enterprises.enterprise (
  organisation_id uuid primary key,
  credit_code text,
  code_override_reason text,
  name text not null,
  short_name text,
  sort_key text collate "C" not null,
  industry_code text collate "C",
  region_code text collate "C",
  registration_type text,
  established_on date,
  address text,
  size_class text not null default 'unknown' check (size_class in ('large', 'medium', 'small', 'micro', 'unknown')),
  size_at timestamptz,
  -- What words find it by, and its facets (i=22, r=37, s=small): one index answers words and filters together.
  search tsvector not null,
  size_rank int not null generated always as
    (coalesce(array_position(array['micro', 'small', 'medium', 'large'], size_class), 0)) stored,
  revision int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index enterprise_search on enterprises.enterprise using gin (search) with (fastupdate = off);
-- One index an order, so that a first page of all enterprises reads fifty rows and not all of them.
create index enterprise_by_name on enterprises.enterprise (sort_key, organisation_id);
create index enterprise_by_code on enterprises.enterprise (coalesce(credit_code, ''), organisation_id);
create index enterprise_by_industry on enterprises.enterprise (coalesce(industry_code, ''), organisation_id);
create index enterprise_by_region on enterprises.enterprise (coalesce(region_code, ''), organisation_id);
create index enterprise_by_size on enterprises.enterprise (size_rank, organisation_id);
create index enterprise_by_update on enterprises.enterprise (updated_at, organisation_id);
select platform.protect('enterprises.enterprise', 'members');

-- One row a code, whoever may see it: two enterprises can never hold the same one.
create table enterprises.code_holder (
  credit_code text primary key,
  organisation_id uuid not null
);
create index code_holder_of on enterprises.code_holder (organisation_id);
select platform.protect_system('enterprises.code_holder');

-- Former names with their days, aliases without.
create table enterprises.name (
  organisation_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('former', 'alias')),
  name text not null,
  used_until date,
  primary key (organisation_id, id)
);
select platform.protect('enterprises.name', 'members');

create table enterprises.tier (
  organisation_id uuid not null,
  id uuid not null,
  code text not null,
  valid_from date not null,
  valid_to date,
  document text,
  primary key (organisation_id, id)
);
create index tier_code on enterprises.tier (code, organisation_id);
select platform.protect('enterprises.tier', 'members');

create table enterprises.key_list_member (
  organisation_id uuid not null,
  id uuid not null,
  list_code text not null,
  since date not null,
  until date,
  reason text,
  primary key (organisation_id, id)
);
create index key_list_member_list on enterprises.key_list_member (list_code, organisation_id);
select platform.protect('enterprises.key_list_member', 'members');

-- Figures: employees in persons, money in 元.
create table enterprises.facts (
  organisation_id uuid not null,
  id uuid not null,
  year int not null check (year between 1990 and 2100),
  employees int check (employees >= 0),
  revenue numeric(20, 2) check (revenue >= 0),
  assets numeric(20, 2) check (assets >= 0),
  source text not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, year)
);
select platform.protect('enterprises.facts');

-- Why the size class is what it is. It shows figures, therefore it stands apart from the card.
create table enterprises.size_evidence (
  organisation_id uuid primary key,
  year int,
  evidence jsonb not null,
  computed_at timestamptz not null
);
select platform.protect('enterprises.size_evidence');

-- An uploaded list between its check and its acceptance; only the person who uploaded it sees it.
create table enterprises.import (
  person_id uuid not null,
  id uuid not null,
  file_name text not null,
  bytes bytea not null,
  state text not null check (state in ('checked', 'accepted')),
  outcome jsonb not null,
  created_at timestamptz not null,
  accepted_at timestamptz,
  primary key (person_id, id)
);
select platform.protect_person('enterprises.import');
