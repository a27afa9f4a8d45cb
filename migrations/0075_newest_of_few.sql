-- As before (0074), but what narrows is looked up in the index of each place: of one community among hundreds, or one
-- topic, the newest are found without going through all documents from the newest on. No index has the order that is
-- asked for then, so that the planner does not do that all the same.
create or replace function newest_documents(
  places uuid[], may_roam boolean, near uuid, own uuid[], kinds text[], topics uuid[], authors uuid[], most integer
) returns table (id uuid, kind text, whole uuid, shown_at timestamptz, share float8, score float8, is_cut boolean)
  language plpgsql stable security definer set search_path = public, pg_temp set jit = off as $$
declare
  organization constant uuid := current_organization();
  allowed constant uuid[] := places || case when may_roam then array[organization] else '{}' end;
  narrow constant uuid[] := search_narrowing(authors, topics, allowed);
  is_narrow constant boolean := narrow is not null;
begin
  return query execute format($look$
    select document.id, document.kind, coalesce(document.thread_id, document.id), document.shown_at, 1::float8,
           search_worth(document.trust, document.shown_at)
           * case when document.community_id = $4 then 1.5::float8
                  when document.community_id = any($5) then 1.25 else 1 end,
           count(*) over () >= $9
      from (
        select document.* from search_documents as document
         where document.organization_id = $1
           and (document.community_id = any($2) or document.reach = 'organization' and $3)
           and ($6 is null or document.kind = any($6))
           and ($7 is null or document.topic_id = any($7))
           and ($8 is null or document.author_id = any($8)) %s
         order by %s desc, document.id limit $9) as document
  $look$,
    case when is_narrow then 'and (document.is_foremost or document.at_front and not document.is_foremost
                                   or not document.at_front)
                              and search_facets(document.organization_id, document.community_id, document.reach,
                                                document.topic_id, document.author_id) && $10' else '' end,
    case when is_narrow then 'date_part(''epoch'', document.shown_at)' else 'document.shown_at' end)
    using organization, places, may_roam, near, own, kinds, topics, authors, most, narrow;
end $$;
