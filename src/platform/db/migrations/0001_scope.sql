-- Whose rows may be seen is a transaction-local setting; policies read it through these functions.
-- nullif: after the first transaction of a connection the setting is '' and no longer null.
create function platform.orgs() returns uuid[] language sql stable parallel safe as
$$ select nullif(current_setting('wenlian.orgs', true), '')::uuid[] $$;
create function platform.members() returns uuid[] language sql stable parallel safe as
$$ select nullif(current_setting('wenlian.members', true), '')::uuid[] $$;
create function platform.sectors() returns text[] language sql stable parallel safe as
$$ select nullif(current_setting('wenlian.sectors', true), '')::text[] $$;
create function platform.person() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('wenlian.person', true), '')::uuid $$;

-- One door into a scope. SET LOCAL by EXECUTE (not set_config), which also holds on a sharded server.
create function platform.enter(orgs text, members text, sectors text, person text) returns void
language plpgsql as $$
begin
  execute format('set local wenlian.orgs = %L', orgs);
  execute format('set local wenlian.members = %L', members);
  execute format('set local wenlian.sectors = %L', sectors);
  execute format('set local wenlian.person = %L', person);
end $$;

-- Rows of organisations: read where the reading set holds the organisation, written only within orgs().
-- reading_set: 'orgs' (figures) or 'members' (cards, which also hold for orgs).
create function platform.protect(target regclass, reading_set text default 'orgs', org_column text default 'organisation_id')
returns void language plpgsql as $$
declare
  readable text := case reading_set
    when 'orgs' then format('%I = any((select platform.orgs())::uuid[])', org_column)
    when 'members' then format('%I = any((select platform.members())::uuid[])', org_column)
  end;
begin
  if readable is null then raise exception 'platform.protect: unknown reading set %', reading_set; end if;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy scope_read on %s for select to wenlian_app using (%s)', target, readable);
  execute format('create policy scope_insert on %s for insert to wenlian_app with check (%I in (select unnest(platform.orgs())))', target, org_column);
  execute format('create policy scope_update on %s for update to wenlian_app using (%s) with check (%I in (select unnest(platform.orgs())))',
    target, format('%I = any((select platform.orgs())::uuid[])', org_column), org_column);
  execute format('create policy scope_delete on %s for delete to wenlian_app using (%I = any((select platform.orgs())::uuid[]))', target, org_column);
  execute format('create policy sees_all on %s to wenlian_all using (true) with check (true)', target);
  execute format('grant select, insert, update, delete on %s to wenlian_app, wenlian_all', target);
end $$;

-- Rows of one person (notices, preferences).
create function platform.protect_person(target regclass, person_column text default 'person_id')
returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy own_rows on %s to wenlian_app using (%I = (select platform.person())) with check (%I = (select platform.person()))',
    target, person_column, person_column);
  execute format('create policy sees_all on %s to wenlian_all using (true) with check (true)', target);
  execute format('grant select, insert, update, delete on %s to wenlian_app, wenlian_all', target);
end $$;

-- Protected aggregates by sector code: written by the system only.
create function platform.protect_sector(target regclass, sector_column text default 'sector')
returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy scope_read on %s for select to wenlian_app using (%I = any((select platform.sectors())::text[]))', target, sector_column);
  execute format('create policy sees_all on %s to wenlian_all using (true) with check (true)', target);
  execute format('grant select on %s to wenlian_app', target);
  execute format('grant select, insert, update, delete on %s to wenlian_all', target);
end $$;

-- Only the system touches it (queues, mail, sessions): the app role sees nothing at all.
create function platform.protect_system(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy sees_all on %s to wenlian_all using (true) with check (true)', target);
  execute format('grant select, insert, update, delete on %s to wenlian_all', target);
end $$;

-- Reference facts: everybody reads, the system writes.
create function platform.publish(target regclass) returns void language plpgsql as $$
begin
  execute format('grant select on %s to wenlian_app', target);
  execute format('grant select, insert, update, delete on %s to wenlian_all', target);
end $$;

create table platform.setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null
);
select platform.publish('platform.setting');
