-- Two roles stand between the program and its rows; neither can bypass row security, and every
-- transaction takes one of them.
--   guildhall_tenant  sees one organization, named by app.organization
--   guildhall_door    sees only what is needed before the organization is known
-- Roles belong to the cluster, so another database may have made them already.
do $$
begin
  if not exists (select from pg_roles where rolname = 'guildhall_tenant') then
    create role guildhall_tenant nologin nosuperuser nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'guildhall_door') then
    create role guildhall_door nologin nosuperuser nobypassrls;
  end if;
end $$;
grant guildhall_tenant, guildhall_door to current_user;

-- After a transaction PostgreSQL leaves '' in the setting, not NULL; nullif makes both mean "none".
create function current_organization() returns uuid language sql stable as
$$ select nullif(current_setting('app.organization', true), '')::uuid $$;

-- Called once for every table of an organization's rows.
create function keep_within_organization(guarded regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('alter table %s force row level security', guarded);
  execute format(
    'create policy within_organization on %s to guildhall_tenant
       using (organization_id = current_organization())
       with check (organization_id = current_organization())', guarded);
end $$;

-- Called once for every table the front door keeps for itself.
create function keep_at_the_door(guarded regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('alter table %s force row level security', guarded);
  execute format('create policy at_the_door on %s to guildhall_door using (true) with check (true)', guarded);
end $$;

create table organizations (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);
create unique index organizations_name on organizations (lower(name));
alter table organizations enable row level security;
alter table organizations force row level security;
create policy within_organization on organizations to guildhall_tenant
  using (id = current_organization()) with check (id = current_organization());
create policy at_the_door on organizations to guildhall_door using (true) with check (true);
grant select, update on organizations to guildhall_tenant;
grant select, insert on organizations to guildhall_door;
