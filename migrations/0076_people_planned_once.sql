-- As before (0072), but planned once for each connection: planning took a third of what finding nobody did, with every
-- letter that is typed. Where no name is asked for, everybody is, and that is another question: no index on names helps.
drop function people_found;

create function people_found(beginnings text[], refused text[], places uuid[], own uuid[])
  returns table (id uuid, name text, is_whole boolean)
  language plpgsql stable security definer
  set search_path = public, pg_temp set plan_cache_mode = force_generic_plan set jit = off as $$
declare
  wanted constant text[] := array(
    select '% ' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%' from unnest(beginnings) as word);
  unwanted constant text[] := array(
    select '% ' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%' from unnest(refused) as word);
  -- The longest beginning is that of the fewest names.
  rarest constant text := (select word from unnest(wanted) as word order by length(word) desc limit 1);
begin
  if rarest is null then
    return query
      select persons.id, persons.name, true
        from persons
       where persons.organization_id = current_organization()
         and (unwanted = '{}' or not search_name(persons.name) like any (unwanted))
         and persons.id in (
           select memberships.person_id from memberships
            where memberships.organization_id = current_organization() and memberships.left_at is null
              and memberships.community_id in (select unnest(places))
              and (memberships.role = 'facilitator' or memberships.community_id in (select unnest(own))));
  else
    return query
      select persons.id, persons.name,
             not exists (select from unnest(beginnings) as word
                          where strpos(search_name(persons.name) || ' ', ' ' || word || ' ') = 0)
        from persons
       where persons.organization_id = current_organization()
         and search_name(persons.name) like rarest
         and search_name(persons.name) like all (wanted)
         and (unwanted = '{}' or not search_name(persons.name) like any (unwanted))
         and exists (
           select from memberships
            where memberships.organization_id = persons.organization_id and memberships.person_id = persons.id
              and memberships.left_at is null and memberships.community_id = any(places)
              and (memberships.role = 'facilitator' or memberships.community_id = any(own)));
  end if;
end $$;

do $$
begin
  execute format('grant create on schema %I to guildhall_search', current_schema());
  alter function people_found owner to guildhall_search;
  execute format('revoke create on schema %I from guildhall_search', current_schema());
end $$;
revoke execute on function people_found from public;
grant execute on function people_found to guildhall_tenant;
