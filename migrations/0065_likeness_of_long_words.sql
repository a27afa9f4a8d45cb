-- Two slips change eight of the trigrams of a word at the most. A long word that shares fewer with the one typed is no
-- slip of it, and of long words very many share a fifth: half a second among a hundred thousand words.
create or replace function words_like(typed text, most integer) returns setof text
  language plpgsql stable security definer
  set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
  set pg_trgm.similarity_threshold = 0.2 as $$
declare
  trigrams constant float8 := length(typed) + 1;
begin
  perform set_config('pg_trgm.similarity_threshold',
    greatest(0.2, (trigrams - 8) / (trigrams + 8))::text, true);
  return query
    select search_words.word from search_words
     where search_words.organization_id = current_organization() and search_words.word % typed
       and length(search_words.word) between length(typed) - 2 and length(typed) + 2
     order by similarity(search_words.word, typed) desc, search_words.word
     limit most;
end $$;
