-- The robot of a chat group: one an organisation. Its address is a secret: sealed here, shown by its last letters only.
create table platform.robot (
  organisation_id uuid not null,
  id uuid not null,
  sealed bytea not null,
  tail text not null,
  -- Where whoever set it up finds it again, a path of this site.
  link text not null,
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamptz not null,
  worked_at timestamptz,
  failed_at timestamptz,
  last_error text,
  primary key (organisation_id)
);
select platform.protect('platform.robot');

-- What is said in the group: each message once. `unclear`: it left, no answer came; it is not repeated by itself.
create table platform.robot_message (
  organisation_id uuid not null,
  id uuid not null,
  robot_id uuid not null,
  kind text not null,
  content text not null,
  -- The same matter is said once, whoever asks for it again.
  key text not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'sending', 'sent', 'failed', 'unclear', 'dropped')),
  attempts int not null default 0,
  said_by uuid,
  said_by_name text not null,
  created_at timestamptz not null,
  next_at timestamptz not null,
  claimed_at timestamptz,
  sent_at timestamptz,
  last_error text,
  primary key (organisation_id, id),
  unique (organisation_id, key)
);
create index robot_message_due on platform.robot_message (next_at) where state in ('waiting', 'sending');
select platform.protect('platform.robot_message');

-- What a mail was about, so that whoever caused it can be told what became of it.
alter table platform.mail add column matter uuid;
create index mail_matter on platform.mail (matter) where matter is not null;
