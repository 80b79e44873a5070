-- Keys of an organisation's own programs (ERP, finance): hashed, with the permissions they were given and an end.
create table people.api_key (
  organisation_id uuid not null,
  id uuid not null,
  name text not null,
  -- The first letters, by which people tell keys apart; they open nothing.
  prefix text not null,
  secret_hash text not null,
  scopes text[] not null,
  made_by uuid not null,
  made_by_name text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by_name text,
  primary key (organisation_id, id)
);
create index api_key_secret on people.api_key (secret_hash);
select platform.protect('people.api_key');
-- A key that was given out stays on the list; it can only be ended.
revoke delete, update on people.api_key from wenlian_app;
grant update (revoked_at, revoked_by_name) on people.api_key to wenlian_app;

-- As with sessions: whose key it is must be known before a scope exists.
do $$ begin
  execute format('create policy key_lookup on people.api_key for select to %I using (true)', current_user);
  execute format('create policy key_touch on people.api_key for update to %I using (true) with check (true)', current_user);
end $$;

-- The maker's own facts at that one organisation, and what the key was given; null when the key is dead.
-- The last use is written at most once a minute a key.
create function people.who_by_key(secret text, at timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  found_key people.api_key;
begin
  select * into found_key from people.api_key k
    where k.secret_hash = secret and k.revoked_at is null and k.expires_at > at;
  if found_key.id is null then return null; end if;
  if found_key.last_used_at is null or found_key.last_used_at < at - interval '1 minute' then
    update people.api_key k set last_used_at = at
      where k.organisation_id = found_key.organisation_id and k.id = found_key.id;
  end if;
  return people.who(found_key.made_by, found_key.organisation_id, at) || jsonb_build_object(
    'key', jsonb_build_object('id', found_key.id, 'name', found_key.name, 'scopes', to_jsonb(found_key.scopes)));
end $$;
revoke execute on function people.who_by_key(text, timestamptz) from public;
grant execute on function people.who_by_key(text, timestamptz) to wenlian_app, wenlian_all;
