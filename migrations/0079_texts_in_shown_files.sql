-- Posts and articles are found by what their files say, as resources are by theirs. An article shows the files of what
-- it once said as well, and is found by those of what it says.
create function with_words_shown(own tsvector, html text, organization uuid, kind text, holder uuid) returns tsvector
  language plpgsql stable as $$
declare
  most constant integer := 1000000;
  inside tsvector;
begin
  for inside in
    select text.words from file_uses
      join files on files.organization_id = file_uses.organization_id and files.id = file_uses.file_id
      join file_texts as text on text.organization_id = files.organization_id and text.sha256 = files.sha256
     where file_uses.organization_id = organization and file_uses.holder_kind = kind
       and file_uses.holder_id = holder and file_uses.is_shown and text.words <> ''
       and strpos(html, file_uses.file_id::text) > 0
     order by file_uses.file_id
  loop
    if pg_column_size(own) + pg_column_size(inside) < most then
      own := own || inside;
    end if;
  end loop;
  return own;
end $$;

-- Most posts name no file, and are not asked for any.
create or replace function put_post_documents(organization uuid, posts_put uuid[]) returns void language plpgsql as $$
begin
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
           case when strpos(said.html, '/files/') > 0
                then with_words_shown(own.words, said.html, organization, 'post', posts.id) else own.words end,
           threads.topic_id, posts.author_id,
           post_trust(posts.accepted_count, posts.endorsed_count, posts.thanks_count, posts.helped_count),
           posts.created_at
      from posts
      join threads on threads.organization_id = posts.organization_id and threads.id = posts.thread_id
     cross join lateral (select posts.body_html || coalesce(' ' || posts.tried_html, '') as html) as written
     cross join lateral (
       select case posts.post_no when 1 then 'thread' else 'post' end as kind, written.html,
              search_bounded(search_plain(written.html)) as body) as said
     cross join lateral (
       select search_terms(threads.title) as title, search_terms(said.body) as body) as read
     cross join lateral (select search_language(read.title || ' ' || read.body) as language) as spoken
     cross join lateral (
       select case said.kind when 'thread' then search_vector(spoken.language, read.title, read.body, '')
                             else search_vector(spoken.language, '', read.body, read.title) end as words) as own
     where posts.organization_id = organization and posts.id = any(posts_put)
       and posts.standing in ('visible', 'redacted') and threads.standing = 'visible'
    on conflict (organization_id, id) do update
      set kind = excluded.kind, community_id = excluded.community_id, thread_id = excluded.thread_id,
          post_no = excluded.post_no, title = excluded.title, body = excluded.body, words = excluded.words, topic_id = excluded.topic_id,
          author_id = excluded.author_id, trust = excluded.trust, shown_at = excluded.shown_at,
          changed_at = case when search_documents.words = excluded.words then search_documents.changed_at
                            else clock_timestamp() end;
end $$;

create or replace function put_article_document(organization uuid, article uuid) returns void language sql as $$
  delete from search_documents as document
   where document.organization_id = organization and document.id = article
     and not exists (select from articles where articles.organization_id = organization and articles.id = article
                        and articles.standing = 'shown' and articles.published_no is not null);
  insert into search_documents (organization_id, id, kind, community_id, reach, title, body, words, topic_id,
                                author_id, trust, shown_at, useful)
    select organization, articles.id, 'article', articles.community_id, articles.reach, revision.title, said.body,
           with_words_shown(search_vector(spoken.language, read.title, read.body, ''), revision.html,
                            organization, 'article', articles.id),
           articles.topic_id,
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

-- What is shown is read; and where it was read before, it is found from now on, or no more.
create function find_shown_file() returns trigger language plpgsql as $$
begin
  insert into file_texts (organization_id, sha256)
    select organization_id, sha256 from files
     where organization_id = new.organization_id and id = new.file_id and has_text(media_type)
    on conflict do nothing;
  if exists (
    select from files
      join file_texts as text on text.organization_id = files.organization_id and text.sha256 = files.sha256
     where files.organization_id = new.organization_id and files.id = new.file_id and text.words <> ''
  ) then
    if new.holder_kind = 'post' then
      perform put_post_documents(new.organization_id, array[new.holder_id]);
    else
      perform put_article_document(new.organization_id, new.holder_id);
    end if;
  end if;
  return null;
end $$;
create trigger find_shown_file after insert on file_uses for each row
  when (new.holder_kind in ('post', 'article') and new.is_shown) execute function find_shown_file();
create trigger find_shown_file_again after update of is_shown on file_uses for each row
  when (new.holder_kind in ('post', 'article') and new.is_shown <> old.is_shown) execute function find_shown_file();

create or replace function find_file_text() returns trigger language plpgsql as $$
begin
  perform put_resource_document(resources.organization_id, resources.id)
     from files
     join resources on resources.organization_id = files.organization_id and resources.file_id = files.id
    where files.organization_id = new.organization_id and files.sha256 = new.sha256;
  perform put_post_documents(new.organization_id, array(
    select file_uses.holder_id from files
      join file_uses on file_uses.organization_id = files.organization_id and file_uses.file_id = files.id
     where files.organization_id = new.organization_id and files.sha256 = new.sha256
       and file_uses.holder_kind = 'post' and file_uses.is_shown));
  perform put_article_document(new.organization_id, file_uses.holder_id)
     from files
     join file_uses on file_uses.organization_id = files.organization_id and file_uses.file_id = files.id
    where files.organization_id = new.organization_id and files.sha256 = new.sha256
      and file_uses.holder_kind = 'article' and file_uses.is_shown;
  return null;
end $$;

-- What is here already. Forced row security holds for the owner as well, who has no policy here.
do $$
declare
  guarded text;
  tables text[] := array(
    select relname from pg_class
     where relforcerowsecurity and relkind = 'r' and relnamespace = 'public'::regnamespace);
begin
  foreach guarded in array tables loop
    execute format('alter table %I no force row level security', guarded);
  end loop;
  insert into file_texts (organization_id, sha256)
    select distinct files.organization_id, files.sha256 from file_uses
      join files on files.organization_id = file_uses.organization_id and files.id = file_uses.file_id
     where file_uses.holder_kind in ('post', 'article') and file_uses.is_shown and has_text(files.media_type)
    on conflict do nothing;
  perform put_post_documents(file_uses.organization_id, array[file_uses.holder_id])
     from file_uses
     join files on files.organization_id = file_uses.organization_id and files.id = file_uses.file_id
     join file_texts as text on text.organization_id = files.organization_id and text.sha256 = files.sha256
    where file_uses.holder_kind = 'post' and file_uses.is_shown and text.words <> '';
  perform put_article_document(file_uses.organization_id, file_uses.holder_id)
     from file_uses
     join files on files.organization_id = file_uses.organization_id and files.id = file_uses.file_id
     join file_texts as text on text.organization_id = files.organization_id and text.sha256 = files.sha256
    where file_uses.holder_kind = 'article' and file_uses.is_shown and text.words <> '';
  set constraints all immediate;
  foreach guarded in array tables loop
    execute format('alter table %I force row level security', guarded);
  end loop;
end $$;
