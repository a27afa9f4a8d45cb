-- People whom a search finds by their names: every word that is looked for begins one of theirs, none that is refused
-- does. Members of a community see one another; whoever only reads it sees who leads. That stands in the question, as
-- for documents, and the names have the index of 0068, which serves only whom row security does not hold back.
create policy searched on memberships for select to guildhall_search using (true);
grant select (organization_id, community_id, person_id, role, left_at) on memberships to guildhall_search;

create function people_found(beginnings text[], refused text[], places uuid[], own uuid[])
  returns table (id uuid, name text, is_whole boolean)
  language plpgsql stable security definer
  set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set jit = off as $$
declare
  wanted constant text[] := array(
    select '% ' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%' from unnest(beginnings) as word);
  unwanted constant text[] := array(
    select '% ' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%' from unnest(refused) as word);
  -- The longest beginning is that of the fewest names.
  rarest constant text := coalesce((select word from unnest(wanted) as word order by length(word) desc limit 1), '%');
begin
  return query
    select persons.id, persons.name,
           not exists (select from unnest(beginnings) as word
                        where strpos(search_name(persons.name) || ' ', ' ' || word || ' ') = 0)
      from persons
     where persons.organization_id = current_organization()
       and search_name(persons.name) like rarest
       and search_name(persons.name) like all (wanted)
       and not search_name(persons.name) like any (unwanted)
       and exists (
         select from memberships
          where memberships.organization_id = persons.organization_id and memberships.person_id = persons.id
            and memberships.left_at is null and memberships.community_id = any(places)
            and (memberships.role = 'facilitator' or memberships.community_id = any(own)));
end $$;

do $$
begin
  execute format('grant create on schema %I to guildhall_search', current_schema());
  alter function people_found owner to guildhall_search;
  execute format('revoke create on schema %I from guildhall_search', current_schema());
end $$;
revoke execute on function people_found from public;
grant execute on function people_found to guildhall_tenant;
