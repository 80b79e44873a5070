-- The duty roster 值班表 and the hand-over log 交接班记录 of a federation or an association.
create table people.duty (
  organisation_id uuid not null,
  id uuid not null,
  on_date date not null,
  person_id uuid not null,
  person_name text not null,
  -- Wants to change with the person of this day, who must agree.
  swap_with date,
  set_by_name text not null,
  set_at timestamptz not null,
  demo boolean not null default false,
  primary key (organisation_id, id),
  unique (organisation_id, on_date)
);
select platform.protect('people.duty');

-- What was done in a shift, as the trail told it then; written once and never changed.
create table people.handover (
  organisation_id uuid not null,
  id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  to_id uuid,
  to_name text not null,
  lines jsonb not null,
  note text not null,
  demo boolean not null default false,
  primary key (organisation_id, id)
);
create index handover_until on people.handover (organisation_id, until_at);
select platform.protect('people.handover');
revoke update, delete on people.handover from wenlian_app;
