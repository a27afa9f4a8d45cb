-- A function in plain SQL is planned at every call, which took longer than its work: 6 ms for each post, which
-- is 2 now, and less than 1 for posts that come together, which are put together.
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
end $$;

create function find_new_posts() returns trigger language plpgsql as $$
declare
  organization uuid;
begin
  for organization in select distinct organization_id from came loop
    perform put_post_documents(organization, array(
      select id from came where organization_id = organization and standing <> 'moved'));
  end loop;
  return null;
end $$;
drop trigger find_new_post on posts;
create trigger find_new_posts after insert on posts referencing new table as came for each statement
  execute function find_new_posts();
