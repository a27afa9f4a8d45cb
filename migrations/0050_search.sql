-- What can be found: one row for each thing that somebody may look for, kept by the tables it is made of in the
-- transaction that changes them. Nothing stands here that a reader of its community could not read.
create table search_documents (
  organization_id uuid not null,
  -- Of the post, article, resource or collection that it is made of.
  id uuid not null,
  kind text not null check (kind in ('thread', 'post', 'article', 'resource', 'collection')),
  community_id uuid not null,
  reach text not null default 'community' check (reach in ('community', 'organization')),
  -- Where a post stands; a thread is found by its first one.
  thread_id uuid,
  post_no integer,
  title text not null,
  -- As it is read, without marks of any kind.
  body text not null check (length(body) <= 200000),
  words tsvector not null,
  topic_id uuid,
  -- Null behind an alias.
  author_id uuid,
  -- How much others made of it: accepted, endorsed, reviewed, thanked.
  trust smallint not null default 0,
  shown_at timestamptz not null,
  -- When its words were last others.
  changed_at timestamptz not null default clock_timestamp(),
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, thread_id) references threads,
  foreign key (organization_id, author_id) references persons,
  check ((thread_id is null) = (post_no is null))
);
create index search_documents_by_words on search_documents using gin (words);
create index search_documents_of_thread on search_documents (organization_id, thread_id) where thread_id is not null;
create index search_documents_lately on search_documents (organization_id, changed_at);
create index search_documents_newest on search_documents (organization_id, shown_at desc, id);
select keep_within_organization('search_documents');
grant select, insert, update, delete on search_documents to guildhall_tenant;

-- Words as they are compared: without case and accents (src/db/folded.ts says the same), each apart from what
-- stands beside it, and each sign of a language that does not part its words a word by itself.
create function search_terms(written text) returns text language sql immutable parallel safe
return regexp_replace(
  regexp_replace(
    regexp_replace(lower(normalize(written, nfkd)), '[\u0300-\u036f\u064b-\u065f]', '', 'g'),
    '[\u0001-/:-@\[-`{-\u00a9\u00ab\u00b7\u00bb\u060c\u061b\u061f\u2000-\u206f\u3000-\u303f]+', ' ', 'g'),
  '([\u3040-\u30ff\u3400-\u9fff])', ' \1 ', 'g');

-- What HTML of ours says. Marks within a word do not part it.
create function search_plain(html text) returns text language sql immutable parallel safe
return replace(replace(replace(replace(replace(replace(
  regexp_replace(
    regexp_replace(html, '</?(?:a|b|code|del|em|i|s|span|strong|sub|sup)(?:\s[^>]*)?>', '', 'g'),
    '<[^>]*>', ' ', 'g'),
  '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#39;', ''''), '&nbsp;', ' '), '&amp;', '&');

-- The configuration for the language that most of the commonest words are of; English where none tells.
create function search_language(terms text) returns regconfig language sql stable parallel safe
return (
  select case when terms ~ '[\u0620-\u064a]{3}' then 'arabic'::regconfig else (
    select language.name::regconfig
      from (values
        (1, 'english', array['the', 'and', 'of', 'to', 'is', 'that', 'for', 'with', 'this', 'it', 'you', 'we', 'how', 'are', 'what']),
        (2, 'french', array['le', 'la', 'les', 'des', 'et', 'est', 'une', 'que', 'pour', 'dans', 'nous', 'vous', 'du', 'avec', 'comment']),
        (3, 'german', array['der', 'die', 'das', 'und', 'ist', 'nicht', 'ein', 'eine', 'mit', 'wir', 'fur', 'den', 'sie', 'wie', 'auf']),
        (4, 'spanish', array['el', 'los', 'las', 'que', 'una', 'por', 'para', 'con', 'es', 'del', 'como', 'se', 'en', 'nos', 'y'])
      ) as language (place, name, common)
     order by (select count(*) from regexp_split_to_table(left(terms, 2000), '\s+') as term
                where term = any(language.common)) desc, language.place
     limit 1) end);

create function search_configuration(language text) returns regconfig language sql immutable parallel safe
return case left(language, 2) when 'en' then 'english'::regconfig when 'fr' then 'french'::regconfig
  when 'de' then 'german'::regconfig when 'es' then 'spanish'::regconfig when 'ar' then 'arabic'::regconfig end;

-- Stems, by which other forms of a word are found, and the words themselves, for phrases, for names, and for
-- words that a language is full of. A title weighs most; what only says where something stands, least.
create function search_vector(stemmed_as regconfig, title text, body text, around text) returns tsvector
  language sql immutable parallel safe
return setweight(to_tsvector(stemmed_as, title), 'A') || setweight(to_tsvector('simple', title), 'A')
  || setweight(to_tsvector(stemmed_as, body), 'B') || setweight(to_tsvector('simple', body), 'C')
  || setweight(to_tsvector(stemmed_as, around), 'D') || setweight(to_tsvector('simple', around), 'D');

-- A text search vector holds a megabyte at most.
create function search_bounded(body text) returns text language sql immutable parallel safe
return left(regexp_replace(trim(body), '\s+', ' ', 'g'), 60000);

create function post_trust(accepted integer, endorsed integer, thanks integer, helped integer) returns smallint
  language sql immutable parallel safe
return least(100, 6 * least(accepted, 1) + 4 * endorsed + 2 * helped + thanks)::smallint;

-- Puts what can be found of some posts to where they stand now, and takes out what cannot be found any more.
create function put_post_documents(organization uuid, posts_put uuid[]) returns void language sql as $$
  delete from search_documents as document
   where document.organization_id = organization and document.id = any(posts_put)
     and not exists (
       select from posts join threads on threads.organization_id = posts.organization_id and threads.id = posts.thread_id
        where posts.organization_id = organization and posts.id = document.id
          and posts.standing in ('visible', 'redacted') and threads.standing = 'visible');
  insert into search_documents (organization_id, id, kind, community_id, thread_id, post_no, title, body, words,
                                topic_id, author_id, trust, shown_at)
    select organization, posts.id, said.kind, threads.community_id, posts.thread_id, posts.post_no, threads.title,
           said.body,
           case said.kind when 'thread' then search_vector(spoken.language, read.title, read.body, '')
                          else search_vector(spoken.language, '', read.body, read.title) end,
           threads.topic_id, posts.author_id,
           post_trust(posts.accepted_count, posts.endorsed_count, posts.thanks_count, posts.helped_count),
           posts.created_at
      from posts
      join threads on threads.organization_id = posts.organization_id and threads.id = posts.thread_id
     cross join lateral (
       select case posts.post_no when 1 then 'thread' else 'post' end as kind,
              search_bounded(search_plain(posts.body_html || coalesce(' ' || posts.tried_html, ''))) as body) as said
     cross join lateral (
       select search_terms(threads.title) as title, search_terms(said.body) as body) as read
     cross join lateral (select search_language(read.title || ' ' || read.body) as language) as spoken
     where posts.organization_id = organization and posts.id = any(posts_put)
       and posts.standing in ('visible', 'redacted') and threads.standing = 'visible'
    on conflict (organization_id, id) do update
      set kind = excluded.kind, community_id = excluded.community_id, thread_id = excluded.thread_id,
          post_no = excluded.post_no, title = excluded.title, body = excluded.body, words = excluded.words, topic_id = excluded.topic_id,
          author_id = excluded.author_id, trust = excluded.trust, shown_at = excluded.shown_at,
          changed_at = case when search_documents.words = excluded.words then search_documents.changed_at
                            else clock_timestamp() end;
$$;

create function find_post() returns trigger language plpgsql as $$
begin
  perform put_post_documents(new.organization_id, array[new.id]);
  return null;
end $$;
create trigger find_new_post after insert on posts for each row when (new.standing <> 'moved')
  execute function find_post();
create trigger find_changed_post
  after update of body_html, tried_html, standing, thread_id, post_no, author_id, alias_no on posts for each row
  when ((old.body_source, old.tried_source, old.standing, old.thread_id, old.post_no, old.author_id, old.alias_no)
    is distinct from
    (new.body_source, new.tried_source, new.standing, new.thread_id, new.post_no, new.author_id, new.alias_no))
  execute function find_post();

create function find_trust_of_post() returns trigger language plpgsql as $$
begin
  update search_documents
     set trust = post_trust(new.accepted_count, new.endorsed_count, new.thanks_count, new.helped_count)
   where organization_id = new.organization_id and id = new.id;
  return null;
end $$;
create trigger find_trust_of_post
  after update of accepted_count, endorsed_count, thanks_count, helped_count on posts for each row
  when (post_trust(old.accepted_count, old.endorsed_count, old.thanks_count, old.helped_count)
    <> post_trust(new.accepted_count, new.endorsed_count, new.thanks_count, new.helped_count))
  execute function find_trust_of_post();

create function find_thread() returns trigger language plpgsql as $$
begin
  if (old.standing, old.title) is distinct from (new.standing, new.title) then
    perform put_post_documents(new.organization_id, array(
      select id from posts where organization_id = new.organization_id and thread_id = new.id));
  else
    update search_documents
       set community_id = new.community_id, topic_id = new.topic_id
     where organization_id = new.organization_id and thread_id = new.id;
  end if;
  return null;
end $$;
create trigger find_changed_thread after update of standing, title, community_id, topic_id on threads for each row
  when ((old.standing, old.title, old.community_id, old.topic_id)
    is distinct from (new.standing, new.title, new.community_id, new.topic_id))
  execute function find_thread();

-- The same for a resource, with its guide, the name of its file and what is said in it.
create function put_resource_document(organization uuid, resource uuid) returns void language sql as $$
  delete from search_documents as document
   where document.organization_id = organization and document.id = resource
     and not exists (select from resources where resources.organization_id = organization
                        and resources.id = resource and resources.standing = 'shown');
  insert into search_documents (organization_id, id, kind, community_id, title, body, words, topic_id, author_id,
                                trust, shown_at)
    select organization, resources.id, 'resource', resources.community_id, resources.title, said.body,
           search_vector(spoken.language, read.title, read.body, search_terms(around.words)), resources.topic_id,
           resources.given_by,
           least(100, resources.thanks + case when resources.reviewed_at is null then 0 else 4 end
             + 2 * resources.has_evidence::integer + resources.says_when::integer)::smallint,
           resources.created_at
      from resources
     cross join lateral (
       select search_bounded(search_plain(concat_ws(' ', resources.why_html, (
         select string_agg(html, ' ' order by part) from resource_guides
          where resource_guides.organization_id = organization and resource_guides.resource_id = resource)))) as body
     ) as said
     cross join lateral (
       select concat_ws(' ', resources.source,
         (select name from files where files.organization_id = organization and files.id = resources.file_id),
         (select string_agg(regexp_replace(left(web_vtt, 60000), '^WEBVTT[^\n]*|[^\n]*-->[^\n]*|<[^>]*>', ' ', 'gn'), ' ')
            from captions where captions.organization_id = organization and captions.resource_id = resource)) as words
     ) as around
     cross join lateral (
       select search_terms(resources.title) as title, search_terms(said.body) as body) as read
     cross join lateral (
       select coalesce(search_configuration(resources.language),
                       search_language(read.title || ' ' || read.body)) as language) as spoken
     where resources.organization_id = organization and resources.id = resource and resources.standing = 'shown'
    on conflict (organization_id, id) do update
      set community_id = excluded.community_id, title = excluded.title, body = excluded.body, words = excluded.words, topic_id = excluded.topic_id,
          author_id = excluded.author_id, trust = excluded.trust, changed_at = case when search_documents.words = excluded.words then search_documents.changed_at
                            else clock_timestamp() end;
$$;

create function find_resource() returns trigger language plpgsql as $$
begin
  perform put_resource_document(new.organization_id, new.id);
  return null;
end $$;
create trigger find_new_resource after insert on resources for each row execute function find_resource();
create trigger find_changed_resource
  after update of title, why_source, source, language, topic_id, community_id, given_by, standing, file_id, thanks,
    reviewed_at, says_when, has_evidence on resources for each row
  when (old.* is distinct from new.*)
  execute function find_resource();

create function find_resource_of_part() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform put_resource_document(old.organization_id, old.resource_id);
  else
    perform put_resource_document(new.organization_id, new.resource_id);
  end if;
  return null;
end $$;
create trigger find_guide after insert or delete or update of source on resource_guides for each row
  execute function find_resource_of_part();
create trigger find_captions after insert or delete or update of web_vtt on captions for each row
  execute function find_resource_of_part();

create function put_collection_document(organization uuid, collection uuid) returns void language sql as $$
  delete from search_documents as document
   where document.organization_id = organization and document.id = collection
     and not exists (select from collections where collections.organization_id = organization
                        and collections.id = collection and collections.standing = 'shown');
  insert into search_documents (organization_id, id, kind, community_id, title, body, words, author_id, shown_at)
    select organization, collections.id, 'collection', collections.community_id, collections.title, said.body,
           search_vector(spoken.language, read.title, read.body, ''), collections.made_by,
           collections.created_at
      from collections
     cross join lateral (select search_bounded(search_plain(collections.about_html)) as body) as said
     cross join lateral (
       select search_terms(collections.title) as title, search_terms(said.body) as body) as read
     cross join lateral (select search_language(read.title || ' ' || read.body) as language) as spoken
     where collections.organization_id = organization and collections.id = collection
       and collections.standing = 'shown'
    on conflict (organization_id, id) do update
      set community_id = excluded.community_id, title = excluded.title, body = excluded.body, words = excluded.words, author_id = excluded.author_id,
          changed_at = case when search_documents.words = excluded.words then search_documents.changed_at
                            else clock_timestamp() end;
$$;

create function find_collection() returns trigger language plpgsql as $$
begin
  perform put_collection_document(new.organization_id, new.id);
  return null;
end $$;
create trigger find_new_collection after insert on collections for each row execute function find_collection();
create trigger find_changed_collection
  after update of title, about_source, standing, community_id, made_by on collections for each row
  when (old.* is distinct from new.*)
  execute function find_collection();

-- And for an article, by the words that everybody reads.
create function put_article_document(organization uuid, article uuid) returns void language sql as $$
  delete from search_documents as document
   where document.organization_id = organization and document.id = article
     and not exists (select from articles where articles.organization_id = organization and articles.id = article
                        and articles.standing = 'shown' and articles.published_no is not null);
  insert into search_documents (organization_id, id, kind, community_id, reach, title, body, words, topic_id,
                                author_id, trust, shown_at)
    select organization, articles.id, 'article', articles.community_id, articles.reach, revision.title, said.body,
           search_vector(spoken.language, read.title, read.body, ''), articles.topic_id,
           revision.written_by,
           (case when articles.checked_at is null then 0 else 4 end
             + case when review.decision = 'approved' then 6 else 0 end)::smallint,
           revision.created_at
      from articles
      join article_revisions as revision on revision.organization_id = articles.organization_id
       and revision.article_id = articles.id and revision.revision_no = articles.published_no
      left join article_reviews as review on review.organization_id = revision.organization_id
       and review.article_id = revision.article_id and review.revision_no = revision.revision_no
     cross join lateral (select search_bounded(search_plain(revision.html)) as body) as said
     cross join lateral (
       select search_terms(revision.title) as title, search_terms(said.body) as body) as read
     cross join lateral (select search_language(read.title || ' ' || read.body) as language) as spoken
     where articles.organization_id = organization and articles.id = article and articles.standing = 'shown'
    on conflict (organization_id, id) do update
      set community_id = excluded.community_id, reach = excluded.reach, title = excluded.title,
          body = excluded.body, words = excluded.words,
          topic_id = excluded.topic_id, author_id = excluded.author_id, trust = excluded.trust,
          shown_at = excluded.shown_at, changed_at = case when search_documents.words = excluded.words then search_documents.changed_at
                            else clock_timestamp() end;
$$;

create function find_article() returns trigger language plpgsql as $$
begin
  perform put_article_document(new.organization_id, new.id);
  return null;
end $$;
create trigger find_new_article after insert on articles for each row execute function find_article();
create trigger find_changed_article
  after update of community_id, title, published_no, reach, standing, topic_id, checked_at on articles for each row
  when ((old.community_id, old.title, old.published_no, old.reach, old.standing, old.topic_id, old.checked_at)
    is distinct from
    (new.community_id, new.title, new.published_no, new.reach, new.standing, new.topic_id, new.checked_at))
  execute function find_article();

create function find_article_of_part() returns trigger language plpgsql as $$
begin
  perform put_article_document(new.organization_id, new.article_id);
  return null;
end $$;
create trigger find_new_revision after insert or update of written_by on article_revisions for each row
  execute function find_article_of_part();
create trigger find_review after insert or update of decision on article_reviews for each row
  execute function find_article_of_part();

-- What a word, or several in a row, is looked for by: itself, and its stem in each language that texts are stemmed
-- in, for nobody says which language they type. Words that a language is full of have no stem in it.
create function search_wanted(typed text) returns tsquery language sql immutable parallel safe
return phraseto_tsquery('simple', search_terms(typed)) || phraseto_tsquery('english', search_terms(typed))
  || phraseto_tsquery('french', search_terms(typed)) || phraseto_tsquery('german', search_terms(typed))
  || phraseto_tsquery('spanish', search_terms(typed)) || phraseto_tsquery('arabic', search_terms(typed));

-- The words that something can be found by, so that a wrong spelling finds the right one. Whoever is told of one is
-- told only if something that they may read has it, so that this list may hold the words of all.
create table search_words (
  organization_id uuid not null,
  word text not null check (length(word) between 4 and 40),
  primary key (organization_id, word)
);
create index search_words_alike on search_words using gin (word gin_trgm_ops);
select keep_within_organization('search_words');
grant select, insert, delete on search_words to guildhall_tenant;

-- How far the words of the documents were read.
create table search_readings (
  organization_id uuid not null primary key,
  read_until timestamptz not null,
  foreign key (organization_id) references organizations
);
select keep_within_organization('search_readings');
grant select, insert, update on search_readings to guildhall_tenant;
select jobs.create_queue('read-words', '{"policy": "stately"}');

-- What was looked for in a community and not found, by day; who looked stands nowhere.
create table search_gaps (
  organization_id uuid not null,
  community_id uuid not null,
  day date not null,
  words text not null check (length(words) between 1 and 100),
  times integer not null default 1 check (times > 0),
  primary key (organization_id, community_id, day, words),
  foreign key (organization_id, community_id) references communities
);
select keep_within_organization('search_gaps');
grant select, insert, update on search_gaps to guildhall_tenant;
-- Whatever sweeps up may delete what nobody looked for lately.
create index search_gaps_by_age on search_gaps (day);
create policy past_use on search_gaps to guildhall_door
  using (day < current_date - 90) with check (false);
grant select (day), delete on search_gaps to guildhall_door;

-- Makes every document of the organization anew, for a change of the recipe.
create function put_every_document(organization uuid) returns void language sql as $$
  select put_post_documents(organization, array(select id from posts where organization_id = organization));
  select put_article_document(organization, id) from articles where organization_id = organization;
  select put_resource_document(organization, id) from resources where organization_id = organization;
  select put_collection_document(organization, id) from collections where organization_id = organization;
$$;

-- An index on words serves nobody whom row security holds back: the operator could tell of other rows, so
-- PostgreSQL asks it last. Who searches reads through a role of its own, which may read this table and the words, nothing
-- else, and only through functions that ask for the organization themselves.
do $$
begin
  if not exists (select from pg_roles where rolname = 'guildhall_search') then
    create role guildhall_search nologin nosuperuser nobypassrls;
  end if;
end $$;
grant guildhall_search to current_user;
create policy searched on search_documents for select to guildhall_search using (true);
grant select on search_documents to guildhall_search;

-- What this organization has of these words in places that may be read, `most` of them at the most; without words, the newest. Who asks says
-- which places those are; what is for the whole organization is found where they `may_roam`.
create function matching_documents(
  wanted tsquery, places uuid[], may_roam boolean, kinds text[], topics uuid[], authors uuid[], most integer
) returns setof search_documents language plpgsql stable security definer
  set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  if wanted is null then
    return query
      select document.* from search_documents as document
       where document.organization_id = current_organization()
         and (document.community_id = any(places) or (may_roam and document.reach = 'organization'))
         and (kinds is null or document.kind = any(kinds))
         and (topics is null or document.topic_id = any(topics))
         and (authors is null or document.author_id = any(authors))
       order by document.shown_at desc
       limit most;
    return;
  end if;
  return query
    select document.* from search_documents as document
     where document.organization_id = current_organization() and document.words @@ wanted
       and (document.community_id = any(places) or (may_roam and document.reach = 'organization'))
       and (kinds is null or document.kind = any(kinds))
       and (topics is null or document.topic_id = any(topics))
       and (authors is null or document.author_id = any(authors))
     limit most;
end $$;

-- Words that are spelt nearly like this one.
create function words_like(typed text, most integer) returns setof text language plpgsql stable security definer
  set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
  set pg_trgm.similarity_threshold = 0.2 as $$
begin
  return query
    select search_words.word from search_words
     where search_words.organization_id = current_organization() and search_words.word % typed
       and length(search_words.word) between length(typed) - 2 and length(typed) + 2
     order by similarity(search_words.word, typed) desc, search_words.word
     limit most;
end $$;
create policy searched on search_words for select to guildhall_search using (true);
grant select on search_words to guildhall_search;

do $$
begin
  execute format('grant create on schema %I to guildhall_search', current_schema());
  alter function matching_documents owner to guildhall_search;
  alter function words_like owner to guildhall_search;
  execute format('revoke create on schema %I from guildhall_search', current_schema());
end $$;
revoke execute on function matching_documents, words_like from public;
grant execute on function matching_documents, words_like to guildhall_tenant;

-- What is here already. Forced row security holds for the owner as well, who has no policy here.
do $$
declare
  guarded text;
  tables constant text[] := array['search_documents', 'organizations', 'posts', 'threads', 'resources',
    'resource_guides', 'files', 'captions', 'collections', 'articles', 'article_revisions', 'article_reviews',
    'communities', 'persons'];
begin
  foreach guarded in array tables loop
    execute format('alter table %I no force row level security', guarded);
  end loop;
  perform put_every_document(id) from organizations;
  set constraints all immediate;
  foreach guarded in array tables loop
    execute format('alter table %I force row level security', guarded);
  end loop;
end $$;
