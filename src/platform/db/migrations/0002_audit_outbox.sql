create table platform.audit (
  organisation_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  person_id uuid,
  action text not null,
  subject text not null,
  subject_id text,
  before jsonb,
  after jsonb,
  request_id text not null,
  primary key (organisation_id, id)
);
create index audit_subject on platform.audit (organisation_id, subject, subject_id, at);
alter table platform.audit enable row level security;
alter table platform.audit force row level security;
-- The trail is added to and read, never changed: no update or delete is granted to anybody who serves.
create policy scope_read on platform.audit for select to wenlian_app using (organisation_id = any((select platform.orgs())::uuid[]));
create policy scope_insert on platform.audit for insert to wenlian_app with check (true);
create policy sees_all on platform.audit to wenlian_all using (true) with check (true);
grant select, insert on platform.audit to wenlian_app, wenlian_all;

create table platform.outbox (
  id uuid primary key,
  name text not null,
  payload jsonb not null,
  caused_by uuid,
  created_at timestamptz not null,
  attempts int not null default 0,
  next_at timestamptz not null,
  finished_at timestamptz,
  last_error text
);
create index outbox_open on platform.outbox (next_at) where finished_at is null;
alter table platform.outbox enable row level security;
alter table platform.outbox force row level security;
create policy announce on platform.outbox for insert to wenlian_app with check (true);
create policy sees_all on platform.outbox to wenlian_all using (true) with check (true);
grant insert on platform.outbox to wenlian_app;
grant select, insert, update, delete on platform.outbox to wenlian_all;

-- One row a listener and event, written in the listener's own transaction: the effect happens once.
create table platform.heard (
  event_id uuid not null,
  listener text not null,
  at timestamptz not null,
  primary key (event_id, listener)
);
select platform.protect_system('platform.heard');
