-- A search looks first at what is at the front: all that was written down to last, what others accepted or endorsed,
-- and the newest talk. Few questions need to go further back, where most of the talk is. Each index holds one of the
-- two, and besides the words where, of what and by whom, so that who may read little reads little.
alter table search_documents
  add column at_front boolean not null default false;
drop index search_documents_by_words;

-- What a document can be found by besides its words; that it is for all of the organization, by its id.
create function search_facets(organization uuid, community uuid, reach text, topic uuid, author uuid) returns uuid[]
  language sql immutable parallel safe
return array_remove(array[community, topic, author, case reach when 'organization' then organization end], null);

-- What others accepted or endorsed.
create function search_is_trusted(kind text, trust smallint) returns boolean language sql immutable parallel safe
return kind not in ('thread', 'post') or trust >= 4;

do $$
begin
  alter table search_documents no force row level security;
  update search_documents as document set at_front = true
    from (select organization_id, id, kind, trust,
                 row_number() over (partition by organization_id, search_is_trusted(kind, trust)
                                    order by shown_at desc, id) as place
            from search_documents) as seen
   where document.organization_id = seen.organization_id and document.id = seen.id
     and (search_is_trusted(seen.kind, seen.trust) or seen.place <= 30000);
  alter table search_documents add check (at_front or not search_is_trusted(kind, 0::smallint)),
    alter column at_front set default true, force row level security;
end $$;

-- Whoever waits for words that were just written would wait for the whole of a long list of what is not yet in its place.
create index search_documents_front on search_documents
  using gin (words, search_facets(organization_id, community_id, reach, topic_id, author_id))
  with (gin_pending_list_limit = 256) where at_front;
create index search_documents_back on search_documents
  using gin (words, search_facets(organization_id, community_id, reach, topic_id, author_id))
  where not at_front;
create index search_documents_leaving on search_documents (organization_id, shown_at desc, id) where at_front;
create index search_documents_behind on search_documents (organization_id) where not at_front;
create index search_documents_of_author on search_documents (organization_id, author_id) where author_id is not null;

select jobs.create_queue('keep-front', '{"policy": "stately"}');

-- Talk of before this is behind the front when it comes, as what is brought in from elsewhere is.
alter table search_readings alter column read_until set default '-infinity', add column front_since timestamptz;

create function place_document() returns trigger language plpgsql as $$
begin
  if search_is_trusted(new.kind, new.trust) then
    new.at_front := true;
  elsif tg_op = 'INSERT' then
    new.at_front := not exists (
      select from search_readings where organization_id = new.organization_id and front_since >= new.shown_at);
  end if;
  return new;
end $$;
create trigger place_document before insert or update of trust on search_documents for each row
  execute function place_document();

-- What this organization has that any of the candidates ask for, in places that may be read, with its score; for
-- a candidate that is null, the newest. Who asks says which places those are; what is for the whole organization is
-- found where they `may_roam`. The front is looked through first, and the rest only where that gives less than
-- `enough`. Of what matches, the `most` that are worth most are ranked: match times share of the parts times worth,
-- which is trust, freshness and nearness. What `is_cut` was not all.
create function found_documents(
  candidates tsquery[], ranked tsquery, parts tsquery[], places uuid[], may_roam boolean, near uuid, own uuid[],
  kinds text[], topics uuid[], authors uuid[], most integer, enough integer
) returns table (id uuid, kind text, whole uuid, shown_at timestamptz, share float8, score float8, is_cut boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
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
  sides text[];
  side text;
  seen integer;
begin
  foreach candidate in array candidates loop
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
                   * (1 + 0.5 * exp(-greatest(0, extract(epoch from now() - document.shown_at)::float8) / 15552000))
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
        case when candidate is null then 'document.shown_at' else 'worth' end)
        using organization, candidate, ranked, parts, places, allowed, near, own, kinds, most, topics, authors, enough,
          case when candidate is not null and side = 'document.at_front' and has_back then least(enough, most) else most end;
      get diagnostics seen = row_count;
      exit when candidate is not null and seen >= enough;
    end loop;
  end loop;
end $$;

do $$
begin
  execute format('grant create on schema %I to guildhall_search', current_schema());
  alter function found_documents owner to guildhall_search;
  execute format('revoke create on schema %I from guildhall_search', current_schema());
end $$;
revoke execute on function found_documents from public;
grant execute on function found_documents to guildhall_tenant;
drop function matching_documents;
