-- What is newest in a few communities was found by reading all of theirs: 55,000 documents in eleven took 55 ms. Each
-- of them has its own from the newest on, and only as many as are asked for are read of each. Where somebody is asked
-- for, or a topic, the index beside the words finds those as before (0074).
create index search_documents_newest_of_each on search_documents (organization_id, community_id, shown_at desc);

drop function newest_documents;

create function newest_documents(
  places uuid[], may_roam boolean, near uuid, own uuid[], kinds text[], topics uuid[], authors uuid[], most integer
) returns table (id uuid, kind text, whole uuid, shown_at timestamptz, share float8, score float8, is_cut boolean)
  language plpgsql stable security definer set search_path = public, pg_temp set jit = off as $$
declare
  organization constant uuid := current_organization();
  narrow constant uuid[] := search_narrowing(authors, topics, places || case when may_roam then array[organization] else '{}' end);
  is_asked_for constant text := '
    ($6 is null or document.kind = any($6)) and ($7 is null or document.topic_id = any($7))
    and ($8 is null or document.author_id = any($8))';
  by_date constant text := '
    select document.* from search_documents as document
     where document.organization_id = $1
       and (document.community_id = any($2) or document.reach = ''organization'' and $3) and ' || is_asked_for;
  of_each constant text := '
    select document.* from unnest($2) as place cross join lateral (
      select document.* from search_documents as document
       where document.organization_id = $1 and document.community_id = place and ' || is_asked_for || '
       order by document.shown_at desc limit $9) as document';
  -- In an order that no index has: the planner would go through all documents from the newest on to find those of one
  -- author among thousands.
  by_facet constant text := by_date || '
       and (document.is_foremost or document.at_front and not document.is_foremost or not document.at_front)
       and search_facets(document.organization_id, document.community_id, document.reach, document.topic_id,
                         document.author_id) && $10';
begin
  return query execute format($look$
    select document.id, document.kind, coalesce(document.thread_id, document.id), document.shown_at, 1::float8,
           search_worth(document.trust, document.shown_at)
           * case when document.community_id = $4 then 1.5::float8
                  when document.community_id = any($5) then 1.25 else 1 end,
           count(*) over () >= $9
      from (%s order by %s desc, document.id limit $9) as document
  $look$,
    case when narrow is null then by_date when narrow = places then of_each else by_facet end,
    case when narrow is null or narrow = places then 'document.shown_at' else 'date_part(''epoch'', document.shown_at)' end)
    using organization, places, may_roam, near, own, kinds, topics, authors, most, narrow;
end $$;

do $$
begin
  execute format('grant create on schema %I to guildhall_search', current_schema());
  alter function newest_documents owner to guildhall_search;
  execute format('revoke create on schema %I from guildhall_search', current_schema());
end $$;
revoke execute on function newest_documents from public;
grant execute on function newest_documents to guildhall_tenant;
