-- Half of all documents may hold a word that begins as the one that is being typed. Of such, the hundred newest are
-- ranked, and what is behind the front is looked at only if there are fewer than twenty. Besides, no machine code is
-- made for a question that is answered in less time than that takes.
create or replace function found_documents(
  candidates tsquery[], ranked tsquery, parts tsquery[], places uuid[], may_roam boolean, near uuid, own uuid[],
  kinds text[], topics uuid[], authors uuid[], most integer, enough integer
) returns table (id uuid, kind text, whole uuid, shown_at timestamptz, share float8, score float8, is_cut boolean)
  language plpgsql stable security definer set search_path = public, pg_temp set jit = off as $$
declare
  organization constant uuid := current_organization();
  allowed constant uuid[] := places || case when may_roam then array[organization] else '{}' end;
  has_back constant boolean := (kinds is null or kinds && '{thread,post}') and exists (
    select from search_documents as document where document.organization_id = organization and not document.at_front);
  -- An index joins few lists, or many short ones, faster than rows are read; many long ones more slowly.
  few constant integer := 16;
  few_people constant integer := 200;
  facets constant text := 'search_facets(document.organization_id, document.community_id, document.reach,
    document.topic_id, document.author_id) && ';
  narrow constant text := case when cardinality(allowed) <= few then ' and ' || facets || '$6' else '' end
    || case when cardinality(topics) <= few then ' and ' || facets || '$11' else '' end
    || case when cardinality(authors) <= few_people then ' and ' || facets || '$12' else '' end;
  candidate tsquery;
  is_newest boolean;
  most_of_it integer;
  enough_of_it integer;
  sides text[];
  side text;
  seen integer;
begin
  foreach candidate in array candidates loop
    is_newest := candidate is null or candidate::text like '%:*%';
    most_of_it := case when candidate is not null and is_newest then least(most, 100) else most end;
    enough_of_it := case when candidate is not null and is_newest then least(enough, 20) else enough end;
    sides := case when candidate is null and narrow = '' then array['true']
                  when has_back then array['document.at_front', 'not document.at_front']
                  else array['document.at_front'] end;
    foreach side in array sides loop
      return query execute format($look$
        select worthy.id, worthy.kind, coalesce(worthy.thread_id, worthy.id), worthy.shown_at, said.share,
               (worthy.worth * said.share ^ 3 * case when $3 is null then 1 else
                 0.001 + ts_rank('{0.1, 0.3, 0.5, 1}', worthy.words, $3, 1) end)::float8,
               count(*) over () >= $14
          from (
            select document.*,
                   (1 + ln(1 + document.trust::float8) / 4)
                   * (1 + 0.5 * exp(-greatest(0, date_part('epoch', now() - document.shown_at)) / 15552000))
                   * case when document.community_id = $7 then 1.5::float8
                          when document.community_id = any($8) then 1.25 else 1 end as worth
              from search_documents as document
             where document.organization_id = $1 and %1$s and %2$s
               and (document.community_id = any($5) or document.reach = 'organization' and $1 = any($6))
               and ($9 is null or document.kind = any($9))
               and ($11 is null or document.topic_id = any($11))
               and ($12 is null or document.author_id = any($12)) %3$s
             order by %4$s desc limit $10) as worthy
         cross join lateral (
           select case when cardinality($4) < 2 then 1::float8 else (
             select count(*)::float8 from unnest($4) as part where worthy.words @@ part) / cardinality($4) end as share
         ) as said
        $look$, side, case when candidate is null then 'true' else 'document.words @@ $2' end, narrow,
        case when is_newest then 'document.shown_at' else 'worth' end)
        using organization, candidate, ranked, parts, places, allowed, near, own, kinds, most_of_it, topics, authors, enough_of_it,
          case when candidate is not null and side = 'document.at_front' and has_back then least(enough_of_it, most_of_it) else most_of_it end;
      get diagnostics seen = row_count;
      exit when candidate is not null and seen >= enough_of_it;
    end loop;
  end loop;
end $$;
