-- What was sent about a return by which channel. organisation_id: the member told (app, mail), or whose group it was (wecom).
create table reporting.delivery (
  organisation_id uuid not null,
  id uuid not null,
  filing_id uuid not null,
  member_id uuid not null,
  day date not null,
  channel text not null check (channel in ('app', 'mail', 'wecom')),
  persons int not null,
  by_organisation_id uuid,
  by_name text not null,
  automatic boolean not null default false,
  -- Under which number mail or group keep what became of it.
  matter uuid not null,
  sent_at timestamptz not null,
  primary key (organisation_id, id),
  unique (organisation_id, filing_id, day, channel)
);
create index delivery_filing on reporting.delivery (filing_id);
select platform.protect('reporting.delivery', 'members');

alter table reporting.reminder add column automatic boolean not null default false;

-- When an association lets reminders go by themselves; nothing there: the defaults of reminders/when.ts.
create table reporting.reminding (
  organisation_id uuid not null,
  enabled boolean not null,
  days_before int not null check (days_before between 0 and 20),
  hour int not null check (hour between 0 and 23),
  quiet boolean not null,
  quiet_from int not null check (quiet_from between 0 and 23),
  quiet_to int not null check (quiet_to between 0 and 23),
  rest_days boolean not null,
  wecom boolean not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (organisation_id)
);
select platform.protect('reporting.reminding');

-- Who looks after a member at an association (or the federation): a cut of completeness, not a right.
create table reporting.charge (
  organisation_id uuid not null,
  member_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  since timestamptz not null,
  primary key (organisation_id, member_id)
);
select platform.protect('reporting.charge');
