-- Which articles a revision leads to that everybody reads, or read at some time.
create table article_links (
  organization_id uuid not null,
  article_id uuid not null,
  revision_no integer not null,
  -- By the id in the address. Whether there is such an article, and who reads it, is seen when it is looked for.
  other_id uuid not null,
  primary key (organization_id, article_id, revision_no, other_id),
  foreign key (organization_id, article_id, revision_no) references article_revisions
);
create index article_links_to on article_links (organization_id, other_id);
select keep_within_organization('article_links');
grant select, insert on article_links to guildhall_tenant;

-- Reads the links in our own HTML, where what stands in code is no link. An id is of one article alone, so it does not
-- matter under which name the house was reached when the address was copied, or which community held it then.
create function put_article_links(organization uuid, article uuid, revision integer) returns void language sql as $$
  insert into article_links (organization_id, article_id, revision_no, other_id)
    select distinct organization, article, revision, found[1]::uuid
      from article_revisions
     cross join lateral regexp_matches(article_revisions.html,
       'href="[^"]*/(?:articles|communities/[0-9a-f-]{36}/knowledge)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[?#][^"]*)?"',
       'g') as found
     where article_revisions.organization_id = organization and article_revisions.article_id = article
       and article_revisions.revision_no = revision and found[1]::uuid <> article;
$$;

create function link_published_article() returns trigger language plpgsql as $$
begin
  perform put_article_links(new.organization_id, new.article_id, new.revision_no);
  return null;
end $$;
create trigger link_published_article after insert on article_publications for each row
  execute function link_published_article();

-- Threads and articles alone, so that what others say a word in answers does not have to be gone through.
create index search_documents_to_relate on search_documents using gin (words) where kind in ('thread', 'article');

-- What of a place says the rarer words of an article's title, the nearest first; a title that says them counts twice.
-- A word is looked up so far as to see that it is common; one that many say tells little.
create function related_documents(article uuid, most integer) returns table (
  id uuid, kind text, thread_id uuid, title text
) language plpgsql stable security definer
  set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  return query
    with asked as (
      select document.community_id, search_terms(document.title) as terms,
             search_language(search_terms(document.title || ' ' || left(document.body, 500))) as language
        from search_documents as document
       where document.organization_id = current_organization() and document.id = article
    ), wanted as (
      select plainto_tsquery('simple', word) as query
        from asked cross join lateral unnest(tsvector_to_array(to_tsvector(asked.language, asked.terms))) as word
       limit 8
    ), uses as materialized (
      select wanted.query, array(
        select document.id from search_documents as document
         where document.organization_id = current_organization() and document.words @@ wanted.query
           and document.kind in ('thread', 'article')
           and document.community_id = (select community_id from asked) and document.id <> article
         limit 100) as ids
        from wanted
    ), found as materialized (
      select uses.query, unnest(uses.ids) as id from uses
    ), weighed as materialized (
      select uses.query, ln(1 + (select count(distinct found.id) from found)::float8 / cardinality(uses.ids)) as weight
        from uses where cardinality(uses.ids) > 0
    ), scored as (
      select found.id, sum(weighed.weight) as score
        from found join weighed on weighed.query = found.query
       group by found.id
      having sum(weighed.weight) >= 0.2 * (select sum(weight) from weighed)
       order by score desc, found.id desc limit 2 * most
    ), looked_at as materialized (
      select document.id, document.kind, document.thread_id, document.title, scored.score,
             ts_filter(document.words, '{a}') as said
        from scored
        join search_documents as document on document.organization_id = current_organization()
         and document.id = scored.id
    )
    select looked_at.id, looked_at.kind, looked_at.thread_id, looked_at.title
      from looked_at
     order by looked_at.score + (
       select coalesce(sum(weighed.weight), 0) from weighed where looked_at.said @@ weighed.query) desc, looked_at.id desc
     limit most;
end $$;

do $$
begin
  execute format('grant create on schema %I to guildhall_search', current_schema());
  alter function related_documents owner to guildhall_search;
  execute format('revoke create on schema %I from guildhall_search', current_schema());
end $$;
revoke execute on function related_documents from public;
grant execute on function related_documents to guildhall_tenant;

-- What is published already. Forced row security holds for the owner as well, who has no policy here.
do $$
declare
  guarded text;
  tables constant text[] := array['articles', 'article_revisions', 'article_links'];
begin
  foreach guarded in array tables loop
    execute format('alter table %I no force row level security', guarded);
  end loop;
  perform put_article_links(organization_id, id, published_no) from articles where published_no is not null;
  set constraints all immediate;
  foreach guarded in array tables loop
    execute format('alter table %I force row level security', guarded);
  end loop;
end $$;
