-- The posts that an article was made from, as they were worded then.
create table article_sources (
  organization_id uuid not null,
  article_id uuid not null,
  post_id uuid not null,
  revision_no integer not null check (revision_no > 0),
  -- Where the post stands now, so that a thread need not ask about every post it has.
  thread_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, article_id, post_id),
  foreign key (organization_id, article_id) references articles,
  foreign key (organization_id, post_id) references posts,
  foreign key (organization_id, thread_id) references threads
);
create index article_sources_of_post on article_sources (organization_id, post_id);
create index article_sources_of_thread on article_sources (organization_id, thread_id);
select keep_within_organization('article_sources');
grant select, insert, update (thread_id) on article_sources to guildhall_tenant;

create function keep_sources_with_their_posts() returns trigger language plpgsql as $$
begin
  update article_sources set thread_id = new.thread_id
   where organization_id = new.organization_id and post_id = new.id;
  return null;
end $$;
create trigger sources_move_with_posts after update of thread_id on posts
  for each row when (old.thread_id is distinct from new.thread_id)
  execute function keep_sources_with_their_posts();
