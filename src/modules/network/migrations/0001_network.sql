-- The supply network 产业链供应链: what is supplied, who supplies whom, what is essential, runs of the engine, 堵点卡点台账.

-- Whoever acts for one enterprise has it alone in the set; an association has itself and its consenting members there.
create function network.own() returns uuid language sql stable parallel safe as
$$ select case when cardinality(platform.orgs()) = 1 then (platform.orgs())[1] end $$;

create table network.product (
  code text primary key,
  name_zh text not null,
  name_en text not null,
  -- GB/T 4754 beginning of whoever makes it.
  industry_code text not null,
  retired boolean not null default false,
  source text not null,
  confidence text not null,
  revision int not null default 1,
  saved_at timestamptz not null,
  saved_by_name text not null
);
select platform.publish('network.product');

-- Essential (2), non-essential (1), irrelevant (0) by pair of industries; a version is never changed.
create table network.essential (
  version int primary key,
  pairs jsonb not null,
  note text not null,
  saved_at timestamptz not null,
  saved_by_name text not null
);
select platform.publish('network.essential');

create table network.link (
  -- Who says so: one of the two ends, or the federation.
  organisation_id uuid not null,
  id uuid not null,
  -- An end without an entry in the registry has a name only.
  supplier_id uuid,
  supplier_name text not null,
  customer_id uuid,
  customer_name text not null,
  product_code text not null references network.product (code),
  -- Of what the customer buys of the product; of all the supplier sells where the supplier says so.
  share numeric check (share between 0 and 1),
  essential boolean,
  cover_days int check (cover_days between 0 and 3650),
  switch_days int check (switch_days between 0 and 3650),
  -- 万元 a year.
  amount numeric check (amount >= 0),
  valid_from date not null,
  valid_to date,
  source text not null check (source in ('reported', 'imported', 'inferred')),
  -- Chance that the link is there at all.
  confidence numeric not null check (confidence between 0 and 1),
  note text not null default '',
  demo boolean not null default false,
  revision int not null default 1,
  saved_at timestamptz not null,
  saved_by_name text not null,
  primary key (organisation_id, id),
  check (supplier_id is not null or customer_id is not null),
  check (supplier_id is distinct from customer_id),
  check (valid_to is null or valid_to >= valid_from)
);
create index link_supplier on network.link (supplier_id, valid_from);
create index link_customer on network.link (customer_id, valid_from);

-- A link is seen by its two ends and by whoever sees all; an association, which has its members in its set, sees none.
alter table network.link enable row level security;
alter table network.link force row level security;
create policy ends_read on network.link for select to wenlian_app
  using (organisation_id = (select network.own()) or supplier_id = (select network.own()) or customer_id = (select network.own()));
create policy own_insert on network.link for insert to wenlian_app
  with check (organisation_id = (select network.own()) and (select network.own()) in (supplier_id, customer_id));
create policy own_update on network.link for update to wenlian_app
  using (organisation_id = (select network.own()))
  with check (organisation_id = (select network.own()) and (select network.own()) in (supplier_id, customer_id));
create policy own_delete on network.link for delete to wenlian_app using (organisation_id = (select network.own()));
create policy sees_all on network.link to wenlian_all using (true) with check (true);
grant select, insert, update, delete on network.link to wenlian_app, wenlian_all;

create table network.import (
  person_id uuid not null,
  id uuid not null,
  file_name text not null,
  bytes bytea not null,
  state text not null check (state in ('checked', 'accepted')),
  outcome jsonb not null,
  created_at timestamptz not null,
  primary key (person_id, id)
);
select platform.protect_person('network.import');

-- What a run was computed from, kept once under its hash.
create table network.input (
  hash text primary key,
  -- gzipped JSON
  body bytea not null,
  firms int not null,
  links int not null,
  made_at timestamptz not null
);
select platform.protect_system('network.input');

create table network.run (
  id uuid primary key,
  kind text not null check (kind in ('esri', 'scenario', 'mitigation')),
  title text not null,
  wish jsonb not null,
  input_hash text not null references network.input (hash),
  engine text not null,
  eps double precision not null,
  state text not null check (state in ('running', 'done', 'cancelled', 'failed')),
  parts int not null,
  asked_at timestamptz not null,
  asked_by_name text not null,
  ended_at timestamptz,
  result jsonb,
  fault text,
  -- sha256 of the figures: equal where a run is repeated.
  result_hash text,
  repeats uuid
);
create index run_asked on network.run (asked_at desc);
select platform.protect_system('network.run');

-- A part is held by the transaction that computes it: where its process dies, the part is free again and nothing is written.
create table network.part (
  run_id uuid not null references network.run (id) on delete cascade,
  number int not null,
  task jsonb not null,
  done boolean not null default false,
  figures jsonb,
  worker text,
  seconds double precision,
  primary key (run_id, number)
);
create index part_open on network.part (run_id, number) where not done;
select platform.protect_system('network.part');

create table network.rank (
  run_id uuid not null references network.run (id) on delete cascade,
  place int not null,
  firm int not null,
  enterprise_id uuid,
  name text not null,
  industry text,
  province text,
  weight double precision not null,
  esri double precision not null,
  down double precision not null,
  up double precision not null,
  rounds int not null,
  lo double precision,
  hi double precision,
  place_lo double precision,
  place_hi double precision,
  reasons jsonb,
  primary key (run_id, place)
);
create index rank_enterprise on network.rank (run_id, enterprise_id);
select platform.protect_system('network.rank');

create table network.chokepoint (
  organisation_id uuid not null,
  id uuid not null,
  origin text not null check (origin in ('engine', 'people', 'appeal')),
  title text not null,
  enterprise_id uuid,
  enterprise_name text,
  product_code text references network.product (code),
  reasons jsonb not null default '[]',
  run_id uuid,
  evidence text not null,
  state text not null check (state in ('found', 'confirmed', 'handling', 'solved', 'dismissed')),
  owner_name text,
  owner_id uuid,
  review_on date,
  outcome text not null default '',
  revision int not null default 1,
  reported_at timestamptz not null,
  reported_by_name text not null,
  saved_at timestamptz not null,
  demo boolean not null default false,
  primary key (organisation_id, id)
);
create index chokepoint_state on network.chokepoint (state, review_on);
select platform.protect('network.chokepoint');

-- The history of an entry: written with the deed, never changed.
create table network.entry (
  organisation_id uuid not null,
  id uuid not null,
  chokepoint_id uuid not null,
  at timestamptz not null,
  by_name text not null,
  deed text not null,
  state text not null,
  text text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, chokepoint_id) references network.chokepoint (organisation_id, id) on delete cascade
);
create index entry_chokepoint on network.entry (organisation_id, chokepoint_id, at);
select platform.protect('network.entry');
revoke update, delete on network.entry from wenlian_app;
revoke update on network.entry from wenlian_all;
