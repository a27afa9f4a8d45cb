-- Two words that are one edit apart, a letter put in, left out, replaced or swapped with the next, are alike once one
-- letter is left out of either, or of one of them. So a slip is looked up, where trigrams are compared one by one.
create function search_slips(word text) returns text[] language sql immutable parallel safe
return array(select left(word, place - 1) || substr(word, place + 1) from generate_series(1, length(word)) as place)
  || word;
create index search_words_slips on search_words using gin (search_slips(word));

-- Of the words of this organization, those that are one edit away.
create function words_nearest(typed text, most integer) returns setof text
  language sql stable security definer set search_path = public, pg_temp as $$
  select word from search_words
   where organization_id = current_organization() and search_slips(word) && search_slips(typed)
   order by similarity(word, typed) desc, word limit most;
$$;

-- How many documents say each of these, of those that may be read, as far as `most`: places and the rest as in
-- found_documents, but nothing is ranked, so only so many are read. The planner would go through all documents in some
-- order for so few; only an index on words is quick, and that gives bitmaps.
create function count_documents(
  asked tsquery[], places uuid[], may_roam boolean, kinds text[], topics uuid[], authors uuid[], most integer
) returns integer[]
  language plpgsql stable security definer set search_path = public, pg_temp set jit = off
  set enable_indexscan = off set enable_indexonlyscan = off set enable_seqscan = off as $$
declare
  organization constant uuid := current_organization();
  allowed constant uuid[] := places || case when may_roam then array[organization] else '{}' end;
  facets constant text := 'search_facets(document.organization_id, document.community_id, document.reach,
    document.topic_id, document.author_id) && ';
  -- As in found_documents.
  narrow constant text := case when cardinality(allowed) <= 16 then ' and ' || facets || '$4' else '' end
    || case when cardinality(topics) <= 16 then ' and ' || facets || '$6' else '' end
    || case when cardinality(authors) <= 1000 then ' and ' || facets || '(select $7)' else '' end;
  one tsquery;
  side text;
  seen integer;
  seen_here integer;
  counts integer[] := '{}';
begin
  foreach one in array asked loop
    seen := 0;
    foreach side in array array['document.is_foremost', 'document.at_front and not document.is_foremost',
                                'not document.at_front'] loop
      execute format($look$
        select count(*) from (
          select from search_documents as document
           where document.organization_id = $1 and %1$s and document.words @@ (select $2)
             and (document.community_id = any($3) or document.reach = 'organization' and $1 = any($4))
             and ($5 is null or document.kind = any($5))
             and ($6 is null or document.topic_id = any($6))
             and ($7 is null or document.author_id = any((select $7)::uuid[])) %2$s
           limit $8) as said
        $look$, side, narrow)
        into seen_here using organization, one, places, allowed, kinds, topics, authors, most - seen;
      seen := seen + seen_here;
      exit when seen >= most;
    end loop;
    counts := counts || seen;
  end loop;
  return counts;
end $$;

do $$
begin
  execute format('grant create on schema %I to guildhall_search', current_schema());
  alter function words_nearest owner to guildhall_search;
  alter function count_documents owner to guildhall_search;
  execute format('revoke create on schema %I from guildhall_search', current_schema());
end $$;
revoke execute on function words_nearest, count_documents from public;
grant execute on function words_nearest, count_documents to guildhall_tenant;
