create table threads (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  kind text not null check (kind in ('discussion', 'question', 'idea', 'announcement', 'introduction')),
  title text not null check (length(title) between 1 and 255),
  topic_id uuid,
  author_id uuid not null,
  -- Kept with every post, since every list shows them.
  last_post_no integer not null,
  last_post_at timestamptz not null,
  last_post_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, community_id, topic_id) references topics (organization_id, community_id, id),
  foreign key (organization_id, author_id) references persons,
  foreign key (organization_id, last_post_by) references persons
);
create index threads_by_activity on threads (organization_id, community_id, last_post_at desc, id desc);
select keep_within_organization('threads');
grant select, insert, update on threads to guildhall_tenant;

-- post_no is dense within its thread and never reused: a reading position is one number.
create table posts (
  organization_id uuid not null,
  id uuid not null,
  thread_id uuid not null,
  post_no integer not null check (post_no > 0),
  author_id uuid not null,
  body_source text not null check (length(body_source) between 1 and 32000),
  body_html text not null,
  renderer_version integer not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, thread_id, post_no),
  foreign key (organization_id, thread_id) references threads,
  foreign key (organization_id, author_id) references persons
);
select keep_within_organization('posts');
grant select, insert, update on posts to guildhall_tenant;

create table thread_readers (
  organization_id uuid not null,
  thread_id uuid not null,
  person_id uuid not null,
  last_read_no integer not null,
  last_visit_at timestamptz not null default now(),
  primary key (organization_id, thread_id, person_id),
  foreign key (organization_id, thread_id) references threads,
  foreign key (organization_id, person_id) references persons
);
create index thread_readers_of_person on thread_readers (organization_id, person_id);
select keep_within_organization('thread_readers');
grant select, insert, update on thread_readers to guildhall_tenant;
