-- Forms that come with the product, forms made on screen, and the panels of those who are expected to answer.
create table forms.standard (
  code text not null,
  version int not null,
  valid_from date not null,
  definition jsonb not null,
  primary key (code, version)
);
select platform.publish('forms.standard');

-- A form and its owner; its code is made here and the same for nobody else.
create table forms.form (
  organisation_id uuid not null,
  code text not null,
  title jsonb not null,
  periodicity text not null,
  origin text,
  withdrawn_on date,
  withdrawn_why text,
  created_at timestamptz not null,
  created_by_name text not null,
  primary key (organisation_id, code)
);
select platform.protect('forms.form', 'orgs');

-- What is being edited; seen by its owner only.
create table forms.draft (
  organisation_id uuid not null,
  code text not null,
  definition jsonb not null,
  revision int not null,
  saved_by_name text not null,
  saved_at timestamptz not null,
  primary key (organisation_id, code)
);
select platform.protect('forms.draft', 'orgs');

-- What was published: seen by the owner's members, never changed but for its end.
create table forms.version (
  organisation_id uuid not null,
  code text not null,
  version int not null,
  valid_from date not null,
  -- The first day on which it is no longer asked.
  valid_to date,
  definition jsonb not null,
  note text,
  published_at timestamptz not null,
  published_by_name text not null,
  primary key (organisation_id, code, version)
);
create index version_code on forms.version (code, version);
select platform.protect('forms.version', 'members');

-- For reporting: every version one may see, wherever it comes from.
create view forms.version_view with (security_invoker = true) as
  select null::uuid as organisation_id, code, version, valid_from, null::date as valid_to, definition
    from forms.standard
  union all
  select organisation_id, code, version, valid_from, valid_to, definition from forms.version;
grant select on forms.version_view to wenlian_app, wenlian_all;

create table forms.panel (
  organisation_id uuid not null,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('members', 'key-list', 'list')),
  key_list text,
  created_at timestamptz not null,
  primary key (organisation_id, id)
);
select platform.protect('forms.panel', 'orgs');

create table forms.panel_member (
  organisation_id uuid not null,
  panel_id uuid not null,
  member_id uuid not null,
  since date not null,
  until date,
  primary key (organisation_id, panel_id, member_id)
);
create index panel_member_of on forms.panel_member (member_id);
select platform.protect('forms.panel_member', 'orgs');

create table forms.binding (
  organisation_id uuid not null,
  code text not null,
  panel_id uuid not null,
  primary key (organisation_id, code, panel_id)
);
select platform.protect('forms.binding', 'orgs');
