alter table threads
  -- After how many days without a new post it closes; every post moves closes_at on.
  add column closes_after_days integer check (closes_after_days between 1 and 365);

-- What a member tells the facilitators about a post.
create table reports (
  organization_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  reporter_id uuid not null,
  reason text not null check (reason in ('off_topic', 'unkind', 'private', 'spam', 'wrong', 'other')),
  words text check (length(words) between 1 and 2000),
  state text not null default 'open' check (state in ('open', 'upheld', 'rejected')),
  created_at timestamptz not null default now(),
  answered_by uuid,
  answered_at timestamptz,
  note text check (length(note) between 1 and 2000),
  primary key (organization_id, id),
  foreign key (organization_id, post_id) references posts,
  foreign key (organization_id, reporter_id) references persons,
  foreign key (organization_id, answered_by) references persons,
  check ((state = 'open') = (answered_at is null))
);
create unique index reports_once on reports (organization_id, post_id, reporter_id) where state = 'open';
create index reports_of_post on reports (organization_id, post_id, id);
select keep_within_organization('reports');
grant select, insert, update, delete on reports to guildhall_tenant;

-- Who did what to which post or thread, and why. Nothing said here is ever changed: only whose it is follows
-- when somebody's identities are joined, and where it is read when communities merge.
create table moderation_log (
  organization_id uuid not null,
  id uuid not null,
  community_id uuid not null,
  thread_id uuid not null,
  -- Null for what was done to the thread as a whole.
  post_id uuid,
  actor_id uuid not null,
  actor_role text not null check (actor_role in ('facilitator')),
  deed text not null check (deed in ('hidden', 'redacted', 'deleted', 'restored', 'left', 'upheld', 'unsealed',
    'closed', 'reopened', 'timed', 'slowed', 'pinned', 'unpinned', 'moved', 'arrived')),
  rule text check (rule in ('off_topic', 'unkind', 'private', 'spam', 'wrong', 'other')),
  -- To the author, or why it was done.
  words text check (length(words) between 1 and 2000),
  before_state text,
  after_state text,
  -- Of a redacted post, the wording that nothing was taken out of.
  original_revision_no integer,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, community_id) references communities,
  foreign key (organization_id, thread_id) references threads,
  foreign key (organization_id, post_id) references posts,
  foreign key (organization_id, actor_id) references persons
);
create index moderation_log_of_community on moderation_log (organization_id, community_id, id desc);
create index moderation_log_of_post on moderation_log (organization_id, post_id, id desc) where post_id is not null;
select keep_within_organization('moderation_log');
grant select, insert, update (community_id, actor_id) on moderation_log to guildhall_tenant;

-- What the author says to a decision. It names nobody: the post has an author, or an alias.
create table appeals (
  organization_id uuid not null,
  id uuid not null,
  decision_id uuid not null,
  kind text not null check (kind in ('appeal', 'mended')),
  words text check (length(words) between 1 and 2000),
  state text not null default 'open' check (state in ('open', 'granted', 'declined')),
  created_at timestamptz not null default now(),
  answered_by uuid,
  answered_at timestamptz,
  answer text check (length(answer) between 1 and 2000),
  primary key (organization_id, id),
  foreign key (organization_id, decision_id) references moderation_log,
  foreign key (organization_id, answered_by) references persons,
  check ((state = 'open') = (answered_at is null))
);
create unique index appeals_open on appeals (organization_id, decision_id) where state = 'open';
create unique index appeals_once on appeals (organization_id, decision_id) where kind = 'appeal';
select keep_within_organization('appeals');
grant select, insert, update on appeals to guildhall_tenant;
