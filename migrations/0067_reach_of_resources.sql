-- Resources and collections are for their community, or for the whole organization, as articles are (0055): one asks,
-- and somebody else answers.
alter table resources
  add column reach text not null default 'community' check (reach in ('community', 'organization')),
  add column reach_asked_by uuid,
  add column reach_asked_at timestamptz,
  add foreign key (organization_id, reach_asked_by) references persons,
  add check ((reach_asked_by is null) = (reach_asked_at is null)),
  add check (reach_asked_by is null or reach = 'community');
create index resources_of_reach_asker on resources (organization_id, reach_asked_by);
alter table collections
  add column reach text not null default 'community' check (reach in ('community', 'organization')),
  add column reach_asked_by uuid,
  add column reach_asked_at timestamptz,
  add foreign key (organization_id, reach_asked_by) references persons,
  add check ((reach_asked_by is null) = (reach_asked_at is null)),
  add check (reach_asked_by is null or reach = 'community');
create index collections_of_reach_asker on collections (organization_id, reach_asked_by);

-- What somebody asked for in a community, among all that it has.
create index articles_to_open on articles (organization_id, community_id, id) where reach_asked_by is not null;
create index resources_to_open on resources (organization_id, community_id, id) where reach_asked_by is not null;
create index collections_to_open on collections (organization_id, community_id, id) where reach_asked_by is not null;

-- How many say that it was of use to them: that they found an article useful, that they thank for a resource, and that
-- either worked in practice.
create function usefulness(organization uuid, document_kind text, document uuid) returns integer language sql stable as $$
  select (case document_kind
      when 'article' then (select count(*) from article_verdicts as verdict
        where verdict.organization_id = organization and verdict.article_id = document and verdict.is_useful)
      when 'resource' then (select thanks from resources
        where resources.organization_id = organization and resources.id = document)
      else 0 end
    + (select count(*) from stories
        where stories.organization_id = organization and stories.holder_kind = document_kind
          and stories.holder_id = document and stories.standing = 'shown' and stories.outcome = 'worked'))::integer;
$$;

-- The library of the organization: what is for all of it, the newest or the most useful first.
alter table search_documents add column useful integer not null default 0;
do $$
begin
  alter table search_documents no force row level security;
  alter table resources no force row level security;
  alter table article_verdicts no force row level security;
  alter table stories no force row level security;
  update search_documents set useful = usefulness(organization_id, kind, id) where kind in ('article', 'resource');
  alter table search_documents force row level security;
  alter table resources force row level security;
  alter table article_verdicts force row level security;
  alter table stories force row level security;
end $$;
create index search_documents_for_all on search_documents (organization_id, shown_at desc, id desc)
  where reach = 'organization';
create index search_documents_most_useful on search_documents (organization_id, useful desc, id desc)
  where reach = 'organization';
drop index articles_for_everybody;

create or replace function put_resource_document(organization uuid, resource uuid) returns void language sql as $$
  delete from search_documents as document
   where document.organization_id = organization and document.id = resource
     and not exists (select from resources where resources.organization_id = organization
                        and resources.id = resource and resources.standing = 'shown');
  insert into search_documents (organization_id, id, kind, community_id, reach, title, body, words, topic_id,
                                author_id, trust, shown_at, useful)
    select organization, resources.id, 'resource', resources.community_id, resources.reach, resources.title,
           said.body,
           search_vector(spoken.language, read.title, read.body, search_terms(around.words)), resources.topic_id,
           resources.given_by,
           least(100, resources.thanks + case when resources.reviewed_at is null then 0 else 4 end
             + 2 * resources.has_evidence::integer + resources.says_when::integer)::smallint,
           resources.created_at, usefulness(organization, 'resource', resources.id)
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
      set community_id = excluded.community_id, reach = excluded.reach, title = excluded.title, body = excluded.body, words = excluded.words,
          topic_id = excluded.topic_id,
          author_id = excluded.author_id, trust = excluded.trust, useful = excluded.useful,
          changed_at = case when search_documents.words = excluded.words then search_documents.changed_at
                            else clock_timestamp() end;
$$;
drop trigger find_changed_resource on resources;
create trigger find_changed_resource
  after update of title, why_source, source, language, topic_id, community_id, given_by, standing, file_id, thanks,
    reviewed_at, says_when, has_evidence, reach on resources for each row
  when (old.* is distinct from new.*)
  execute function find_resource();

create or replace function put_collection_document(organization uuid, collection uuid) returns void language sql as $$
  delete from search_documents as document
   where document.organization_id = organization and document.id = collection
     and not exists (select from collections where collections.organization_id = organization
                        and collections.id = collection and collections.standing = 'shown');
  insert into search_documents (organization_id, id, kind, community_id, reach, title, body, words, author_id,
                                shown_at)
    select organization, collections.id, 'collection', collections.community_id, collections.reach,
           collections.title, said.body,
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
      set community_id = excluded.community_id, reach = excluded.reach, title = excluded.title, body = excluded.body, words = excluded.words,
          author_id = excluded.author_id,
          changed_at = case when search_documents.words = excluded.words then search_documents.changed_at
                            else clock_timestamp() end;
$$;
drop trigger find_changed_collection on collections;
create trigger find_changed_collection
  after update of title, about_source, standing, community_id, made_by, reach on collections for each row
  when (old.* is distinct from new.*)
  execute function find_collection();

create or replace function put_article_document(organization uuid, article uuid) returns void language sql as $$
  delete from search_documents as document
   where document.organization_id = organization and document.id = article
     and not exists (select from articles where articles.organization_id = organization and articles.id = article
                        and articles.standing = 'shown' and articles.published_no is not null);
  insert into search_documents (organization_id, id, kind, community_id, reach, title, body, words, topic_id,
                                author_id, trust, shown_at, useful)
    select organization, articles.id, 'article', articles.community_id, articles.reach, revision.title, said.body,
           search_vector(spoken.language, read.title, read.body, ''), articles.topic_id,
           revision.written_by,
           (case when articles.checked_at is null then 0 else 4 end
             + case when review.decision = 'approved' then 6 else 0 end)::smallint,
           revision.created_at, usefulness(organization, 'article', articles.id)
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
          shown_at = excluded.shown_at, useful = excluded.useful,
          changed_at = case when search_documents.words = excluded.words then search_documents.changed_at
                            else clock_timestamp() end;
$$;

create function count_use_of_article() returns trigger language plpgsql as $$
declare
  said article_verdicts := case tg_op when 'DELETE' then old else new end;
begin
  update search_documents set useful = usefulness(said.organization_id, 'article', said.article_id)
   where organization_id = said.organization_id and id = said.article_id;
  return null;
end $$;
create trigger count_use_of_article after insert or delete or update of is_useful on article_verdicts for each row
  execute function count_use_of_article();

create function count_use_in_practice() returns trigger language plpgsql as $$
begin
  update search_documents set useful = usefulness(new.organization_id, new.holder_kind, new.holder_id)
   where organization_id = new.organization_id and id = new.holder_id;
  return null;
end $$;
create trigger count_use_in_practice after insert or update of outcome, standing on stories for each row
  when (new.holder_kind in ('article', 'resource'))
  execute function count_use_in_practice();
