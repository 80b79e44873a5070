-- Accounts and sessions. Columns are named as the library that keeps them names them.
create table auth."user" (
  id uuid primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  phone text unique,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create table auth.session (
  id uuid primary key,
  token text not null unique,
  "userId" uuid not null references auth."user" (id) on delete cascade,
  "expiresAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create index session_of_user on auth.session ("userId");
create table auth.account (
  id uuid primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  unique ("providerId", "accountId")
);
create index account_user on auth.account ("userId");
create table auth.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create index verification_identifier on auth.verification (identifier);

-- Failed tries by address and by account; keys are hashed, so that the table tells nobody who tried.
create table auth.attempt (
  key text primary key,
  failures int not null,
  blocked_until timestamptz not null,
  updated_at timestamptz not null
);

select platform.protect_system('auth.user');
select platform.protect_system('auth.session');
select platform.protect_system('auth.account');
select platform.protect_system('auth.verification');
select platform.protect_system('auth.attempt');

-- Who a session token belongs to is asked before any scope exists. The function runs as its owner;
-- FORCE row-level security binds the owner too, so the owner is given exactly these rows.
do $$ begin
  execute format('create policy session_lookup on auth.session for select to %I using (true)', current_user);
  execute format('create policy session_slide on auth.session for update to %I using (true) with check (true)', current_user);
end $$;

-- Seven days from the last use; written at most once a day a session.
create function auth.session_person(session_token text, at timestamptz) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  found_person uuid;
  touched timestamptz;
begin
  select s."userId", s."updatedAt" into found_person, touched
    from auth.session s where s.token = session_token and s."expiresAt" > at;
  if found_person is not null and touched < at - interval '1 day' then
    update auth.session set "expiresAt" = at + interval '7 days', "updatedAt" = at where token = session_token;
  end if;
  return found_person;
end $$;
revoke execute on function auth.session_person(text, timestamptz) from public;
grant execute on function auth.session_person(text, timestamptz) to wenlian_app, wenlian_all;
