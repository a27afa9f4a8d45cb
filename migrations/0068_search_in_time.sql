-- People by the beginnings of their names, through an index, which serves only whom row security does not hold back
-- (0050). Each name stands with a space before it, so that every word of it begins alike.
create function search_name(name text) returns text language sql immutable parallel safe
return ' ' || regexp_replace(lower(normalize(name, nfkd)), '[\u0300-\u036f\u064b-\u065f]', '', 'g');
create index persons_by_name on persons using gin (search_name(name) gin_trgm_ops) with (fastupdate = off);
create policy searched on persons for select to guildhall_search using (true);
grant select (organization_id, id, name) on persons to guildhall_search;

-- People who have a word in their name that begins so, `most` for each beginning; these are folded already.
create function persons_called(beginnings text[], most integer) returns uuid[]
  language plpgsql stable security definer
  set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  called uuid[] := '{}';
  beginning text;
begin
  foreach beginning in array beginnings loop
    called := called || array(
      select persons.id from persons
       where persons.organization_id = current_organization()
         and search_name(persons.name) like '% ' || regexp_replace(beginning, '([\\%_])', '\\\1', 'g') || '%'
       limit most);
  end loop;
  return called;
end $$;

-- Of the front, the six thousand documents that are worth most by themselves are foremost. What many say is found
-- there, by reading a few hundred of them instead of some thousands.
create function search_worth(trust smallint, shown_at timestamptz) returns float8 language sql stable parallel safe
return (1 + ln(1 + trust::float8) / 4)
  * (1 + 0.5 * exp(-greatest(0, date_part('epoch', now() - shown_at)) / 15552000));

alter table search_documents add column is_foremost boolean not null default false;
alter table search_readings add column least_worth float8;
do $$
begin
  alter table search_documents no force row level security;
  alter table search_readings no force row level security;
  create temporary table ranked on commit drop as
    select organization_id, id, search_worth(trust, shown_at) as worth,
           row_number() over (partition by organization_id order by search_worth(trust, shown_at) desc, id) as place
      from search_documents where at_front;
  update search_documents as document set is_foremost = true
    from ranked
   where document.organization_id = ranked.organization_id and document.id = ranked.id and ranked.place <= 6000;
  insert into search_readings (organization_id, least_worth)
    select organization_id, worth from ranked where place = 6000
    on conflict (organization_id) do update set least_worth = excluded.least_worth;
  alter table search_documents add check (at_front or not is_foremost), force row level security;
  alter table search_readings force row level security;
end $$;

drop index search_documents_front;
create index search_documents_foremost on search_documents
  using gin (words, search_facets(organization_id, community_id, reach, topic_id, author_id))
  with (gin_pending_list_limit = 256) where is_foremost;
create index search_documents_front on search_documents
  using gin (words, search_facets(organization_id, community_id, reach, topic_id, author_id))
  where at_front and not is_foremost;
create index search_documents_less_worth on search_documents (organization_id) where at_front and not is_foremost;

-- What comes is worth what others made of it and its freshness; whether that is enough was last seen when the front
-- was put in order.
create or replace function place_document() returns trigger language plpgsql as $$
declare
  reading search_readings;
begin
  select * into reading from search_readings where organization_id = new.organization_id;
  if search_is_trusted(new.kind, new.trust) then
    new.at_front := true;
  elsif tg_op = 'INSERT' then
    new.at_front := coalesce(reading.front_since < new.shown_at, true);
  end if;
  new.is_foremost := new.at_front
    and (new.is_foremost or coalesce(search_worth(new.trust, new.shown_at) >= reading.least_worth, true));
  return new;
end $$;

-- As before (0062), in three places instead of two. What is worth little is read only so far as to give some of it; a
-- phrase is looked for among what says its words, and that is read only so far as well, for words as common as "is the".
-- A question that the planner does not see, and an order that no index has, are answered by the index on words,
-- whatever is asked.
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
    || case when cardinality(authors) <= few_people then ' and ' || facets || '$12' else '' end;
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
                     and ($12 is null or document.author_id = any($12)) %3$s %6$s
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

-- An edit changes four trigrams of a word at the most, where two letters are swapped: a word that shares fewer is further
-- away. Those that are one edit away are found in a fraction of the time that it takes to look for two.
create function words_like(typed text, edits integer, most integer) returns setof text
  language plpgsql stable security definer
  set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
  set pg_trgm.similarity_threshold = 0.2 as $$
declare
  trigrams constant float8 := length(typed) + 1;
begin
  perform set_config('pg_trgm.similarity_threshold',
    greatest(0.2, (trigrams - 4 * edits) / (trigrams + 4 * edits))::text, true);
  return query
    select search_words.word from search_words
     where search_words.organization_id = current_organization() and search_words.word % typed
       and length(search_words.word) between length(typed) - edits and length(typed) + edits
     order by similarity(search_words.word, typed) desc, search_words.word
     limit most;
end $$;
drop function words_like(text, integer);

-- Words that nothing says any more are forgotten, some at a time, from one end of the list to the other.
alter table search_readings add column forgotten_until text;
select jobs.create_queue('forget-words', '{"policy": "stately"}');

-- Of these words, those that no document of this organization says.
create function unsaid_words(told text[]) returns setof text language plpgsql stable security definer
  set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  word text;
  asked tsquery;
begin
  foreach word in array told loop
    asked := ('''' || replace(replace(word, '\', '\\'), '''', '''''') || '''')::tsquery;
    if not exists (select from search_documents as document where document.organization_id = current_organization()
                      and document.is_foremost and document.words @@ asked)
      and not exists (select from search_documents as document where document.organization_id = current_organization()
                         and document.at_front and not document.is_foremost and document.words @@ asked)
      and not exists (select from search_documents as document where document.organization_id = current_organization()
                         and not document.at_front and document.words @@ asked) then
      return next word;
    end if;
  end loop;
end $$;

do $$
begin
  execute format('grant create on schema %I to guildhall_search', current_schema());
  alter function persons_called owner to guildhall_search;
  alter function words_like owner to guildhall_search;
  alter function unsaid_words owner to guildhall_search;
  execute format('revoke create on schema %I from guildhall_search', current_schema());
end $$;
revoke execute on function persons_called, words_like, unsaid_words from public;
grant execute on function persons_called, words_like, unsaid_words to guildhall_tenant;
