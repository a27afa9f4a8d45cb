-- As before (0069, 0073), but what is asked of each place in the index is written out in the functions, so that a
-- connection plans it once: planning the same anew took a sixth of what PostgreSQL spent on a search. Of what narrows,
-- one is looked up in the index beside the words; every row is asked for all of it anyway. An index joins few lists, or
-- many short ones, faster than rows are read; many long ones more slowly.
create function search_narrowing(authors uuid[], topics uuid[], allowed uuid[]) returns uuid[]
  language sql immutable parallel safe
return case when cardinality(authors) <= 1000 then authors
            when cardinality(topics) <= 16 then topics
            when cardinality(allowed) <= 16 then allowed end;

drop function found_documents, count_documents;

do $written$
declare
  -- Each is planned without its values, and so answered by the index on words, whatever is asked.
  permitted constant text := $sql$
    (document.community_id in (select unnest(places)) or document.reach = 'organization' and may_roam)
    and (kinds is null or document.kind = any(kinds))
    and (topics is null or document.topic_id in (select unnest(topics)))
    and (authors is null or document.author_id in (select unnest(authors))) $sql$;
  narrowing constant text := $sql$
    and search_facets(document.organization_id, document.community_id, document.reach, document.topic_id,
                      document.author_id) && narrow $sql$;
  looked constant text := $sql$
    return query
      select worthy.id, worthy.kind, coalesce(worthy.thread_id, worthy.id), worthy.shown_at, said.share,
             (worthy.worth * said.share ^ 3 * case when ranked is null then 1 else
               0.001 + ts_rank('{0.1, 0.3, 0.5, 1}', worthy.words, ranked, 1) end)::float8,
             count(*) over () >= most_of_it or worthy.is_read_in_part
        from (
          select document.*,
                 search_worth(document.trust, document.shown_at)
                 * case when document.community_id = near then 1.5::float8
                        when document.community_id = any(own) then 1.25 else 1 end as worth
            from (%s) as document
           order by case when is_newest then document.shown_at end desc, worth desc
           limit most_of_it) as worthy
       cross join lateral (
         select case when cardinality(parts) < 2 then 1::float8 else (
           select count(*)::float8 from unnest(parts) as part where worthy.words @@ part) / cardinality(parts) end as share
       ) as said; $sql$;
  words_said constant text := $sql$
    select document.*, false as is_read_in_part from search_documents as document
     where document.organization_id = organization and %s and document.words @@ candidate and %s %s $sql$;
  phrase_said constant text := $sql$
    select document.* from (
      select document.*, count(*) over () >= most_read as is_read_in_part from (
        select document.* from search_documents as document
         where document.organization_id = organization and %s and document.words @@ its_words and %s
         limit most_read) as document) as document
     where document.words @@ candidate $sql$;
  counted constant text := $sql$
    seen := seen + (
      select count(*) from (
        select from search_documents as document
         where document.organization_id = organization and %s and document.words @@ one and %s
         limit most - seen) as said); $sql$;
  looked_by_words text := '';
  looked_by_phrase text := '';
  counted_in text := '';
  branch record;
begin
  for branch in
    select format('%s number = %s and narrow is %snull then', case when row_number() over () = 1 then 'if' else 'elsif' end,
                  number, case when is_narrow then 'not ' else '' end) as condition,
           place, case when number = 3 then 'limit most_read' else '' end as as_far,
           permitted || case when is_narrow then narrowing else '' end as allowed
      from unnest(array['document.is_foremost', 'document.at_front and not document.is_foremost', 'not document.at_front'])
           with ordinality as places (place, number),
           unnest(array[false, true]) as is_narrow
  loop
    looked_by_words := looked_by_words || branch.condition
      || format(looked, format(words_said, branch.place, branch.allowed, branch.as_far));
    looked_by_phrase := looked_by_phrase || branch.condition
      || format(looked, format(phrase_said, branch.place, branch.allowed));
    counted_in := counted_in || branch.condition || format(counted, branch.place, branch.allowed);
  end loop;

  execute format($create$
create function found_documents(
  candidates tsquery[], ranked tsquery, parts tsquery[], places uuid[], may_roam boolean, near uuid, own uuid[],
  kinds text[], topics uuid[], authors uuid[], most integer, enough integer
) returns table (id uuid, kind text, whole uuid, shown_at timestamptz, share float8, score float8, is_cut boolean)
  language plpgsql stable security definer
  set search_path = public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $body$
declare
  organization constant uuid := current_organization();
  allowed constant uuid[] := places || case when may_roam then array[organization] else '{}' end;
  narrow constant uuid[] := search_narrowing(authors, topics, allowed);
  has_less_worth constant boolean := exists (
    select from search_documents as document
     where document.organization_id = organization and document.at_front and not document.is_foremost);
  has_back constant boolean := (kinds is null or kinds && '{thread,post}') and exists (
    select from search_documents as document where document.organization_id = organization and not document.at_front);
  candidate tsquery;
  its_words tsquery;
  is_newest boolean;
  is_phrase boolean;
  most_of_it integer;
  enough_of_it integer;
  most_read integer;
  seen integer;
  seen_here integer;
begin
  foreach candidate in array candidates loop
    is_phrase := candidate::text ~ '<[-0-9]+>' and candidate::text !~ '!';
    its_words := case when is_phrase then regexp_replace(candidate::text, '<[-0-9]+>', '&', 'g')::tsquery end;
    is_newest := candidate::text like '%%:*%%';
    most_of_it := case when is_newest then least(most, 100) else most end;
    enough_of_it := case when is_newest then least(enough, 20) else enough end;
    if has_less_worth or has_back then
      most_of_it := least(enough_of_it, most_of_it);
    end if;
    enough_of_it := case when is_phrase then least(enough_of_it, 40) else enough_of_it end;
    seen := 0;
    for number in 1..3 loop
      continue when number = 2 and not has_less_worth or number = 3 and not has_back;
      most_read := case number when 3 then greatest(500, most_of_it) else 1500 end;
      if is_phrase then
        %s
        end if;
      else
        %s
        end if;
      end if;
      get diagnostics seen_here = row_count;
      seen := seen + seen_here;
      exit when seen >= enough_of_it;
    end loop;
  end loop;
end $body$ $create$, looked_by_phrase, looked_by_words);

  execute format($create$
create function count_documents(
  asked tsquery[], places uuid[], may_roam boolean, kinds text[], topics uuid[], authors uuid[], most integer
) returns integer[]
  language plpgsql stable security definer
  set search_path = public, pg_temp set jit = off set plan_cache_mode = force_generic_plan
  set enable_indexscan = off set enable_indexonlyscan = off set enable_seqscan = off as $body$
declare
  organization constant uuid := current_organization();
  allowed constant uuid[] := places || case when may_roam then array[organization] else '{}' end;
  narrow constant uuid[] := search_narrowing(authors, topics, allowed);
  one tsquery;
  seen integer;
  counts integer[] := '{}';
begin
  foreach one in array asked loop
    seen := 0;
    for number in 1..3 loop
      %s
      end if;
      exit when seen >= most;
    end loop;
    counts := counts || seen;
  end loop;
  return counts;
end $body$ $create$, counted_in);
end $written$;

-- What is newest, whatever it says. Where something narrows, that is looked up in the index of each place, and the order
-- is one that no index has: the planner would go through all documents from the newest on to find those of one
-- community among hundreds.
create function newest_documents(
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

do $$
begin
  execute format('grant create on schema %I to guildhall_search', current_schema());
  alter function found_documents owner to guildhall_search;
  alter function count_documents owner to guildhall_search;
  alter function newest_documents owner to guildhall_search;
  execute format('revoke create on schema %I from guildhall_search', current_schema());
end $$;
revoke execute on function found_documents, count_documents, newest_documents from public;
grant execute on function found_documents, count_documents, newest_documents to guildhall_tenant;
