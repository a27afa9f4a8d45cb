-- As before (0068), but the planner does not see who is asked for either: it weighed each of a hundred people, in every
-- place, for thirty milliseconds, to find what takes two.
create or replace function found_documents(
  candidates tsquery[], ranked tsquery, parts tsquery[], places uuid[], may_roam boolean, near uuid, own uuid[],
  kinds text[], topics uuid[], authors uuid[], most integer, enough integer
) returns table (id uuid, kind text, whole uuid, shown_at timestamptz, share float8, score float8, is_cut boolean)
  language plpgsql stable security definer set search_path = public, pg_temp set jit = off as $$
declare
  organization constant uuid := current_organization();
  allowed constant uuid[] := places || case when may_roam then array[organization] else '{}' end;
  has_less_worth constant boolean := exists (
    select from search_documents as document
     where document.organization_id = organization and document.at_front and not document.is_foremost);
  has_back constant boolean := (kinds is null or kinds && '{thread,post}') and exists (
    select from search_documents as document where document.organization_id = organization and not document.at_front);
  every_side constant text[] := array['document.is_foremost']
    || case when has_less_worth then array['document.at_front and not document.is_foremost'] else '{}' end
    || case when has_back then array['not document.at_front'] else '{}' end;
  -- An index joins few lists, or many short ones, faster than rows are read; many long ones more slowly.
  few constant integer := 16;
  few_people constant integer := 1000;
  facets constant text := 'search_facets(document.organization_id, document.community_id, document.reach,
    document.topic_id, document.author_id) && ';
  narrow constant text := case when cardinality(allowed) <= few then ' and ' || facets || '$6' else '' end
    || case when cardinality(topics) <= few then ' and ' || facets || '$11' else '' end
    || case when cardinality(authors) <= few_people then ' and ' || facets || '(select $12)' else '' end;
  candidate tsquery;
  its_words tsquery;
  is_newest boolean;
  is_phrase boolean;
  most_of_it integer;
  enough_of_it integer;
  most_read integer;
  sides text[];
  side text;
  seen integer;
  seen_here integer;
begin
  foreach candidate in array candidates loop
    is_phrase := coalesce(candidate::text ~ '<[-0-9]+>' and candidate::text !~ '!', false);
    its_words := case when is_phrase then regexp_replace(candidate::text, '<[-0-9]+>', '&', 'g')::tsquery else candidate end;
    is_newest := candidate is null or candidate::text like '%:*%';
    most_of_it := case when candidate is not null and is_newest then least(most, 100) else most end;
    enough_of_it := case when candidate is not null and is_newest then least(enough, 20) else enough end;
    sides := case when candidate is null and narrow = '' then array['true'] else every_side end;
    if candidate is not null and cardinality(sides) > 1 then
      most_of_it := least(enough_of_it, most_of_it);
    end if;
    enough_of_it := case when is_phrase then least(enough_of_it, 40) else enough_of_it end;
    seen := 0;
    foreach side in array sides loop
      most_read := case when candidate is null then null
                        when side = 'not document.at_front' then greatest(500, most_of_it)
                        when is_phrase then 1500 end;
      return query execute format($look$
        select worthy.id, worthy.kind, coalesce(worthy.thread_id, worthy.id), worthy.shown_at, said.share,
               (worthy.worth * said.share ^ 3 * case when $3 is null then 1 else
                 0.001 + ts_rank('{0.1, 0.3, 0.5, 1}', worthy.words, $3, 1) end)::float8,
               count(*) over () >= $10 or worthy.is_read_in_part
          from (
            select document.*,
                   search_worth(document.trust, document.shown_at)
                   * case when document.community_id = $7 then 1.5::float8
                          when document.community_id = any($8) then 1.25 else 1 end as worth
              from (
                select document.*, %5$s as is_read_in_part from (
                  select document.* from search_documents as document
                   where document.organization_id = $1 and %1$s and %2$s
                     and (document.community_id = any($5) or document.reach = 'organization' and $1 = any($6))
                     and ($9 is null or document.kind = any($9))
                     and ($11 is null or document.topic_id = any($11))
                     and ($12 is null or document.author_id = any((select $12)::uuid[])) %3$s %6$s
                ) as document
              ) as document
             where %7$s
             order by %4$s desc limit $10) as worthy
         cross join lateral (
           select case when cardinality($4) < 2 then 1::float8 else (
             select count(*)::float8 from unnest($4) as part where worthy.words @@ part) / cardinality($4) end as share
         ) as said
        $look$, side, case when candidate is null then 'true' else 'document.words @@ (select $2)' end, narrow,
        case when candidate is null then 'document.shown_at'
             when is_newest then 'date_part(''epoch'', document.shown_at)' else 'worth' end,
        case when most_read is null then 'false' else format('count(*) over () >= %s', most_read) end,
        case when most_read is null then '' else format('limit %s', most_read) end,
        case when is_phrase then 'document.words @@ $13' else 'true' end)
        using organization, its_words, ranked, parts, places, allowed, near, own, kinds, most_of_it, topics, authors,
          candidate;
      get diagnostics seen_here = row_count;
      seen := seen + seen_here;
      exit when candidate is not null and seen >= enough_of_it;
    end loop;
  end loop;
end $$;
