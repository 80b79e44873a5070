create table people.organisation (
  id uuid primary key,
  kind text not null check (kind in ('federation', 'association', 'enterprise', 'body', 'service', 'experts')),
  name text not null,
  short_name text not null,
  credit_code text,
  -- GB/T 4754 codes with all their prefixes: '22', '221', '2211'.
  sectors text[] not null default '{}',
  demo boolean not null default false,
  created_at timestamptz not null,
  closed_at timestamptz
);
create unique index organisation_credit_code on people.organisation (credit_code) where closed_at is null;
create index organisation_kind on people.organisation (kind, name);
select platform.protect('people.organisation', 'members', 'id');

create table people.membership (
  -- The association; both sides see the row, the member alone decides on consent.
  organisation_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  since timestamptz not null,
  until timestamptz,
  consent boolean not null default false,
  consent_at timestamptz,
  consent_by uuid,
  primary key (organisation_id, id)
);
create unique index membership_current on people.membership (organisation_id, member_id) where until is null;
create index membership_member on people.membership (member_id);
alter table people.membership enable row level security;
alter table people.membership force row level security;
create policy both_sides on people.membership for select to wenlian_app using (
  organisation_id = any((select platform.members())::uuid[])
  and (organisation_id = any((select platform.orgs())::uuid[]) or member_id = any((select platform.orgs())::uuid[])));
create policy association_adds on people.membership for insert to wenlian_app
  with check (organisation_id in (select unnest(platform.orgs())) and not consent);
create policy association_ends on people.membership for update to wenlian_app
  using (organisation_id = any((select platform.orgs())::uuid[])) with check (organisation_id in (select unnest(platform.orgs())));
create policy sees_all on people.membership to wenlian_all using (true) with check (true);
grant select, insert, update (until) on people.membership to wenlian_app;
grant select, insert, update, delete on people.membership to wenlian_all;

create table people.role (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('administrator', 'duty_officer', 'secretary', 'clerk', 'owner', 'expert')),
  since timestamptz not null,
  until timestamptz,
  -- The person whose work it is, when it was handed over for a while.
  delegated_from uuid,
  primary key (organisation_id, id)
);
create index role_person on people.role (person_id);
select platform.protect('people.role', 'members');

create table people.person (
  id uuid primary key,
  name text not null,
  email text,
  phone text,
  language text not null default 'zh' check (language in ('zh', 'en')),
  demo boolean not null default false,
  created_at timestamptz not null
);
create unique index person_email on people.person (email);
create unique index person_phone on people.person (phone);
alter table people.person enable row level security;
alter table people.person force row level security;
create policy own_row on people.person for update to wenlian_app
  using (id = (select platform.person())) with check (id = (select platform.person()));
-- Whoever holds a role in an organisation one may see; the roles are themselves under the policy of their table.
create policy known_persons on people.person for select to wenlian_app
  using (id = (select platform.person()) or exists (select 1 from people.role r where r.person_id = person.id));
create policy sees_all on people.person to wenlian_all using (true) with check (true);
grant select, update (name, language) on people.person to wenlian_app;
grant select, insert, update, delete on people.person to wenlian_all;

create table people.invitation (
  -- Whoever invites; target_id is where the role will be held.
  organisation_id uuid not null,
  id uuid not null,
  target_id uuid not null,
  token_hash text not null,
  name text not null,
  email text,
  phone text,
  role text not null,
  invited_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz,
  primary key (organisation_id, id)
);
create index invitation_token on people.invitation (token_hash);
select platform.protect('people.invitation');

create table people.claim (
  -- Whoever reviews: an association of the enterprise, or the federation.
  organisation_id uuid not null,
  id uuid not null,
  enterprise_id uuid,
  credit_code text not null,
  enterprise_name text not null,
  person_id uuid,
  person_name text not null,
  email text,
  phone text,
  note text not null default '',
  -- The claimant's receipt, hashed; after approval the same token opens the invitation.
  receipt_hash text not null,
  state text not null check (state in ('pending', 'approved', 'rejected')),
  reason text,
  created_at timestamptz not null,
  reviewed_by uuid,
  reviewed_at timestamptz,
  primary key (organisation_id, id)
);
create index claim_open on people.claim (organisation_id, state, created_at);
create index claim_receipt on people.claim (receipt_hash);
select platform.protect('people.claim');

-- Who somebody is must be known before a scope exists: the function runs as its owner, who is bound by FORCE
-- row-level security like everybody and is given reading of these four tables only.
do $$
declare target text;
begin
  foreach target in array array['organisation', 'membership', 'role', 'person'] loop
    execute format('create policy who_reads on people.%I for select to %I using (true)', target, current_user);
  end loop;
end $$;

-- One round trip: the person, every role held now, and the members or associations of the organisation acted for.
-- Acting for an organisation without a role there gives no organisation at all, never another one.
create function people.who(person uuid, acting uuid, at timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  with held as (
    select r.role, r.since, r.until, r.delegated_from, o.id, o.kind, o.name, o.short_name, o.sectors, o.demo,
      array_position(array['federation', 'association', 'enterprise', 'service', 'body', 'experts'], o.kind) as place
    from people.role r join people.organisation o on o.id = r.organisation_id
    where r.person_id = person and r.since <= at and (r.until is null or r.until > at) and o.closed_at is null
  ), chosen as (
    select id, kind from held where acting is null or id = acting
    order by delegated_from is not null, place, since, id limit 1
  )
  select jsonb_build_object(
    'id', p.id, 'name', p.name, 'email', p.email, 'phone', p.phone, 'language', p.language,
    'acting', (select id from chosen),
    'roles', coalesce((select jsonb_agg(jsonb_build_object(
        'role', role, 'until', until, 'delegatedFrom', delegated_from,
        'organisation', jsonb_build_object('id', id, 'kind', kind, 'name', name, 'shortName', short_name,
          'sectors', sectors, 'demo', demo)) order by delegated_from is not null, place, since, id, role) from held), '[]'),
    'memberships', coalesce((select jsonb_agg(jsonb_build_array(m.organisation_id, m.member_id, m.consent))
      from chosen c
      join people.membership m on case c.kind when 'association' then m.organisation_id = c.id else m.member_id = c.id end
      join people.organisation o on o.id = case c.kind when 'association' then m.member_id else m.organisation_id end
      where c.kind <> 'federation' and m.since <= at and (m.until is null or m.until > at) and o.closed_at is null), '[]'),
    'federations', (select coalesce(jsonb_agg(o.id), '[]') from people.organisation o
      where o.kind = 'federation' and o.closed_at is null))
  from people.person p where p.id = person
$$;
revoke execute on function people.who(uuid, uuid, timestamptz) from public;
grant execute on function people.who(uuid, uuid, timestamptz) to wenlian_app, wenlian_all;
