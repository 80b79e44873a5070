-- What a person is told inside the product.
create table platform.notice (
  person_id uuid not null,
  id uuid not null,
  created_at timestamptz not null,
  kind text not null,
  title_zh text not null,
  title_en text not null,
  body_zh text not null,
  body_en text not null,
  link text,
  read_at timestamptz,
  digest_key text,
  primary key (person_id, id)
);
create index notice_unread on platform.notice (person_id, id desc) where read_at is null;
alter table platform.notice enable row level security;
alter table platform.notice force row level security;
-- Whoever acts may tell others, but reads and marks only what is addressed to himself.
create policy own_read on platform.notice for select to wenlian_app using (person_id = (select platform.person()));
create policy own_update on platform.notice for update to wenlian_app using (person_id = (select platform.person())) with check (person_id = (select platform.person()));
create policy tell on platform.notice for insert to wenlian_app with check (true);
create policy sees_all on platform.notice to wenlian_all using (true) with check (true);
grant select, insert on platform.notice to wenlian_app;
grant update (read_at) on platform.notice to wenlian_app;
grant select, insert, update, delete on platform.notice to wenlian_all;

-- Mail waiting to leave: one row a person and matter; a digest gathers the rows of one person.
create table platform.mail (
  id uuid primary key,
  person_id uuid,
  address text,
  mode text not null check (mode in ('digest', 'now')),
  kind text not null,
  title_zh text not null,
  title_en text not null,
  body_zh text not null,
  body_en text not null,
  link text,
  language text not null default 'zh' check (language in ('zh', 'en')),
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'held', 'sent', 'failed')),
  attempts int not null default 0,
  created_at timestamptz not null,
  next_at timestamptz not null,
  claimed_at timestamptz,
  sent_at timestamptz,
  last_error text,
  check (person_id is not null or address is not null)
);
create index mail_due on platform.mail (next_at) where state in ('waiting', 'sending');
create index mail_person on platform.mail (person_id, sent_at) where mode = 'digest';
alter table platform.mail enable row level security;
alter table platform.mail force row level security;
create policy enqueue on platform.mail for insert to wenlian_app with check (state = 'waiting');
create policy sees_all on platform.mail to wenlian_all using (true) with check (true);
grant insert on platform.mail to wenlian_app;
grant select, insert, update, delete on platform.mail to wenlian_all;
