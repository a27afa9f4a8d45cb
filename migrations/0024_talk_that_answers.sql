alter table threads
  -- Whoever asked behind an alias is known by its number in the thread alone.
  alter column author_id drop not null,
  alter column last_post_by drop not null,
  add column alias_no integer,
  add column last_alias_no integer,
  -- Kept with every mark and vote, since every list shows them.
  add column accepted_count integer not null default 0,
  add column vote_count integer not null default 0,
  add column idea_state text check (idea_state in ('raised', 'trying', 'adopted', 'dropped')),
  add column standing text not null default 'visible' check (standing in ('visible', 'hidden', 'deleted')),
  add column pinned_until timestamptz,
  add column locked_at timestamptz,
  add column closes_at timestamptz,
  add column slow_seconds integer check (slow_seconds between 1 and 86400),
  -- The title without case and accents, so that threads alike are found while a title is typed.
  add column title_key text not null default '',
  -- One announcement a week stands before everybody until they have read it.
  add column is_delivered boolean not null default false,
  add check ((author_id is null) = (alias_no is not null)),
  add check ((last_post_by is null) = (last_alias_no is not null)),
  add check (kind = 'idea' or idea_state is null);
update threads set idea_state = 'raised' where kind = 'idea';
alter table threads add check (kind <> 'idea' or idea_state is not null);
create index threads_of_topic on threads (organization_id, community_id, topic_id, last_post_at desc, id desc);
create index threads_of_kind on threads (organization_id, community_id, kind, last_post_at desc, id desc);
create index threads_unanswered on threads (organization_id, community_id, last_post_at desc, id desc)
  where kind = 'question' and last_post_no = 1;
create index threads_pinned on threads (organization_id, community_id, pinned_until) where pinned_until is not null;

alter table posts
  alter column author_id drop not null,
  add column alias_no integer,
  -- The post that this one answers.
  add column parent_no integer check (parent_no < post_no),
  -- What somebody who asks has tried already.
  add column tried_source text check (length(tried_source) between 1 and 32000),
  add column tried_html text,
  add column revision_no integer not null default 1,
  add column edited_at timestamptz,
  add column standing text not null default 'visible'
    check (standing in ('visible', 'hidden', 'redacted', 'deleted')),
  -- Kept with every mark and reaction, since every page of a thread shows them.
  add column accepted_count integer not null default 0,
  add column endorsed_count integer not null default 0,
  add column thanks_count integer not null default 0,
  add column helped_count integer not null default 0,
  add column same_count integer not null default 0,
  add check ((author_id is null) = (alias_no is not null)),
  add check ((tried_source is null) = (tried_html is null)),
  add foreign key (organization_id, thread_id, parent_no) references posts (organization_id, thread_id, post_no);

alter table thread_readers
  -- When they last wrote; null while they only read.
  add column wrote_at timestamptz;
create index thread_readers_who_wrote on thread_readers (organization_id, person_id, thread_id) where wrote_at is not null;
update thread_readers set wrote_at = last_visit_at
 where exists (select from posts where posts.organization_id = thread_readers.organization_id
                  and posts.thread_id = thread_readers.thread_id and posts.author_id = thread_readers.person_id);

-- The record tells nobody who stands behind an alias.
alter table activity alter column person_id drop not null;

-- Who stands behind an alias. Nothing refers to these rows, so that no join gives a name by accident.
create table aliases (
  organization_id uuid not null,
  thread_id uuid not null,
  person_id uuid not null,
  alias_no integer not null check (alias_no > 0),
  created_at timestamptz not null default now(),
  primary key (organization_id, thread_id, person_id),
  unique (organization_id, thread_id, alias_no),
  foreign key (organization_id, thread_id) references threads,
  foreign key (organization_id, person_id) references persons
);
select keep_within_organization('aliases');
grant select, insert, update, delete on aliases to guildhall_tenant;

alter table communities
  -- Whether members may hide their names from one another.
  add column anonymity text not null default 'off' check (anonymity in ('off', 'peers'));

-- Solved it, by whoever asked; endorsed, by whoever may speak for the subject. One does not imply the other.
create table post_marks (
  organization_id uuid not null,
  post_id uuid not null,
  kind text not null check (kind in ('accepted', 'endorsed')),
  person_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, post_id, kind, person_id),
  foreign key (organization_id, post_id) references posts,
  foreign key (organization_id, person_id) references persons
);
select keep_within_organization('post_marks');
grant select, insert, update, delete on post_marks to guildhall_tenant;

create table reactions (
  organization_id uuid not null,
  post_id uuid not null,
  kind text not null check (kind in ('thanks', 'helped', 'same')),
  person_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, post_id, person_id, kind),
  foreign key (organization_id, post_id) references posts,
  foreign key (organization_id, person_id) references persons
);
select keep_within_organization('reactions');
grant select, insert, update, delete on reactions to guildhall_tenant;

-- Votes for an idea.
create table thread_votes (
  organization_id uuid not null,
  thread_id uuid not null,
  person_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, thread_id, person_id),
  foreign key (organization_id, thread_id) references threads,
  foreign key (organization_id, person_id) references persons
);
select keep_within_organization('thread_votes');
grant select, insert, update, delete on thread_votes to guildhall_tenant;

-- How an idea went, step by step.
create table idea_steps (
  organization_id uuid not null,
  thread_id uuid not null,
  step_no integer not null check (step_no > 0),
  state text not null check (state in ('raised', 'trying', 'adopted', 'dropped')),
  reason text not null check (length(reason) between 1 and 2000),
  person_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, thread_id, step_no),
  foreign key (organization_id, thread_id) references threads,
  foreign key (organization_id, person_id) references persons
);
select keep_within_organization('idea_steps');
grant select, insert, update on idea_steps to guildhall_tenant;

-- Every wording of a post that was ever changed, the first one included.
create table post_revisions (
  organization_id uuid not null,
  post_id uuid not null,
  revision_no integer not null check (revision_no > 0),
  body_source text not null check (length(body_source) between 1 and 32000),
  tried_source text check (length(tried_source) between 1 and 32000),
  -- Null where the author did it behind an alias.
  edited_by uuid,
  reason text check (length(reason) between 1 and 500),
  created_at timestamptz not null,
  primary key (organization_id, post_id, revision_no),
  foreign key (organization_id, post_id) references posts,
  foreign key (organization_id, edited_by) references persons
);
select keep_within_organization('post_revisions');
grant select, insert, update on post_revisions to guildhall_tenant;

create table bookmarks (
  organization_id uuid not null,
  person_id uuid not null,
  post_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, person_id, post_id),
  foreign key (organization_id, person_id) references persons,
  foreign key (organization_id, post_id) references posts
);
select keep_within_organization('bookmarks');
grant select, insert, update, delete on bookmarks to guildhall_tenant;

-- How closely somebody follows a community, a topic or a thread; the nearest one decides.
create table watches (
  organization_id uuid not null,
  person_id uuid not null,
  scope text not null check (scope in ('community', 'topic', 'thread')),
  scope_id uuid not null,
  level text not null check (level in ('muted', 'normal', 'tracking', 'watching')),
  -- Why it is so: their own choice, or what they did.
  reason text not null check (reason in ('chosen', 'started', 'replied')),
  updated_at timestamptz not null default now(),
  primary key (organization_id, person_id, scope, scope_id),
  foreign key (organization_id, person_id) references persons
);
select keep_within_organization('watches');
grant select, insert, update, delete on watches to guildhall_tenant;
